import { filteredPairs } from '../../core/algebra/filteredLanczos';
import { largestPairs } from '../../core/algebra/lanczos';
import type { Random } from '../../core/algebra/random';
import type { Affinity } from './affinity';

/** Where the points are among the first eigenvectors of the graph. */
export interface SpectralMap {
  /** The least eigenvalues of I − D^−½ A D^−½, rising: k of them, or n where there are fewer. */
  readonly values: Float64Array;
  /** Each point's entries of their vectors, divided by the root of its degree, n × values.length: of one scale for all n. */
  readonly rows: Float64Array;
  /** False where the search for the vectors was given up. */
  readonly converged: boolean;
}

/**
 * The map of Shi & Malik: the first k eigenvectors of the normalised Laplacian, each divided by the root of the degrees. Those of the pieces
 * that the graph falls into are known: they are constant on one piece. Yields the share that is done, as far as that can be told.
 */
export function* spectralMap({ n, degrees, product, cost, pieces }: Affinity, k: number, random: Random): Generator<number, SpectralMap> {
  const constant = pieceVectors(pieces.of, Math.min(pieces.count, k), degrees);
  let products = 0;
  const counted: Affinity['product'] = (v, out) => {
    products++;
    return product(v, out);
  };
  const wanted = Math.min(k, n) - constant.length;
  const search =
    cost <= sparse * n
      ? filteredPairs(n, counted, wanted, random, { locked: constant, tolerance: 10 * tolerance, least: -1 })
      : largestPairs(n, counted, wanted, random, { locked: constant, tolerance });
  let step = search.next();
  while (!step.done) {
    yield 1 - Math.exp(-products / usualProducts);
    step = search.next();
  }
  const { values, vectors, converged } = step.value;
  const all = [...constant, ...vectors];
  const width = all.length;
  const volume = degrees.reduce((sum, degree) => sum + degree, 0);
  const rows = new Float64Array(n * width);
  all.forEach((vector, c) => {
    for (let i = 0; i < n; i++) rows[i * width + c] = vector[i] * Math.sqrt(volume / degrees[i]);
  });
  return { values: Float64Array.from([...constant.map(() => 0), ...values.map((value) => 1 - value)]), rows, converged };
}

const usualProducts = 200;
/** Measured: partitions are the same from 1e-8 to 1e-2. A filtered search ends within a tenth of what it is given. */
const tolerance = 1e-4;
/** Multiplications a point up to which a product takes less time than keeping its result orthogonal to what is there. */
const sparse = 60;

/** D^½ on each of the first `count` pieces, of length 1. */
function pieceVectors(pieceOf: Uint32Array, count: number, degrees: Float64Array): Float64Array[] {
  const volumes = new Float64Array(count);
  pieceOf.forEach((piece, i) => {
    if (piece < count) volumes[piece] += degrees[i];
  });
  const vectors = Array.from({ length: count }, () => new Float64Array(degrees.length));
  pieceOf.forEach((piece, i) => {
    if (piece < count) vectors[piece][i] = Math.sqrt(degrees[i] / volumes[piece]);
  });
  return vectors;
}

/** How much of the graph is cut: the sum, over the clusters, of the share of their edges that lead to other clusters. */
export function* normalisedCut({ n, degrees, product }: Affinity, labels: Uint16Array, k: number): Generator<unknown, number> {
  let cut = 0;
  const image = new Float64Array(n);
  const inside = new Float64Array(n);
  for (let cluster = 0; cluster < k; cluster++) {
    let volume = 0;
    for (let i = 0; i < n; i++) {
      const degree = labels[i] === cluster ? degrees[i] : 0;
      inside[i] = Math.sqrt(degree);
      volume += degree;
    }
    if (volume === 0) continue;
    yield* product(inside, image);
    let kept = 0;
    for (let i = 0; i < n; i++) kept += inside[i] * image[i];
    cut += 1 - kept / volume;
    yield;
  }
  return Math.max(0, cut);
}
