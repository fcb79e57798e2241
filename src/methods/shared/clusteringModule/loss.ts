/**
 * The loss of CM (Boubekki et al. 2021, eq. 7), as sums over a batch of B points: memberships γ = softmax(W x + b), centres μ = V + c, and
 * x̄ = Σ_j γ_j μ_j.
 *
 * reconstruction E₁ = Σ ‖x − x̄‖²; sparsity E₂ = Σ Σ_j γ_j (1 − γ_j) ‖μ_j‖²; merging E₃ = −Σ Σ_{j≠l} γ_j γ_l ⟨μ_j, μ_l⟩;
 * prior E₄ = Σ_j (1 − α_j) ln(γ̃_j + 1e-10), with γ̃ the mean of γ over the batch. E₁ + E₂ + E₃ = Σ Σ_j γ_j ‖x − μ_j‖².
 *
 * AE-CM holds centres to be orthonormal (eq. 10): there E₂ is Σ Σ_j γ_j (1 − γ_j), and E₃ is left out.
 */
import type { Floats } from '../../../core/algebra/floats';
import { softmax } from '../../../core/partition/softmax';
import { CmArrays } from './arrays';

/** In the order of their indices in the paper. */
export const termNames = ['reconstruction', 'sparsity', 'merging', 'prior'] as const;
/** A number for each term of the loss. */
export type Terms = Readonly<Record<(typeof termNames)[number], number>>;

/** Every term counts as it is. */
export const allTerms: Terms = { reconstruction: 1, sparsity: 1, merging: 1, prior: 1 };

/** α: one number for all clusters, or one for each. */
export type Concentration = number | readonly number[];

/** α of each of k clusters. */
export const concentrationsOf = (concentration: Concentration, k: number): Float64Array =>
  typeof concentration === 'number' ? new Float64Array(k).fill(concentration) : Float64Array.from(concentration);

/** Added to a share under a logarithm. */
export const leastShare = 1e-10;
/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;

/** The loss of batches, and its gradient. */
export class CmLoss {
  readonly gradient: CmArrays;
  /** γ of the batch, B × k. */
  private shares = new Float64Array(0);

  /** @param norms "unit": E₂ takes ‖μ_j‖ for 1. */
  constructor(
    private readonly k: number,
    private readonly d: number,
    private readonly norms: 'own' | 'unit' = 'own',
  ) {
    this.gradient = new CmArrays(k, d);
  }

  /**
   * The terms as they are, and in `gradient` that of their sum by `weights`. @param rows the points of the batch.
   * @param alpha k numbers, see `matchedPrior`. @param toPoints takes the gradient by the points of the batch, B × d.
   */
  *of(
    arrays: CmArrays,
    points: Floats,
    rows: Uint32Array,
    alpha: Float64Array,
    weights: Terms,
    toPoints: Floats | null = null,
  ): Generator<unknown, Terms> {
    const { k, d, gradient } = this;
    const own = this.norms === 'own';
    const centres = arrays.centres();
    const norms = Float64Array.from({ length: k }, (_, j) => centres.subarray(j * d, (j + 1) * d).reduce((sum, x) => sum + x * x, 0));
    const means = yield* this.membershipsOf(arrays, points, rows);
    const matched = matchedPrior(alpha, means);
    // ∂E₄/∂γ is the same for each point.
    const priorSlope = means.map((mean, j) => (1 - matched[j]) / (rows.length * (mean + leastShare)));
    const [shares, mean, rest, slope, onto] = [k, d, d, k, k].map((length) => new Float64Array(length));
    gradient.all.fill(0);
    let [reconstruction, sparsity, merging, work] = [0, 0, 0, 0];
    for (let i = 0; i < rows.length; i++) {
      const at = rows[i] * d;
      shares.set(this.shares.subarray(i * k, (i + 1) * k));
      mean.fill(0);
      for (let j = 0, row = 0; j < k; j++) for (let f = 0; f < d; f++, row++) mean[f] += shares[j] * centres[row];
      for (let f = 0; f < d; f++) {
        rest[f] = points[at + f] - mean[f];
        reconstruction += rest[f] * rest[f];
        merging -= mean[f] * mean[f];
      }
      let average = 0;
      for (let j = 0, row = 0; j < k; j++) {
        let [toRest, toMean] = [0, 0];
        for (let f = 0; f < d; f++, row++) {
          toRest += rest[f] * centres[row];
          toMean += mean[f] * centres[row];
        }
        const share = shares[j];
        const spread = own ? norms[j] : 1;
        sparsity += share * (1 - share) * spread;
        merging += share * share * norms[j];
        slope[j] =
          -2 * weights.reconstruction * toRest +
          weights.sparsity * (1 - 2 * share) * spread -
          2 * weights.merging * (toMean - share * norms[j]) +
          weights.prior * priorSlope[j];
        average += share * slope[j];
        onto[j] = (own ? 2 * weights.sparsity * share * (1 - share) : 0) + 2 * weights.merging * share * share;
      }
      if (toPoints) for (let f = 0; f < d; f++) toPoints[i * d + f] = 2 * weights.reconstruction * rest[f];
      for (let j = 0, row = 0; j < k; j++) {
        const share = shares[j];
        const score = share * (slope[j] - average);
        gradient.bias[j] += score;
        for (let f = 0; f < d; f++, row++) {
          gradient.weights[row] += score * points[at + f];
          if (toPoints) toPoints[i * d + f] += score * arrays.weights[row];
          gradient.own[row] += -2 * share * (weights.reconstruction * rest[f] + weights.merging * mean[f]) + onto[j] * centres[row];
        }
      }
      if ((work += 6 * k * d) < sliceWork) continue;
      work = 0;
      yield;
    }
    for (let at = 0; at < k * d; at++) gradient.common[at % d] += gradient.own[at];
    return { reconstruction, sparsity, merging, prior: priorOf(matched, means) };
  }

  /** Fills `shares`; returns their means over the batch, k numbers. */
  private *membershipsOf({ weights, bias }: CmArrays, points: Floats, rows: Uint32Array): Generator<unknown, Float64Array> {
    const { k, d } = this;
    if (this.shares.length < rows.length * k) this.shares = new Float64Array(rows.length * k);
    const means = new Float64Array(k);
    for (let i = 0, work = 0; i < rows.length; i++) {
      const scores = this.shares.subarray(i * k, (i + 1) * k);
      for (let j = 0, row = 0; j < k; j++) {
        let sum = bias[j];
        for (let f = 0, at = rows[i] * d; f < d; f++, at++, row++) sum += weights[row] * points[at];
        scores[j] = sum;
      }
      softmax(scores);
      for (let j = 0; j < k; j++) means[j] += scores[j] / rows.length;
      if ((work += k * d) < sliceWork) continue;
      work = 0;
      yield;
    }
    return means;
  }
}

/** E₄. @param alpha of each cluster. @param means of its memberships. */
export const priorOf = (alpha: Float64Array, means: Float64Array): number =>
  means.reduce((sum, share, j) => sum + (1 - alpha[j]) * Math.log(share + leastShare), 0);

/** α of each cluster: the least for that of the least mean membership, and so on. */
export function matchedPrior(alpha: Float64Array, means: Float64Array): Float64Array {
  if (alpha.every((value) => value === alpha[0])) return alpha;
  const order = Array.from(means.keys()).sort((a, b) => means[a] - means[b]);
  const out = new Float64Array(alpha.length);
  alpha.toSorted().forEach((value, rank) => {
    out[order[rank]] = value;
  });
  return out;
}
