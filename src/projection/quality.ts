import type { Random } from '../core/algebra/random';
import { exactNeighbours } from './neighbours/exact';
import { block, centred, meanOf, squareOf, wholeScreen, type Centred } from './neighbours/screen';
import { pace } from './pace';
import { addProducts } from './products';
import type { Work } from './work';

/** Measures of how faithful a layout is. */
export interface LayoutQuality {
  /**
   * 0 … 1, how much those near one another in the layout are so in the data: Venna and Kaski 2001, as scikit-learn has it. About 0.5 where
   * the layout is chance.
   */
  readonly trustworthiness: number;
  /** 0 … 1, the share of a point's nearest in the layout that are of its nearest in the data. */
  readonly preservation: number;
  /** The number of nearest that count: the requested one, or the most that is meaningful for n points (less than n / 2). */
  readonly neighbours: number;
  /** Over how many points the two are averages; ranks and neighbours are always taken among all. */
  readonly points: number;
}

export interface QualityOptions {
  neighbours?: number;
  /** Of more points than these a sample of as many is judged. */
  most?: number;
  random: Random;
}

const stage = 'Judging the layout';

/**
 * T = 1 − 2 / (m k (2n − 3k − 1)) Σ_i Σ_j max(0, r(i, j) − k) over m points i and their k nearest j in the layout, r(i, j) the rank of j
 * among the points nearest to i in the data: 1 and how many are nearer. Where points are equally far, none of them counts as nearer. O(m n
 * d).
 *
 * @param points n × d, finite. @param coordinates n × 2, finite. With fewer than three points both measures are 1.
 * Throws RangeError where a number is not finite.
 */
export function* layoutQuality(
  points: Float32Array,
  n: number,
  d: number,
  coordinates: Float32Array,
  { neighbours = 15, most = 2000, random }: QualityOptions,
): Work<LayoutQuality> {
  const k = Math.max(0, Math.min(neighbours, Math.ceil(n / 2) - 1));
  const judged = n > most ? random.distinct(most, n).sort() : Uint32Array.from({ length: n }, (_, i) => i);
  const m = judged.length;
  if (k === 0) return { trustworthiness: 1, preservation: 1, neighbours: k, points: m };
  const near = yield* layoutNeighbours(coordinates, n, k, judged);
  const set = centred(points, n, d, meanOf(points, n, d));
  const ranks = yield* ranksOf(set, judged, near, k);
  let excess = 0;
  let common = 0;
  for (const rank of ranks) {
    if (rank <= k) common++;
    else excess += rank - k;
  }
  return { trustworthiness: 1 - (2 * excess) / (m * k * (2 * n - 3 * k - 1)), preservation: common / (m * k), neighbours: k, points: m };
}

/** The k nearest in the layout of each judged point, itself left out: m × k. */
function* layoutNeighbours(coordinates: Float32Array, n: number, k: number, judged: Uint32Array): Work<Uint32Array> {
  const m = judged.length;
  if (m === n) return (yield* exactNeighbours(coordinates, n, 2, k)).indices;
  const queries = new Float32Array(2 * m);
  for (let q = 0; q < m; q++) queries.set(coordinates.subarray(2 * judged[q], 2 * judged[q] + 2), 2 * q);
  const { indices } = yield* exactNeighbours(coordinates, n, 2, k + 1, { points: queries, n: m });
  const near = new Uint32Array(m * k);
  for (let q = 0; q < m; q++) {
    // Among many duplicates the point itself may be missing.
    let count = 0;
    for (let at = q * (k + 1); at < (q + 1) * (k + 1) && count < k; at++)
      if (indices[at] !== judged[q]) near[q * k + count++] = indices[at];
  }
  return near;
}

/** Their ranks in the data, in any order: m × k. */
function* ranksOf(set: Centred, judged: Uint32Array, near: Uint32Array, k: number): Work<Float64Array> {
  const due = pace();
  const { n, d } = set;
  const m = judged.length;
  const { points, norms } = wholeScreen(set);
  // For each judged point the squared distances of its k, rising, and how many points are nearer than each but not than the one before.
  const squares = new Float64Array(m * k);
  for (let q = 0; q < m; q++) {
    for (let at = q * k; at < (q + 1) * k; at++) squares[at] = squareOf(set, judged[q], set, near[at]);
    squares.subarray(q * k, (q + 1) * k).sort();
  }
  const nearer = new Float64Array(m * k);
  const rows = new Float64Array(block * d);
  const products = new Float64Array(block * block);
  const fuzz = (d + 64) * 4e-15;
  for (let first = 0; first < m; first += block) {
    const count = Math.min(block, m - first);
    for (let r = 0; r < count; r++) rows.set(points.subarray(judged[first + r] * d, (judged[first + r] + 1) * d), r * d);
    for (let column = 0; column < n; column += block) {
      products.fill(0);
      addProducts(rows, 0, block, points, column, block, d, products, block);
      const end = Math.min(block, n - column);
      for (let r = 0; r < count; r++) {
        const i = judged[first + r];
        const from = (first + r) * k;
        const last = from + k - 1;
        const farthest = squares[last];
        for (let c = 0; c < end; c++) {
          const j = column + c;
          if (j === i) continue;
          const size = norms[i] + norms[j];
          let square = size - 2 * products[r * block + c];
          if (square >= farthest + fuzz * size) continue;
          let at = place(squares, from, last, square);
          // Distances that rounding might put on either side are computed exactly.
          if (squares[at] - square <= fuzz * size || (at > from && square - squares[at - 1] <= fuzz * size)) {
            square = squareOf(set, i, set, j);
            if (square >= farthest) continue;
            at = place(squares, from, last, square);
          }
          nearer[at]++;
        }
      }
      if (due()) yield { stage, fraction: (first + (count * column) / n) / m };
    }
  }
  // Sums make ranks of them.
  for (let q = 0; q < m; q++) {
    let sum = 0;
    for (let at = q * k; at < (q + 1) * k; at++) {
      sum += nearer[at];
      nearer[at] = sum + 1;
    }
  }
  return nearer;
}

/** The first of rising numbers from … last that is more than `square`, or the last. */
function place(squares: Float64Array, from: number, last: number, square: number): number {
  let at = last;
  while (at > from && squares[at - 1] > square) at--;
  return at;
}
