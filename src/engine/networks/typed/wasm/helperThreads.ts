/** Threads that help with an operation: they share its memory, and take parts of it as long as there are any. */
import { EngineError } from '../../../wire/error';
import { HelpTrial } from './helpPays';
import { control, type Bequest, type Order } from './control';
import { operations, scratchBytes, type Exports, type Operation } from './operations';

/** Threads at most, the engine's own among them. */
export const mostThreads = 4;

/**
 * A helper that has not done its part after so many milliseconds has died. Where the machine slept meanwhile, or the page was frozen, that
 * counts as one `nap`.
 */
const patience = 20_000;
const nap = 1000;
/** Looks at a number so often before falling asleep over it. */
const looks = 2000;

/** How many threads may work on an operation here: 1 where no memory can be shared. */
export function threadsHere(): number {
  if (!globalThis.crossOriginIsolated || typeof Worker === 'undefined') return 1;
  return Math.max(1, Math.min(mostThreads, navigator.hardwareConcurrency || 1));
}

/** A page may not sleep. */
const maySleep = !('document' in globalThis);

/**
 * The helpers of all networks: they start with the first, and end with the last. A helper that is late takes no part, and nobody waits for
 * it to start.
 */
class Helpers {
  users = 0;
  private readonly words = new Int32Array(new SharedArrayBuffer(control.bytes));
  private readonly numbers = new Float64Array(this.words.buffer, control.numbers);
  private readonly workers: readonly Worker[];
  private ticket = 0;
  private readonly trial = new HelpTrial();

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

  /** Returns when all parts are done. Takes parts itself, or where helpers do not help does it alone. */
  run(
    network: number,
    parts: number,
    work: number,
    exports: Exports,
    operation: Operation,
    scratch: number,
    numbers: readonly number[],
  ): void {
    const began = performance.now();
    if (this.trial.helped) this.share(network, parts, exports, operation, scratch, numbers);
    else exports[operation](0, 1, scratch, ...numbers);
    this.trial.note(work, performance.now() - began);
  }

  end(): void {
    for (const worker of this.workers) worker.terminate();
  }

  private share(network: number, parts: number, exports: Exports, operation: Operation, scratch: number, numbers: readonly number[]): void {
    const { words } = this;
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
    for (;;) {
      const left = Atomics.load(words, control.parts) & 0xff;
      if (left === 0) break;
      if (
        Atomics.compareExchange(words, control.parts, (this.ticket << 8) | left, (this.ticket << 8) | (left - 1)) !==
        ((this.ticket << 8) | left)
      )
        continue;
      exports[operation](left - 1, parts, scratch + (left - 1) * scratchBytes, ...numbers);
      Atomics.add(words, control.done, 1);
    }
    this.awaitOthers(parts);
  }

  private awaitOthers(parts: number): void {
    const { words } = this;
    let waited = 0;
    let last = Date.now();
    for (let i = 0; ; i++) {
      const done = Atomics.load(words, control.done);
      if (done >= parts) break;
      if (i < looks) continue;
      if (maySleep) Atomics.wait(words, control.done, done, nap);
      const now = Date.now();
      waited += Math.min(nap, now - last);
      last = now;
      if (waited > patience) throw new EngineError('unexpected', 'A helper of the engine stopped answering: open the page anew.');
    }
    if (Atomics.load(words, control.failed))
      throw new EngineError('unexpected', 'A helper of the engine failed inside its kernels: open the page anew.');
  }
}

let helpers: Helpers | null = null;
let networks = 0;

/** One network's place among those that the helpers work for. */
export class HelperThreads {
  private left = false;

  private constructor(
    readonly threads: number,
    private readonly of: Helpers,
    private readonly network: number,
  ) {}

  /** Starts helpers where there are none yet, one fewer than threads, and makes the network's memory known to them. */
  static join(threads: number, bequest: Bequest): HelperThreads {
    const of = (helpers ??= new Helpers(threads));
    of.users++;
    const threadsOfNetwork = new HelperThreads(threads, of, ++networks);
    of.tell({ network: threadsOfNetwork.network, bequest });
    return threadsOfNetwork;
  }

  run(work: number, exports: Exports, operation: Operation, scratch: number, numbers: readonly number[]): void {
    this.of.run(this.network, this.threads, work, exports, operation, scratch, numbers);
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
