import type { Found } from './merges';
import type { Distance } from './metrics';

/** Multiplications between two steps. */
const sliceWork = 1e6;

/**
 * Single linkage: the edges of a least spanning tree, by Prim's algorithm from the first point, in O(n) memory. Ties are broken as
 * scikit-learn does. Yields the share of the work that is done. @param cost multiplications that a distance takes.
 */
export function* spanningMerges(n: number, between: Distance, cost: number): Generator<number, Found> {
  const pairs = new Uint32Array(2 * (n - 1));
  const heights = new Float64Array(n - 1);
  /** Points that are not in the tree, rising; of each point its distance to the tree, and the point of the tree that it is to. */
  const outside = Uint32Array.from({ length: n - 1 }, (_, i) => i + 1);
  const distances = new Float64Array(n).fill(Infinity);
  const sources = new Uint32Array(n);
  let added = 0;
  for (let merge = 0, left = n - 1, work = 0; merge < n - 1; merge++, left--) {
    let [nearest, least] = [0, Infinity];
    for (let at = 0; at < left; at++) {
      const i = outside[at];
      const distance = between(added, i);
      if (distance < distances[i]) {
        distances[i] = distance;
        sources[i] = added;
      }
      if (distances[i] < least) [nearest, least] = [at, distances[i]];
    }
    added = outside[nearest];
    pairs[2 * merge] = sources[added];
    pairs[2 * merge + 1] = added;
    heights[merge] = least;
    outside.copyWithin(nearest, nearest + 1, left);
    work += left * cost;
    if (work < sliceWork) continue;
    work = 0;
    yield 1 - (left / n) ** 2;
  }
  return { pairs, heights };
}
