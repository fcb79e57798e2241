/**
 * EDCWRN's memberships (Golzari Oskouei, Balafar, Motamed 2023): r_ij = 1/(1 + a D_ij^b) by weighted distances D_ij = Σ_d w_jd (z_id − μ_jd)²,
 * with the a and b of UMAP's curve, and q_ij = r_ij / Σ_j r_ij.
 */
import type { Floats } from '../../core/algebra/floats';

/** The rule of memberships of its partition. */
export const curve = { by: 'umap', a: 1.93, b: 0.79 } as const;

/** A distance counts as this at least: below it its power b − 1 would leave the numbers. */
export const leastDistance = 1e-12;

/** k centres in m dimensions with a weight for each number of each, row-major. */
export interface WeightedCentres {
  readonly centres: Floats;
  readonly weights: Floats;
  readonly k: number;
  readonly m: number;
}

/** What one point is to the k clusters: memory for `place`. */
export interface Place {
  /** D, at least `leastDistance`. */
  readonly distances: Float64Array;
  readonly r: Float64Array;
  readonly q: Float64Array;
}

export const createPlace = (k: number): Place => ({
  distances: new Float64Array(k),
  r: new Float64Array(k),
  q: new Float64Array(k),
});

/** Distances and memberships of the point that begins at `at`. */
export function place({ centres, weights, k, m }: WeightedCentres, points: Floats, at: number, { distances, r, q }: Place): void {
  let sum = 0;
  for (let j = 0; j < k; j++) {
    let distance = 0;
    for (let f = 0, row = j * m; f < m; f++, row++) distance += weights[row] * (points[at + f] - centres[row]) ** 2;
    distances[j] = Math.max(leastDistance, distance);
    sum += r[j] = 1 / (1 + curve.a * distances[j] ** curve.b);
  }
  for (let j = 0; j < k; j++) q[j] = r[j] / sum;
}

/** −Σ_j p_j ln q_j. */
export function crossEntropy(p: ArrayLike<number>, q: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < q.length; j++) if (p[j] > 0) sum -= p[j] * Math.log(q[j]);
  return sum;
}

/** ∂(−Σ p ln q)/∂D_j = a b D_j^{b − 1} r_j (p_j − q_j), written over the distances. */
export function slopes(p: ArrayLike<number>, { distances, r, q }: Place): Float64Array {
  for (let j = 0; j < q.length; j++) distances[j] = curve.a * curve.b * distances[j] ** (curve.b - 1) * r[j] * (p[j] - q[j]);
  return distances;
}
