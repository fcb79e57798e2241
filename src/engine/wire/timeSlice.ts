import { letPageGo } from '../../core/work/courtesy';

const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Lets messages in. A message to oneself comes round at once, where a timer of 0 ms waits for 4. */
export function rest(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    channel.port2.postMessage(null);
  });
}

/** Work that was given up because nobody wants its outcome any more. */
export class Abandoned extends Error {
  override name = 'Abandoned';
}

/** Cuts long work into slices. */
export class TimeSlice {
  /**
   * How long the worker works before it looks whether anybody asked something of it, in ms. At 0 it looks after each piece of work, on a
   * machine of any speed.
   */
  static sliceMs = 12;

  deadline: number;
  /** Told how far each drained computation is, 0 … 1, where it says so. */
  told: ((share: number) => void) | null = null;

  /** @param wanted asked after each rest; once it says no, the work ends with Abandoned. */
  constructor(private readonly wanted: () => boolean = () => true) {
    this.deadline = performance.now() + TimeSlice.sliceMs;
  }

  /** All steps of a computation, resting in between. */
  async drain<T>(steps: Generator<unknown, T>): Promise<T> {
    for (;;) {
      letPageGo();
      const { done, value } = steps.next();
      if (done) {
        this.told?.(1);
        return value;
      }
      if (typeof value === 'number' && value < 1) this.told?.(value);
      if (performance.now() >= this.deadline) await this.yield();
    }
  }

  /** Rests when the slice is over. */
  async yield(): Promise<void> {
    letPageGo();
    if (performance.now() < this.deadline) return;
    await rest();
    if (!this.wanted()) throw new Abandoned();
    this.deadline = performance.now() + TimeSlice.sliceMs;
  }
}
