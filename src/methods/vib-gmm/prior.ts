/**
 * The prior of VIB-GMM, a mixture of Gaussians Σ_c π_c N(M_c, diag S_c), and how far the Gaussian N(μ, diag e^l) that the encoder makes of a
 * point is from it: −ln Σ_c π_c e^{−K_c}, K_c = KL(N(μ, diag e^l) ‖ N(M_c, diag S_c)) in nats.
 */
import type { Floats } from '../../core/algebra/floats';
import { toShares } from '../../core/partition/logDensity';

/** The learned arrays: M and ln S, k × m, and ω, k numbers, π = softmax(ω). */
export interface PriorArrays {
  readonly centres: Floats;
  readonly logVariances: Floats;
  readonly logits: Floats;
}

/** l is kept within these: beyond them it has no gradient. */
export const leastLog = -10;
export const mostLog = 10;
export const within = (l: number): number => Math.max(leastLog, Math.min(mostLog, l));

export class Prior {
  /** ln π, k numbers. */
  readonly logShares: Float64Array;
  /** 1/S, k × m. */
  readonly precisions: Float64Array;
  /** Of the last point that `distance` was asked of: r, the k responsibilities, and its e^l, m numbers. */
  readonly responsibilities: Float64Array;
  readonly variances: Float64Array;

  constructor(
    readonly k: number,
    readonly m: number,
    private readonly of: PriorArrays,
  ) {
    this.logShares = new Float64Array(k);
    this.precisions = new Float64Array(k * m);
    this.responsibilities = new Float64Array(k);
    this.variances = new Float64Array(m);
    this.refresh();
  }

  /** The arrays have changed. */
  refresh(): void {
    const { logits, logVariances } = this.of;
    const [shares, { logShares, precisions }] = [Float64Array.from(logits), this];
    const total = toShares(shares);
    for (let c = 0; c < logShares.length; c++) logShares[c] = logits[c] - total;
    for (let at = 0; at < precisions.length; at++) precisions[at] = Math.exp(-logVariances[at]);
  }

  /** −ln Σ_c π_c e^{−K_c} of the point whose μ begins at `meanAt` of `means`, and l at `logAt` of `logs`. */
  distance(means: Floats, meanAt: number, logs: Floats, logAt: number): number {
    const { k, m, logShares, precisions, responsibilities: r, variances } = this;
    const { centres, logVariances } = this.of;
    let logSum = 0;
    for (let j = 0; j < m; j++) {
      const l = within(logs[logAt + j]);
      logSum += l;
      variances[j] = Math.exp(l);
    }
    for (let c = 0, at = 0; c < k; c++) {
      let twice = -m - logSum;
      for (let j = 0; j < m; j++, at++)
        twice += logVariances[at] + (variances[j] + (means[meanAt + j] - centres[at]) ** 2) * precisions[at];
      r[c] = logShares[c] - twice / 2;
    }
    return -toShares(r);
  }
}
