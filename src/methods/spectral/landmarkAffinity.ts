import type { Random } from '../../core/algebra/random';
import { rowsOf } from '../../core/algebra/rows';
import type { ScaledPoints } from '../points';
import { connected, type Affinity } from './affinity';

/** Points that all others are compared with. */
export const landmarks = 600;
/** Added to the diagonal of the affinities among landmarks, which are nearly dependent. */
const ridge = 1e-6;
/** No degree is below this share of their mean: far from all landmarks the approximation may be negative. */
const leastDegree = 1e-6;
/** Multiplications between two steps. */
const sliceWork = 1e6;

export const landmarkBytes = (n: number): number => n * landmarks * 4 + landmarks ** 2 * 8;

/**
 * exp(−γ d²) of all pairs by Nyström's method: A ≈ B W⁻¹ Bᵀ, B being the affinities of all points to the landmarks, W those among
 * landmarks. Yields the share that is done.
 * @param most landmarks.
 */
export function* landmarkAffinity(
  { points, n, d }: ScaledPoints,
  gamma: number,
  random: Random,
  most = landmarks,
): Generator<number, Affinity> {
  const count = Math.min(most, n);
  const marks = rowsOf(points, d, random.distinct(count, n));
  const to = new Float32Array(n * count);
  for (let i = 0, work = 0; i < n; i++) {
    for (let l = 0; l < count; l++) to[i * count + l] = Math.exp(-gamma * squareBetween(points, i * d, marks, l * d, d));
    work += count * (d + 10);
    if (work < sliceWork) continue;
    work = 0;
    yield (0.9 * i) / n;
  }
  const among = new Float64Array(count * count);
  for (let a = 0; a < count; a++)
    for (let b = 0; b <= a; b++)
      among[a * count + b] = Math.exp(-gamma * squareBetween(marks, a * d, marks, b * d, d)) + (a === b ? ridge : 0);
  yield 0.92;
  yield* cholesky(among, count);
  const scales = new Float64Array(n).fill(1);
  const seen = new Float64Array(count);
  const product: Affinity['product'] = function* (v, out) {
    const rows = Math.max(1, Math.floor(sliceWork / count));
    seen.fill(0);
    for (let i = 0; i < n; i++) {
      if (i > 0 && i % rows === 0) yield;
      const by = v[i] * scales[i];
      for (let l = 0, at = i * count; l < count; l++, at++) seen[l] += by * to[at];
    }
    solve(among, count, seen);
    for (let i = 0; i < n; i++) {
      if (i > 0 && i % rows === 0) yield;
      let sum = 0;
      for (let l = 0, at = i * count; l < count; l++, at++) sum += seen[l] * to[at];
      out[i] = sum * scales[i];
    }
  };
  const degrees = new Float64Array(n);
  yield* product(new Float64Array(n).fill(1), degrees) as Generator<never, void>;
  const mean = degrees.reduce((sum, degree) => sum + degree, 0) / n;
  for (let i = 0; i < n; i++) {
    degrees[i] = Math.max(degrees[i], leastDegree * mean);
    scales[i] = 1 / Math.sqrt(degrees[i]);
  }
  return {
    n,
    degrees,
    cost: 2 * n * count,
    pieces: connected(n),
    product,
  };
}

function squareBetween(a: ArrayLike<number>, i: number, b: ArrayLike<number>, j: number, d: number): number {
  let square = 0;
  for (let f = 0; f < d; f++) square += (a[i + f] - b[j + f]) ** 2;
  return square;
}

/** The lower factor of a symmetric positive definite p × p matrix, in place. */
function* cholesky(matrix: Float64Array, p: number): Generator<number, void> {
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * p + j];
      for (let c = 0; c < j; c++) sum -= matrix[i * p + c] * matrix[j * p + c];
      matrix[i * p + j] = i === j ? Math.sqrt(Math.max(sum, ridge * ridge)) : sum / matrix[j * p + j];
    }
    if (i % 16 === 0) yield 0.92 + (0.08 * i) / p;
  }
}

/** L Lᵀ x = b, in place of b. */
function solve(factor: Float64Array, p: number, b: Float64Array): void {
  for (let i = 0; i < p; i++) {
    let sum = b[i];
    for (let c = 0; c < i; c++) sum -= factor[i * p + c] * b[c];
    b[i] = sum / factor[i * p + i];
  }
  for (let i = p - 1; i >= 0; i--) {
    b[i] /= factor[i * p + i];
    for (let c = 0; c < i; c++) b[c] -= factor[i * p + c] * b[i];
  }
}
