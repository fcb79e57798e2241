import { pace } from '../pace';
import type { Work } from '../work';
import type { NeighbourGraph } from './graph';

/** So many times as many candidates are found among few dimensions as are kept among all. */
const surplus = 2;

/** Up to here a search in all dimensions costs hardly more than one in those that PCA leaves. */
const mostSearched = 100;
/** And up to so many entries of all pairs, some seconds: 10,000 points of 784 dimensions. */
const mostEntries = 8e10;

/** True if neighbours of n points are looked for in all of d dimensions, so that there is nothing to rank anew. */
export const searchedWhole = (n: number, d: number): boolean => d <= mostSearched || n * n * d <= mostEntries;

/** The number of neighbours to find among the reduced points, so that k of them can be kept. */
export const candidatesFor = (k: number, n: number): number => Math.min(n - 1, surplus * k);

/**
 * The k nearest of each point's candidates by distance in the space itself: what a reduction found near need not be nearest there. O(n ·
 * candidates · d).
 * @param points n × d, the space before the reduction that the candidates were found in. Throws RangeError where there are fewer than k.
 */
export function* reranked(points: Float32Array, d: number, { n, k: candidates, indices }: NeighbourGraph, k: number): Work<NeighbourGraph> {
  if (k > candidates) throw new RangeError(`Of ${candidates} candidates there are not ${k} to keep.`);
  const kept = { n, k, indices: new Uint32Array(n * k), distances: new Float32Array(n * k) };
  const squares = new Float64Array(k);
  const due = pace();
  for (let i = 0; i < n; i++) {
    const nearest = kept.indices.subarray(i * k, i * k + k);
    squares.fill(Infinity);
    /** Ties go to the lower index. */
    const nearer = (square: number, j: number, at: number) => square < squares[at] || (square === squares[at] && j < nearest[at]);
    for (let c = i * candidates; c < (i + 1) * candidates; c++) {
      const j = indices[c];
      const square = squaredDistance(points, i * d, j * d, d);
      let at = k - 1;
      if (!nearer(square, j, at)) continue;
      for (; at > 0 && nearer(square, j, at - 1); at--) {
        squares[at] = squares[at - 1];
        nearest[at] = nearest[at - 1];
      }
      squares[at] = square;
      nearest[at] = j;
    }
    for (let at = 0; at < k; at++) kept.distances[i * k + at] = Math.min(largestFloat, Math.sqrt(squares[at]));
    if (due()) yield { stage: 'Ranking neighbours in all dimensions', fraction: i / n };
  }
  return kept;
}

const largestFloat = 3.4028234663852886e38;

/** In float64, in four sums side by side. */
function squaredDistance(points: Float32Array, a: number, b: number, d: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let f = 0;
  for (; f + 3 < d; f += 4) {
    const d0 = points[a + f] - points[b + f];
    const d1 = points[a + f + 1] - points[b + f + 1];
    const d2 = points[a + f + 2] - points[b + f + 2];
    const d3 = points[a + f + 3] - points[b + f + 3];
    s0 += d0 * d0;
    s1 += d1 * d1;
    s2 += d2 * d2;
    s3 += d3 * d3;
  }
  for (; f < d; f++) s0 += (points[a + f] - points[b + f]) ** 2;
  return s0 + s1 + (s2 + s3);
}
