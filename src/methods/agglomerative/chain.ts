import type { Found } from './merges';

/** Distances of clusters, each named by one of its points, while they are merged. */
export interface Clusters {
  /**
   * The first of `active`, which rise, that is nearest to x, and its distance in some rising measure: one that is no nearer than `y` at
   * `least` is passed over.
   */
  nearest(x: number, active: Uint32Array, y: number, least: number): { readonly y: number; readonly least: number };
  distance(x: number, y: number): number;
  /** Cluster y takes x in. @param active all others, and y. */
  merge(x: number, y: number, active: Uint32Array): void;
  /** The height of a merge out of the measure. */
  height(measure: number): number;
  /** Multiplications that a distance takes, about. */
  readonly cost: number;
}

/** Multiplications between two steps: some milliseconds. */
const sliceWork = 2e6;

/**
 * Nearest-neighbour chain: from any cluster to its nearest, and on, until two are nearest to each other; these are merged. For linkages
 * under which a merge brings no other clusters nearer. Ties are broken as SciPy does: the cluster before in the chain stands first, then the
 * least index. Yields the share of the work that is done.
 */
export function* chainMerges(n: number, clusters: Clusters): Generator<number, Found> {
  const pairs = new Uint32Array(2 * (n - 1));
  const heights = new Float64Array(n - 1);
  const indices = Uint32Array.from({ length: n }, (_, i) => i);
  const chain = new Uint32Array(n);
  let length = 0;
  let work = 0;
  for (let merge = 0, left = n; merge < n - 1; merge++) {
    const active = indices.subarray(0, left);
    if (length === 0) chain[length++] = active[0];
    let [x, y, least] = [0, 0, 0];
    for (;;) {
      x = chain[length - 1];
      const before = length > 1 ? chain[length - 2] : x;
      ({ y, least } = clusters.nearest(x, active, before, length > 1 ? clusters.distance(x, before) : Infinity));
      work += left * clusters.cost;
      if (work >= sliceWork) {
        work = 0;
        yield 1 - (left / n) ** 2;
      }
      if (length > 1 && y === before) break;
      chain[length++] = y;
    }
    length -= 2;
    const [gone, stays] = [Math.min(x, y), Math.max(x, y)];
    pairs[2 * merge] = gone;
    pairs[2 * merge + 1] = stays;
    heights[merge] = clusters.height(least);
    const at = placeOf(active, gone);
    indices.copyWithin(at, at + 1, left);
    left--;
    clusters.merge(gone, stays, indices.subarray(0, left));
  }
  return { pairs, heights };
}

/** Where a number stands among rising ones. */
function placeOf(rising: Uint32Array, wanted: number): number {
  let [low, high] = [0, rising.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rising[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
