/** The steps of a computation that yields the share of it that is done, as those from one share of a larger one to another. */
export function* shares<T>(steps: Generator<number, T>, from: number, to: number): Generator<number, T> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    yield from + (to - from) * value;
  }
}
