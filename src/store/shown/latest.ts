import { needsNoTelling } from '../silent';

/**
 * Backpressure: one call in flight; of what is asked meanwhile only the newest is done next. The returned function never rejects;
 * failures go to `onError`, but for those that nobody needs to hear of: that what was asked about is gone, say.
 */
export function latest<T>(work: (input: T) => Promise<void>, onError: (error: unknown) => void): (input: T) => void {
  let busy = false;
  let waiting: { input: T } | null = null;
  const next = () => {
    if (busy || !waiting) return;
    const { input } = waiting;
    waiting = null;
    busy = true;
    work(input)
      .catch((error: unknown) => {
        if (!needsNoTelling(error)) onError(error);
      })
      .finally(() => {
        busy = false;
        next();
      });
  };
  return (input) => {
    waiting = { input };
    next();
  };
}
