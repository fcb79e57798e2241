import { pace } from '../pace';
import { addProducts } from '../products';
import type { Work } from '../work';
import { boundsOn, longPoints, type DistanceBounds } from './bounds';
import type { NeighbourGraph } from './graph';
import { Kept } from './kept';
import { block, centred, meanOf, squareOf, type Centred, type Screen } from './screen';
import { chooseScreens } from './screens';

const stage = 'Finding neighbours';

/**
 * The k nearest by Euclidean distance, of the set itself or of `queries`, exactly: distances are taken entry by entry in float64, ties go
 * to the lower index. Of the set itself a point is none of its own neighbours, but a duplicate of it is; a query is never left out.
 *
 * Pairs are first looked at in short vectors of principal components, by blocks in register tiles, and most are too far already; those of
 * long points that are not, then once more in float32, by SIMD; n × n numbers are never kept. O(n² w), w the length of the short vectors.
 * @param points n × d. @param k at most n − 1, or n for queries.
 * Throws RangeError where k is not one of those, or a number is not finite.
 */
export function* exactNeighbours(
  points: Float32Array,
  n: number,
  d: number,
  k: number,
  queries: { readonly points: Float32Array; readonly n: number } | null = null,
): Work<NeighbourGraph> {
  checkCount(k, queries ? n : n - 1, n);
  const rows = queries?.n ?? n;
  const kept = new Kept(rows, k);
  if (k === 0 || rows === 0) return yield* kept.graph();
  const mean = meanOf(points, n, d);
  const set = centred(points, n, d, mean);
  const asked = queries ? centred(queries.points, queries.n, d, mean) : set;
  const [setScreen, askedScreen] = yield* chooseScreens(points, set, asked, mean, k);
  const bounds = d >= longPoints && setScreen.width < d ? boundsOn(points, n, d, queries?.points ?? null, rows, block) : null;
  yield* sweep(set, setScreen, asked, askedScreen, bounds, kept);
  return yield* kept.graph();
}

/** Throws RangeError where k is not an integer 0 … most. */
export function checkCount(k: number, most: number, n: number): void {
  if (!Number.isInteger(k) || k < 0 || k > most) throw new RangeError(`Among ${n} points there are not ${k} neighbours of each.`);
}

/** Looks at all pairs, block by block; candidates come to each row by rising index. */
function* sweep(
  set: Centred,
  setScreen: Screen,
  asked: Centred,
  askedScreen: Screen,
  bounds: DistanceBounds | null,
  kept: Kept,
): Work<void> {
  const due = pace();
  const same = set === asked;
  const { width, norms } = setScreen;
  // For each point, the limit below which a square is kept. Nothing is nearer than duplicates, not even by rounding.
  const limits = new Float64Array(asked.n).fill(Infinity);
  const keep = (i: number, j: number, square: number): number => {
    kept.replace(i, j, square);
    return kept.worst(i) || -1;
  };
  const products = new Float64Array(block * block);
  /** The others in a block that may be near enough. */
  const passed = bounds?.list ?? new Uint32Array(block);
  const pairs = same ? set.n * set.n : set.n * asked.n;
  for (let row0 = 0; row0 < asked.n; row0 += block) {
    const row1 = Math.min(row0 + block, asked.n);
    for (let column0 = same ? row0 : 0; column0 < set.n; column0 += block) {
      const column1 = Math.min(column0 + block, set.n);
      products.fill(0);
      addProducts(askedScreen.points, row0, block, setScreen.points, column0, block, width, products, block);
      for (let i = row0; i < row1; i++) {
        const norm = askedScreen.norms[i];
        const limit = limits[i];
        const first = same && row0 === column0 ? i + 1 : column0;
        let count = 0;
        for (let j = first, at = (i - row0) * block + j - column0; j < column1; j++, at++) {
          const least = norm + norms[j] - 2 * products[at];
          if (least < limit || (same && least < limits[j])) passed[count++] = j;
        }
        if (bounds && count > 0) {
          bounds.update(i, count);
          let left = 0;
          for (let c = 0; c < count; c++)
            if (bounds.bounds[c] < limit || (same && bounds.bounds[c] < limits[passed[c]])) passed[left++] = passed[c];
          count = left;
        }
        for (let c = 0; c < count; c++) {
          const j = passed[c];
          const square = squareOf(asked, i, set, j);
          // As rows see candidates by rising index, one as far as the farthest is not kept.
          if (square < limits[i]) limits[i] = keep(i, j, square);
          if (same && square < limits[j]) limits[j] = keep(j, i, square);
        }
      }
      if (due())
        yield {
          stage,
          fraction: same ? (row0 * (2 * set.n - row0) + 2 * block * (column0 - row0)) / pairs : (row0 * set.n + block * column0) / pairs,
        };
    }
  }
}
