/**
 * A thread that helps the engine with its networks: sleeps until the bell rings, takes parts of the operation at hand, and reads messages
 * when told to.
 */
import { control, type Order } from './control';
import { operations, scratchBytes, type Exports } from './operations';

/** Looks at the bell so often before falling asleep. */
const looks = 2000;

const networks = new Map<number, Exports>();
let read = 0;

self.onmessage = ({ data: { network, bequest, words } }: MessageEvent<Order>) => {
  // Where this fails the message stays unread, and no part is taken any more.
  if (bequest)
    networks.set(network, new WebAssembly.Instance(bequest.module, { env: { memory: bequest.memory } }).exports as unknown as Exports);
  else networks.delete(network);
  read++;
  work(words);
};

/** Until a message waits: those are read outside of here. */
function work(words: Int32Array<SharedArrayBuffer>): void {
  const numbers = new Float64Array(words.buffer, control.numbers);
  for (;;) {
    const bell = Atomics.load(words, control.bell);
    if (Atomics.load(words, control.told) !== read) return;
    while (takePart(words, numbers));
    for (let i = 0; i < looks && Atomics.load(words, control.bell) === bell; i++);
    Atomics.wait(words, control.bell, bell);
  }
}

/** False where no part is left. */
function takePart(words: Int32Array<SharedArrayBuffer>, numbers: Float64Array): boolean {
  const parts = Atomics.load(words, control.parts);
  const left = parts & 0xff;
  if (left === 0) return false;
  if (Atomics.compareExchange(words, control.parts, parts, parts - 1) !== parts) return true;
  // The operation stays what it is until all its parts are done.
  const exports = networks.get(words[control.network]);
  const operation = operations[words[control.operation]];
  const scratch = words[control.scratch] + (left - 1) * scratchBytes;
  try {
    if (!exports) throw new RangeError(`There is no network ${words[control.network]} here.`);
    exports[operation](left - 1, words[control.all], scratch, ...numbers.subarray(0, words[control.count]));
  } catch {
    Atomics.store(words, control.failed, 1);
  }
  Atomics.add(words, control.done, 1);
  Atomics.notify(words, control.done);
  return true;
}
