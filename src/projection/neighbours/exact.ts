import { pace } from '../pace';
import { addProducts } from '../products';
import type { Work } from '../work';
import type { NeighbourGraph } from './graph';
import { Kept } from './kept';
import { block, centred, meanOf, squareOf, type Centred, type Screen } from './screen';
import { chooseScreens } from './screens';

const stage = 'Finding neighbours';

/**
 * The k nearest by Euclidean distance, of the set itself or of `queries`, exactly: distances are taken entry by entry in float64, ties go to the lower index.
 * Of the set itself a point is none of its own neighbours, but a duplicate of it is; a query is never left out.
 *
 * Pairs are first looked at in short vectors of principal components, by blocks in register tiles, and most are too far already; n × n numbers are
 * never kept. O(n² w), w the length of those vectors.
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
  const [setScreen, askedScreen] = yield* chooseScreens(points, set, asked, k);
  yield* sweep(set, setScreen, asked, askedScreen, kept);
  return yield* kept.graph();
}

/** Throws RangeError where k is not an integer 0 … most. */
export function checkCount(k: number, most: number, n: number): void {
  if (!Number.isInteger(k) || k < 0 || k > most) throw new RangeError(`Among ${n} points there are not ${k} neighbours of each.`);
}

/** Looks at all pairs, block by block; candidates come to each row by rising index. */
function* sweep(set: Centred, setScreen: Screen, asked: Centred, askedScreen: Screen, kept: Kept): Work<void> {
  const due = pace();
  const same = set === asked;
  const { k, squares } = kept;
  const { width } = setScreen;
  const products = new Float64Array(block * block);
  const pairs = same ? set.n * set.n : set.n * asked.n;
  for (let row0 = 0; row0 < asked.n; row0 += block) {
    const row1 = Math.min(row0 + block, asked.n);
    for (let column0 = same ? row0 : 0; column0 < set.n; column0 += block) {
      const column1 = Math.min(column0 + block, set.n);
      products.fill(0);
      addProducts(askedScreen.points, row0, block, setScreen.points, column0, block, width, products, block);
      for (let i = row0; i < row1; i++) {
        const norm = askedScreen.norms[i];
        let worst = squares[i * k];
        for (let j = same && row0 === column0 ? i + 1 : column0, at = (i - row0) * block + j - column0; j < column1; j++, at++) {
          const least = norm + setScreen.norms[j] - 2 * products[at];
          if (least >= worst && !(same && least < squares[j * k])) continue;
          // Nothing is nearer than duplicates.
          if (worst === 0 && !(same && squares[j * k] > 0)) continue;
          const square = squareOf(asked, i, set, j);
          // As rows see candidates by rising index, one as far as the farthest is not kept.
          if (square < worst) {
            kept.replace(i, j, square);
            worst = squares[i * k];
          }
          if (same && square < squares[j * k]) kept.replace(j, i, square);
        }
      }
      if (due()) yield { stage, fraction: same ? (row0 * (2 * set.n - row0) + 2 * block * (column0 - row0)) / pairs : (row0 * set.n + block * column0) / pairs };
    }
  }
}
