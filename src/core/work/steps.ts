/** Long computations are generators that yield between short steps, so that a worker can answer in between. */

/** All steps in one go. */
export function drain<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
