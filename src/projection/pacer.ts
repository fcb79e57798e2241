import { letPageGo } from '../core/work/courtesy';
import type { WorkProgress, Work } from './work';

/** The request that was being worked on is not wanted any more. */
export class LayoutSuperseded extends Error {
  override name = 'Superseded';
}

/** Work goes on for so many milliseconds before messages are looked at. */
const sliceMs = 10;
/** And rests for no longer than this: a slice that took long may have been waiting itself. */
const longestRest = 400;

/**
 * So many milliseconds may be worked at once before the share limits it: a layout of few points is there at once, and then waits until its
 * time has been earned.
 */
const burst = 200;

/** Drives work in slices, between which it can be paused, slowed or let go. */
export class Pacer {
  private duty = 1;
  /** Milliseconds that may be worked without a rest, as of `counted`. */
  private credit = burst;
  private counted = performance.now();
  private held: Promise<void> | null = null;
  private release: (() => void) | null = null;
  private began = performance.now();

  /** The share of the time that may be worked, 0 … 1. */
  set share(duty: number) {
    this.duty = Math.max(0.02, Math.min(1, duty));
  }

  get share(): number {
    return this.duty;
  }

  pause(): void {
    this.held ??= new Promise((resolve) => (this.release = resolve));
  }

  resume(): void {
    this.release?.();
    this.held = this.release = null;
  }

  /** Work begins: the time before was no work. */
  begin(): void {
    this.began = performance.now();
  }

  /** Ends the slice where it has lasted. Throws Superseded where the signal says so. */
  async breathe(signal: AbortSignal): Promise<void> {
    letPageGo();
    const worked = performance.now() - this.began;
    if (worked >= sliceMs) {
      const rest = this.restAfter(worked);
      await (rest > 0 ? new Promise((resolve) => setTimeout(resolve, rest)) : nextTask());
      while (this.held && !signal.aborted) await Promise.race([this.held, aborted(signal)]);
      this.began = performance.now();
    }
    if (signal.aborted) throw new LayoutSuperseded();
  }

  /** Milliseconds to rest, so that no more than the share of the time is worked. */
  private restAfter(worked: number): number {
    const now = performance.now();
    this.credit = Math.min(burst, this.credit + this.duty * (now - this.counted)) - worked;
    this.counted = now;
    if (this.credit >= 0 || this.duty === 1) return 0;
    const rest = Math.min(longestRest, -this.credit / this.duty);
    // The rest settles all that is owed, though it be shortened.
    this.credit = 0;
    this.counted = now + rest;
    return rest;
  }

  async drive<T>(work: Work<T>, signal: AbortSignal, told: (progress: WorkProgress) => void): Promise<T> {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      told(value);
      await this.breathe(signal);
    }
  }
}

const turns: (() => void)[] = [];
let channel: MessageChannel | null = null;

/** After the messages that have come meanwhile. */
function nextTask(): Promise<void> {
  if (!channel) {
    channel = new MessageChannel();
    channel.port1.onmessage = () => turns.shift()?.();
  }
  return new Promise((resolve) => {
    turns.push(resolve);
    channel!.port2.postMessage(null, []);
  });
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
