/** The head of Deep k-Means (Fard, Thonet, Gaussier 2020): a soft k-means loss beside the reconstruction. The decoder reads the codes themselves. */
import type { Floats } from '../../core/algebra/floats';
import type { DeepMethod } from '../deepMethod';
import type { Head, HeadSize } from '../head';
import { measures, type DkmDistance } from './distance';

export interface DkmLive {
  /** α of p = softmax_k(−α f). */
  readonly alpha: number;
  /** The factor of the mean clustering loss; the reconstruction error beside it is a mean per entry, so the paper's λ is to be divided by d. */
  readonly lambda: number;
}

/** The loss is rec + λ · mean_i ℓ_i, ℓ = Σ_k p_k f_k, p = softmax_k(−α f), f_k the distance of a code to centre k (eq. 2 and 4). */
export function dkmHead(distance: DkmDistance): Head<DkmLive> {
  return {
    learns: ({ k, m }: HeadSize) => [{ name: 'centres', shape: [k, m] }],
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
        const least = f.reduce((a, b) => Math.min(a, b));
        let total = 0;
        for (let c = 0; c < k; c++) total += p[c] = Math.exp(-alpha * (f[c] - least));
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
            // ∂ℓ/∂f_k is negative where f_k > ℓ + 1/α: such a centre and the code repel each other.
            for (let c = 0; c < k; c++) slopes[c] = (lambda / count) * p[c] * (1 - alpha * (f[c] - loss));
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

/** α_1 = 0.1, α_n = 2^{1/ln(n)²} α_{n−1}: how DKM hardens its memberships, one value a phase (section 3.3). */
export function annealedAlphas(count = 40): number[] {
  const alphas: number[] = [];
  for (let n = 1; n <= count; n++) alphas.push(n === 1 ? 0.1 : 2 ** (1 / Math.log(n) ** 2) * alphas[n - 2]);
  return alphas;
}

export const method: DeepMethod<DkmLive, { readonly distance: DkmDistance }> = { head: ({ distance }) => dkmHead(distance) };
