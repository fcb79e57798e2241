/**
 * A fast exponential for softmaxes, whose largest score has been taken away: exp(−x) for x ≥ 0.
 *
 * exp(−x) = 2^(−i/64) · exp(r), |r| ≤ ln 2 / 128: the first factor is read from a table of 30 KB, the second is three terms of its series.
 * The relative error is below 5e-11 (tested); a softmax needs 1e-6. It is about four times as fast as Math.exp.
 */

const PER_OCTAVE = 64;
/** Beyond this, exp(−x) < 4.3e-18: less than half the rounding error of the 1 that a max-shifted softmax always contains. */
export const EXP_REACH = 40;

const SCALE = PER_OCTAVE / Math.LN2;
const UNSCALE = Math.LN2 / PER_OCTAVE;
const POWERS = Float64Array.from({ length: Math.ceil(EXP_REACH * SCALE) + 2 }, (_, i) => 2 ** (-i / PER_OCTAVE));

/** exp(−x) for 0 ≤ x; exactly 0 from x = 40 on (and for NaN), exactly 1 at 0. Negative x is the caller's mistake. */
export function expNegative(x: number): number {
  if (!(x < EXP_REACH)) return 0;
  const i = (x * SCALE + 0.5) | 0;
  const r = i * UNSCALE - x;
  return POWERS[i] * (1 + r * (1 + r * (0.5 + r * (1 / 6))));
}
