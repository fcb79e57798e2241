/**
 * Memberships by Student's t distribution with one degree of freedom, and the sharper ones that they are drawn to (Xie et al. 2016, eq.
 * 1–3): q_ij ∝ 1/(1 + ‖x_i − μ_j‖²), p_ij ∝ q_ij²/f_j with f_j = Σ_i q_ij over all points.
 */
import type { Floats } from '../../core/algebra/floats';

/** k centres in m dimensions, row-major. */
export interface Centres {
  readonly centres: Floats;
  readonly k: number;
  readonly m: number;
}

/** Memberships q of the point that begins at `at`. @param similarities takes the k numbers 1/(1 + ‖x − μ_j‖²). */
export function memberships({ centres, k, m }: Centres, points: Floats, at: number, similarities: Float64Array, q: Float64Array): void {
  let sum = 0;
  for (let j = 0; j < k; j++) {
    let square = 0;
    for (let f = 0, row = j * m; f < m; f++, row++) square += (points[at + f] - centres[row]) ** 2;
    sum += similarities[j] = 1 / (1 + square);
  }
  for (let j = 0; j < k; j++) q[j] = similarities[j] / sum;
}

/** Memberships q of one point become its target p, in place. @param frequencies f, k numbers. */
export function sharpen(q: Float64Array, frequencies: Float64Array): void {
  let sum = 0;
  for (let j = 0; j < q.length; j++) sum += q[j] = (q[j] * q[j]) / frequencies[j];
  for (let j = 0; j < q.length; j++) q[j] /= sum;
}

/** Σ_j p_j ln(p_j/q_j). */
export function divergence(p: Float64Array, q: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < p.length; j++) if (p[j] > 0) sum += p[j] * Math.log(p[j] / q[j]);
  return sum;
}

/** Adds what one point has in ∂KL/∂μ: −2 s_j (p_j − q_j)(x − μ_j). @param gradient k × m. */
export function addGradient(
  { centres, k, m }: Centres,
  points: Floats,
  at: number,
  similarities: Float64Array,
  p: Float64Array,
  q: Float64Array,
  gradient: Float64Array,
): void {
  for (let j = 0; j < k; j++) {
    const factor = -2 * similarities[j] * (p[j] - q[j]);
    for (let f = 0, row = j * m; f < m; f++, row++) gradient[row] += factor * (points[at + f] - centres[row]);
  }
}

/** The first of the greatest. */
export function greatest(values: Float64Array): number {
  let at = 0;
  for (let j = 1; j < values.length; j++) if (values[j] > values[at]) at = j;
  return at;
}
