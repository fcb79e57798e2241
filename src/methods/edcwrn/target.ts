/** What a refresh of EDCWRN makes of all codes: the target of their memberships, labels, and the weights of features. */
import type { Floats } from '../../core/algebra/floats';
import type { Steps } from '../deepMethod';
import { greatest, sharpen } from '../shared/studentTarget';
import { createPlace, place, type WeightedCentres } from './kernel';

/** Multiplications between two looks at the clock. */
const sliceWork = 3e5;
/** The least dispersion: a feature in which a cluster has no width does not take all its weight. */
const leastDispersion = 1e-12;

export interface Memberships {
  /** r, n × k. */
  readonly r: Float64Array;
  /** The cluster of the greatest. */
  readonly labels: Float32Array;
  /** E_jd = Σ_i r_ij² (z_id − μ_jd)², k × m. */
  readonly dispersions: Float64Array;
}

export function* membershipsOf(codes: Floats, n: number, of: WeightedCentres): Steps<Memberships> {
  const { centres, k, m } = of;
  const r = new Float64Array(n * k);
  const labels = new Float32Array(n);
  const dispersions = new Float64Array(k * m);
  const own = createPlace(k);
  for (let i = 0, work = 0; i < n; i++) {
    place(of, codes, i * m, own);
    r.set(own.r, i * k);
    labels[i] = greatest(own.r);
    for (let j = 0, row = 0; j < k; j++)
      for (let f = 0; f < m; f++, row++) dispersions[row] += (own.r[j] * (codes[i * m + f] - centres[row])) ** 2;
    if ((work += 2 * k * m) < sliceWork) continue;
    work = 0;
    yield;
  }
  return { r, labels, dispersions };
}

/** p_ij ∝ r_ij² / Σ_i r_ij, rows adding up to 1: n × k. */
export function* targetsOf(r: Float64Array, n: number, k: number): Steps<Float32Array> {
  const frequencies = new Float64Array(k);
  for (let at = 0; at < n * k; at++) frequencies[at % k] += r[at];
  yield;
  const targets = new Float32Array(n * k);
  const own = new Float64Array(k);
  for (let i = 0, work = 0; i < n; i++) {
    own.set(r.subarray(i * k, (i + 1) * k));
    sharpen(own, frequencies);
    targets.set(own, i * k);
    if ((work += 4 * k) < sliceWork) continue;
    work = 0;
    yield;
  }
  return targets;
}

/** w_jd = 1 / Σ_l (E_jd / E_jl): the inverse of dispersions, adding up to 1 in each cluster. */
export function inverseDispersions(dispersions: Float64Array, k: number, m: number): Float32Array {
  const weights = new Float32Array(k * m);
  for (let j = 0; j < k; j++) {
    const inverses = dispersions.subarray(j * m, (j + 1) * m).map((dispersion) => 1 / Math.max(leastDispersion, dispersion));
    const sum = inverses.reduce((all, one) => all + one, 0);
    inverses.forEach((inverse, f) => (weights[j * m + f] = inverse / sum));
  }
  return weights;
}
