/** Shared by the kernels' tests: the four backends made ready, and comparison at the golden tolerance. */
import { activate } from '../backend/load';
import type { BackendName } from '../protocol';

export const backends: readonly BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];

/** Makes a backend current. Throws where it is not there: the browser of the tests has all four. */
export async function useBackend(name: BackendName): Promise<void> {
  if (!(await activate(name))) throw new Error(`This browser has no ${name} backend.`);
}

/**
 * The largest difference, over what is allowed: 1e-4 of the largest magnitude or 1e-6, whichever is larger. Not above 1 is good; NaN is
 * Infinity.
 */
export function excess(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) throw new RangeError(`${actual.length} numbers, not ${expected.length}.`);
  let size = 0;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i] - expected[i]);
    if (Number.isNaN(difference)) return Infinity;
    worst = Math.max(worst, difference);
    size = Math.max(size, Math.abs(expected[i]));
  }
  return worst / Math.max(1e-4 * size, 1e-6);
}
