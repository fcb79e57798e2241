/**
 * Where centres split. Memberships p_j ∝ exp(−α D_j) weigh the mean distance Σ_j p_j D_j to the centres; among points of covariance Σ centres
 * that coincide lower it by moving apart where α > α_c = 1/(4 λ), λ the largest eigenvalue of Σ, and beneath that stay together.
 */
import type { Floats } from '../algebra/floats';
import { pca } from '../algebra/pca';
import { Random } from '../algebra/random';
import { rowsOf } from '../algebra/rows';
import type { PartitionModel } from './model';

/** Of partitions whose memberships are a softmax of distances: α, and whether it is known where their centres split. */
export interface Sharpness {
  readonly alpha: number;
  /** It is of squared Euclidean distances alone. */
  readonly splits: boolean;
}

/** Null where memberships are of another form. */
export const sharpnessOf = (model: PartitionModel): Sharpness | null =>
  model.kind === 'centres' && model.rule.by === 'softmax'
    ? { alpha: model.rule.alpha, splits: model.metric === 'euclidean' && model.weights === null }
    : null;

/** Of more points an even sample is taken: so many rows, and so many multiplications for their covariance. */
const mostRows = 20_000;
const mostWork = 4e7;

/** λ: the variance of n × d points in the direction in which it is largest; null where they are no finite numbers. */
export function widestVariance(points: Floats, n: number, d: number): number | null {
  const most = Math.max(2 * d, Math.min(mostRows, Math.floor(mostWork / (d * d))));
  const every = Math.ceil(n / most);
  const rows = Uint32Array.from({ length: Math.ceil(n / every) }, (_, i) => i * every);
  const sample = every === 1 ? points.subarray(0, n * d) : rowsOf(points, d, rows);
  if (!sample.every(Number.isFinite)) return null;
  return pca(sample, rows.length, d, 1, new Random(0)).variances[0];
}

/** α_c = 1/(4 λ); null where λ is 0. */
export const splittingAlpha = (variance: number): number | null => (variance > 0 ? 1 / (4 * variance) : null);

/** Centres nearer than this, in standard deviations √λ, count as one. */
const coinciding = 0.1;

/** How many of the centres, k × d, are apart. @param variance λ of the points. */
export function distinctCentres(centres: Floats, k: number, d: number, variance: number): number {
  const nearest = coinciding ** 2 * variance;
  // Whatever is joined by a chain of near ones is one.
  const group = Array.from({ length: k }, (_, i) => i);
  for (let i = 0; i < k; i++)
    for (let j = 0; j < i; j++) {
      if (group[i] === group[j]) continue;
      let square = 0;
      for (let f = 0; f < d; f++) square += (centres[i * d + f] - centres[j * d + f]) ** 2;
      if (square > nearest) continue;
      const [from, to] = [group[i], group[j]];
      group.forEach((own, at) => own === from && (group[at] = to));
    }
  return new Set(group).size;
}
