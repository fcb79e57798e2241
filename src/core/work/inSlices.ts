/** Milliseconds that the page may be kept from answering. */
const sliceMs = 8;

/** Runs a generator to its end, some milliseconds at a time, and returns its result. Rejects with what it throws. */
export async function inSlices<T>(work: Generator<unknown, T>): Promise<T> {
  let end = performance.now() + sliceMs;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() < end) continue;
    await new Promise((resolve) => setTimeout(resolve));
    end = performance.now() + sliceMs;
  }
}
