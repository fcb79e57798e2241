/**
 * A head that adds soft k-means among codes to the reconstruction error: each code counts its distances to all centres, the nearest ones most.
 * Methods differ in what the memberships fall with. The decoder reads the codes.
 */
import type { Floats } from '../../core/algebra/floats';
import type { Head } from '../head';
import { measures, type CentreDistance } from './centreDistance';

export interface SoftKMeansLive {
  /** α of p = softmax_k(−α e(f_k)). */
  readonly alpha: number;
  /** The factor of the mean clustering loss: the paper's λ over d, for the reconstruction error beside it is a mean per entry. */
  readonly lambda: number;
}

/** Added to a distance under a logarithm: a code may lie on a centre. */
export const leastDistance = 1e-12;

/** How memberships fall with the distance: p_k ∝ exp(−α f_k), or p_k ∝ f_k^−α. */
export type Decay = 'exponential' | 'power';

/** e(f) and its slope. */
const decays: Record<Decay, { of(f: number): number; slope(f: number): number }> = {
  exponential: { of: (f) => f, slope: () => 1 },
  power: { of: (f) => Math.log(f + leastDistance), slope: (f) => 1 / (f + leastDistance) },
};

/** The loss is rec + λ · mean_i ℓ_i, ℓ = Σ_k p_k f_k, p = softmax_k(−α e(f_k)), f_k the distance of a code to centre k. */
export function softKMeansHead(distance: CentreDistance, decay: Decay): Head<SoftKMeansLive> {
  const { of: e, slope } = decays[decay];
  return {
    learns: ({ k, m }) => [{ name: 'centres', shape: [k, m] }],
    reconstruction: () => 1,
    make({ k, m, learned }) {
      const centres = learned('centres');
      const { prepare, distances, addGradients } = measures[distance](k, m);
      const f = new Float64Array(k);
      const p = new Float64Array(k);
      const slopes = new Float64Array(k);
      const toCode = new Float64Array(m);
      const toCentres = new Float64Array(k * m);

      /** Fills f and p for code i and returns ℓ. */
      function measure(codes: Floats, i: number, alpha: number): number {
        distances(codes, i * m, f);
        const least = e(f.reduce((a, b) => Math.min(a, b)));
        let total = 0;
        for (let c = 0; c < k; c++) total += p[c] = Math.exp(-alpha * (e(f[c]) - least));
        let loss = 0;
        for (let c = 0; c < k; c++) loss += (p[c] /= total) * f[c];
        return loss;
      }

      return {
        forward({ count, live: { alpha, lambda } }, codes) {
          prepare(centres.values);
          let loss = 0;
          for (let i = 0; i < count; i++) loss += measure(codes, i, alpha);
          return { decoderInput: codes, loss: (lambda * loss) / count };
        },
        backward({ count, live: { alpha, lambda } }, codes, fromDecoder, toCodes) {
          prepare(centres.values);
          toCentres.fill(0);
          for (let i = 0; i < count; i++) {
            const loss = measure(codes, i, alpha);
            // ∂ℓ/∂f_k is negative where f_k is far enough above ℓ: such a centre and the code repel each other.
            for (let c = 0; c < k; c++) slopes[c] = (lambda / count) * p[c] * (1 - alpha * (f[c] - loss) * slope(f[c]));
            toCode.fill(0);
            addGradients(codes, i * m, slopes, toCode, toCentres);
            for (let j = 0; j < m; j++) toCodes[i * m + j] = fromDecoder[i * m + j] + toCode[j];
          }
          centres.gradient.set(toCentres);
        },
      };
    },
  };
}
