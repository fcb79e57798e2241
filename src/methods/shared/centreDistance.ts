/** Distances between a code and centres that learn, and their gradients. */
import type { Floats } from '../../core/algebra/floats';

export type CentreDistance = 'euclidean' | 'cosine';

interface Measure {
  /** Takes the centres, k × m, for the calls that follow. */
  prepare(centres: Floats): void;
  /** f_k of the code that begins at `at`, into `into`. */
  distances(codes: Floats, at: number, into: Float64Array): void;
  /** Adds Σ_k slopes_k ∂f_k/∂code into `toCode` and slopes_k ∂f_k/∂r_k into `toCentres`. */
  addGradients(codes: Floats, at: number, slopes: Float64Array, toCode: Float64Array, toCentres: Float64Array): void;
}

/** Norms count as this at least, so that a code or a centre at the origin gives no NaN. */
export const leastNorm = 1e-12;

/** f_k = ‖z − r_k‖². */
function euclidean(k: number, m: number): Measure {
  const r = new Float64Array(k * m);
  return {
    prepare: (centres) => r.set(centres),
    distances(codes, at, into) {
      for (let c = 0; c < k; c++) {
        let sum = 0;
        for (let j = 0; j < m; j++) sum += (codes[at + j] - r[c * m + j]) ** 2;
        into[c] = sum;
      }
    },
    addGradients(codes, at, slopes, toCode, toCentres) {
      for (let c = 0; c < k; c++)
        for (let j = 0; j < m; j++) {
          const part = 2 * slopes[c] * (codes[at + j] - r[c * m + j]);
          toCode[j] += part;
          toCentres[c * m + j] -= part;
        }
    },
  };
}

/** f_k = 1 − ⟨z, r_k⟩ / (‖z‖ ‖r_k‖). */
function cosine(k: number, m: number): Measure {
  const unit = new Float64Array(k * m);
  const norms = new Float64Array(k);
  const z = new Float64Array(m);
  const direct = (from: Floats, at: number, into: Float64Array, to: number): number => {
    let square = 0;
    for (let j = 0; j < m; j++) square += from[at + j] ** 2;
    const norm = Math.max(Math.sqrt(square), leastNorm);
    for (let j = 0; j < m; j++) into[to + j] = from[at + j] / norm;
    return norm;
  };
  const along = (c: number): number => {
    let sum = 0;
    for (let j = 0; j < m; j++) sum += z[j] * unit[c * m + j];
    return sum;
  };
  return {
    prepare(centres) {
      for (let c = 0; c < k; c++) norms[c] = direct(centres, c * m, unit, c * m);
    },
    distances(codes, at, into) {
      direct(codes, at, z, 0);
      for (let c = 0; c < k; c++) into[c] = 1 - along(c);
    },
    addGradients(codes, at, slopes, toCode, toCentres) {
      const norm = direct(codes, at, z, 0);
      for (let c = 0; c < k; c++) {
        const cosine = along(c);
        for (let j = 0; j < m; j++) {
          toCode[j] -= (slopes[c] * (unit[c * m + j] - cosine * z[j])) / norm;
          toCentres[c * m + j] -= (slopes[c] * (z[j] - cosine * unit[c * m + j])) / norms[c];
        }
      }
    },
  };
}

export const measures = { euclidean, cosine } as const;
