/** Threads that help with an operation: they share its memory, and take parts of it as long as there are any. */
import { EngineError } from '../../../error';
import { control, type Bequest, type Order } from './control';
import { operations, scratchBytes, type Exports, type Operation } from './operations';

/** Threads at most, the engine's own among them. */
export const mostThreads = 4;

/** A helper that has not done its part by then has died. */
const patience = 20_000;
/** Looks at a number so often before falling asleep over it. */
const looks = 2000;

/** How many threads may work on an operation here: 1 where no memory can be shared. */
export function threadsHere(): number {
  if (!globalThis.crossOriginIsolated || typeof Worker === 'undefined') return 1;
  return Math.max(1, Math.min(mostThreads, navigator.hardwareConcurrency || 1));
}

/** After so many operations it is judged whether helpers helped. Where they did not, as on a machine that is busy with other things, they rest for so many at least, at most. */
const trial = 64;
const rest = { least: 512, most: 16_384 } as const;

/** A page may not sleep. */
const maySleep = !('document' in globalThis);

/** The helpers of all networks: they start with the first, and end with the last. A helper that is late takes no part, and nobody waits for it to start. */
class Helpers {
  users = 0;
  private readonly words = new Int32Array(new SharedArrayBuffer(control.bytes));
  private readonly numbers = new Float64Array(this.words.buffer, control.numbers);
  private readonly workers: readonly Worker[];
  private ticket = 0;
  private judged = 0;
  /** Milliseconds that helpers saved since they were last judged: all parts at the pace of the own ones, less what it took. */
  private gain = 0;
  private resting = 0;
  private nextRest: number = rest.least;

  constructor(threads: number) {
    this.workers = Array.from({ length: threads - 1 }, () => {
      const worker = new Worker(new URL('./helper.worker.ts', import.meta.url), { type: 'module', name: 'networks' });
      // One that cannot start, or not do what it is told, takes no parts: they are done without it.
      worker.addEventListener('error', (event) => event.preventDefault());
      return worker;
    });
  }

  /** Sends to every helper, and wakes those that sleep so that they read it. */
  tell(order: Omit<Order, 'words'>): void {
    for (const worker of this.workers) worker.postMessage({ ...order, words: this.words } satisfies Order, []);
    Atomics.add(this.words, control.told, 1);
    Atomics.add(this.words, control.bell, 1);
    Atomics.notify(this.words, control.bell);
  }

  /** Returns when all parts are done. Takes parts itself. */
  run(network: number, parts: number, exports: Exports, operation: Operation, scratch: number, numbers: readonly number[]): void {
    if (this.resting > 0) {
      this.resting--;
      exports[operation](0, 1, scratch, ...numbers);
      return;
    }
    const { words } = this;
    const began = performance.now();
    words[control.network] = network;
    words[control.all] = parts;
    words[control.operation] = operations.indexOf(operation);
    words[control.scratch] = scratch;
    words[control.count] = numbers.length;
    this.numbers.set(numbers);
    Atomics.store(words, control.done, 0);
    this.ticket = (this.ticket + 1) & 0xffffff;
    // Opens the parts: the ticket, and in the last byte how many of them nobody has taken yet.
    Atomics.store(words, control.parts, (this.ticket << 8) | parts);
    Atomics.add(words, control.bell, 1);
    Atomics.notify(words, control.bell);
    let own = 0;
    for (;;) {
      const left = Atomics.load(words, control.parts) & 0xff;
      if (left === 0) break;
      if (Atomics.compareExchange(words, control.parts, (this.ticket << 8) | left, (this.ticket << 8) | (left - 1)) !== ((this.ticket << 8) | left)) continue;
      exports[operation](left - 1, parts, scratch + (left - 1) * scratchBytes, ...numbers);
      Atomics.add(words, control.done, 1);
      own++;
    }
    const worked = performance.now() - began;
    this.awaitOthers(parts);
    if (own > 0) this.judge((worked / own) * parts - (performance.now() - began));
  }

  end(): void {
    for (const worker of this.workers) worker.terminate();
  }

  private judge(gain: number): void {
    this.gain += gain;
    if (++this.judged < trial) return;
    if (this.gain < 0) {
      this.resting = this.nextRest;
      this.nextRest = Math.min(rest.most, 2 * this.nextRest);
    } else this.nextRest = rest.least;
    this.judged = 0;
    this.gain = 0;
  }

  private awaitOthers(parts: number): void {
    const { words } = this;
    const end = Date.now() + patience;
    for (let i = 0; ; i++) {
      const done = Atomics.load(words, control.done);
      if (done >= parts) break;
      if (i < looks) continue;
      if (maySleep) Atomics.wait(words, control.done, done, patience);
      if (Date.now() > end) throw new EngineError('unexpected', 'A helper of the engine stopped answering: open the page anew.');
    }
    if (Atomics.load(words, control.failed)) throw new EngineError('unexpected', 'A helper of the engine failed inside its kernels: open the page anew.');
  }
}

let helpers: Helpers | null = null;
let networks = 0;

/** One network's place among those that the helpers work for. */
export class Crew {
  private left = false;

  private constructor(
    readonly threads: number,
    private readonly of: Helpers,
    private readonly network: number,
  ) {}

  /** Starts helpers where there are none yet, one fewer than threads, and makes the network's memory known to them. */
  static join(threads: number, bequest: Bequest): Crew {
    const of = (helpers ??= new Helpers(threads));
    of.users++;
    const crew = new Crew(threads, of, ++networks);
    of.tell({ network: crew.network, bequest });
    return crew;
  }

  run(exports: Exports, operation: Operation, scratch: number, numbers: readonly number[]): void {
    this.of.run(this.network, this.threads, exports, operation, scratch, numbers);
  }

  /** The helpers forget the network; after the last one they end. */
  leave(): void {
    if (this.left) return;
    this.left = true;
    this.of.users--;
    if (this.of.users > 0) {
      this.of.tell({ network: this.network, bequest: null });
      return;
    }
    this.of.end();
    if (helpers === this.of) helpers = null;
  }
}
