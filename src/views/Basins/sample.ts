import { Random } from '../../core/algebra/random';

/** More dots than this are neither told apart nor drawn within a frame; a seeded sample is drawn then, and the map says so. */
export const mostMapPoints = 5000;

/** Indices of the points to draw, in order: all n, or a sample of `most` that is the same at every call. */
export function sample(n: number, most = mostMapPoints): Uint32Array {
  if (n <= most) return Uint32Array.from({ length: n }, (_, i) => i);
  return new Random(0).distinct(most, n).sort();
}
