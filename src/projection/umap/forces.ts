import type { Curve } from './curve';

/** The number of upper bits of a squared distance's float32 that pick its entry: sign (always 0), exponent and seven bits of mantissa. */
export const shift = 16;
const entries = 1 << (32 - shift - 1);

/** No force moves a point further than this, times the learning rate. */
export const furthest = 4;
/** Keeps the repulsion of points in one place finite. */
const softening = 1e-3;

/**
 * Both forces of an edge over the vector between its ends, by the upper bits of the float32 of its squared length d²: entry (bits >>>
 * shift). Every float32 from 0 to infinity, and NaN, has its entry, and no entry times its distance is above 4 – UMAP's bound, on the
 * vector's length.
 */
export interface Forces {
  /** 2ab d^(2b−2) / (1 + a d^2b), to be multiplied with the vector towards the other point. */
  readonly attraction: Float32Array;
  /** 2b / ((0.001 + d²)(1 + a d^2b)), to be multiplied with the vector away from the other point. */
  readonly repulsion: Float32Array;
}

export function forceTables({ a, b }: Curve): Forces {
  const attraction = new Float32Array(entries);
  const repulsion = new Float32Array(entries);
  const bits = new Uint32Array(1);
  const square = new Float32Array(bits.buffer);
  for (let entry = 0; entry < entries; entry++) {
    bits[0] = (entry << shift) | (1 << (shift - 1));
    const d2 = square[0];
    if (!Number.isFinite(d2)) continue;
    const power = a * d2 ** b;
    const bound = furthest / Math.sqrt(d2);
    attraction[entry] = Math.min(bound, (2 * b * power) / (d2 * (1 + power)));
    repulsion[entry] = Math.min(bound, (2 * b) / ((softening + d2) * (1 + power)));
  }
  return { attraction, repulsion };
}
