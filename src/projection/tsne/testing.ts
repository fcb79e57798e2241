import { Random } from '../../core/algebra/random';
import type { NeighbourGraph } from '../neighbours/graph';
import { finish } from '../work';
import { affinities, tsneNeighbours, usablePerplexity, type Affinities } from './affinities';

/** The data that t-SNE's tests start from. */

export interface Blobs {
  readonly n: number;
  readonly d: number;
  readonly points: Float32Array;
  readonly labels: Uint8Array;
}

/** Standard normal noise about centres N(0, spread²). */
export function blobs(n: number, d: number, centres: number, spread: number, seed: number): Blobs {
  const random = new Random(seed);
  const means = Float64Array.from({ length: centres * d }, () => spread * random.normal());
  const labels = Uint8Array.from({ length: n }, (_, i) => i % centres);
  const points = Float32Array.from({ length: n * d }, (_, e) => means[labels[Math.floor(e / d)] * d + (e % d)] + random.normal());
  return { n, d, points, labels };
}

/** The k nearest others, by all distances. */
export function nearest(points: ArrayLike<number>, n: number, d: number, k: number): NeighbourGraph {
  const indices = new Uint32Array(n * k);
  const distances = new Float32Array(n * k);
  const squares = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let c = 0; c < d; c++) sum += (points[i * d + c] - points[j * d + c]) ** 2;
      squares[j] = sum;
    }
    const others = Array.from({ length: n }, (_, j) => j).filter((j) => j !== i);
    others.sort((a, b) => squares[a] - squares[b]);
    for (let r = 0; r < k; r++) {
      indices[i * k + r] = others[r];
      distances[i * k + r] = Math.sqrt(squares[others[r]]);
    }
  }
  return { n, k, indices, distances };
}

/** From points to affinities, at the perplexity nearest to the one asked for. */
export function affinitiesOf(
  points: ArrayLike<number>,
  n: number,
  d: number,
  asked: number,
): { graph: NeighbourGraph; affinities: Affinities } {
  const { perplexity } = usablePerplexity(asked, n);
  const graph = nearest(points, n, d, tsneNeighbours(perplexity, n));
  return { graph, affinities: finish(affinities(graph, perplexity)) };
}

/** Of points n × d the first two coordinates, or one and zeros. */
export function firstTwo(points: Float32Array, n: number, d: number): Float32Array {
  return Float32Array.from({ length: 2 * n }, (_, e) => (e % 2 < d ? points[Math.floor(e / 2) * d + (e % 2)] : 0));
}

/** Σ_j (y_i − y_j) K² of the points `rows` by the sum itself, and Z where these are all. */
export function exactRepulsion(
  y: ArrayLike<number>,
  n: number,
  rows = Array.from({ length: n }, (_, i) => i),
): { forces: Float64Array; normaliser: number } {
  const forces = new Float64Array(2 * rows.length);
  let normaliser = 0;
  rows.forEach((i, r) => {
    for (let j = 0; j < n; j++) {
      if (j === i) continue;
      const dx = y[2 * i] - y[2 * j];
      const dy = y[2 * i + 1] - y[2 * j + 1];
      const kernel = 1 / (1 + dx * dx + dy * dy);
      normaliser += kernel;
      forces[2 * r] += dx * kernel * kernel;
      forces[2 * r + 1] += dy * kernel * kernel;
    }
  });
  return { forces, normaliser };
}

/** √(Σ (a − b)² / Σ b²). */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let error = 0;
  let whole = 0;
  for (let i = 0; i < b.length; i++) {
    error += (a[i] - b[i]) ** 2;
    whole += b[i] ** 2;
  }
  return whole > 0 ? Math.sqrt(error / whole) : Math.sqrt(error);
}
