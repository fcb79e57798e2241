/** Long work in pieces of some milliseconds, so that whoever drives it can tell of progress, wait, or let it go between two of them. */

export interface WorkProgress {
  /** For people, without a full stop: "Finding neighbours". */
  readonly stage: string;
  /** 0 … 1 of this stage. */
  readonly fraction: number;
}

/** A generator that yields every few milliseconds and returns what came of it. Letting it go is all that cancelling takes. */
export type Work<T> = Generator<WorkProgress, T, void>;

/** Does all of it at once. */
export function finish<T>(work: Work<T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
