import type { Floats } from '../algebra/floats';
import type { GaussiansPartition } from './model';

/** Points of a block that each Gaussian is asked of in turn: its factor then stays in the processor's cache. */
const block = 64;
/** Points side by side: each number of a factor is loaded once for all, and their sums do not wait for one another. */
const lanes = 4;
const halfLogTwoPi = Math.log(2 * Math.PI) / 2;

/** Numbers of the factor of one Gaussian. */
export const factorLength = (covariance: GaussiansPartition['covariance'], d: number): number =>
  covariance === 'full' ? (d * (d + 1)) / 2 : covariance === 'diagonal' ? d : 1;

/**
 * Calls `visit` with ln π_j + ln N(x; μ_j, Σ_j) of every point, k numbers that are valid during the call only and may be changed in it.
 * Squares are of differences that a factor has divided, never differences of squares. Throws RangeError where there are fewer than n · d
 * numbers.
 */
export function eachLogDensity(model: GaussiansPartition, points: Floats, n: number, visit: (logs: Float64Array, i: number) => void): void {
  const { k, d, covariance } = model;
  if (points.length < n * d) throw new RangeError(`${points.length} numbers for ${n} points of ${d}.`);
  const constants = constantsOf(model);
  const logs = new Float64Array(block * k);
  const [apart, squares] = [new Float64Array(lanes * d), new Float64Array(lanes)];
  const length = factorLength(covariance, d);
  const factors = model.factors instanceof Float64Array ? model.factors : Float64Array.from(model.factors);
  for (let from = 0; from < n; from += block) {
    const to = Math.min(n, from + block);
    for (let j = 0; j < k; j++)
      for (let i = from; i < to; i += lanes) {
        differences(model, j, points, i, to - 1, apart);
        if (covariance === 'full') fullSquares(factors, j * length, d, apart, squares);
        else axisSquares(factors, j * length, covariance === 'diagonal' ? 1 : 0, d, apart, squares);
        for (let r = 0; r < lanes && i + r < to; r++) logs[(i - from + r) * k + j] = constants[j] - squares[r] / 2;
      }
    for (let i = from; i < to; i++) visit(logs.subarray((i - from) * k, (i - from + 1) * k), i);
  }
}

/** What ln π_j + ln N has beside the squared distance: ln π_j − (d/2) ln 2π − ½ ln |Σ_j|, k numbers. */
export function constantsOf({ k, d, covariance, factors, logShares }: GaussiansPartition): Float64Array {
  const length = factorLength(covariance, d);
  return Float64Array.from({ length: k }, (_, j) => {
    let sum = logShares[j] - d * halfLogTwoPi;
    const own = factors.subarray(j * length, (j + 1) * length);
    if (covariance === 'spherical') sum -= d * Math.log(own[0]);
    else if (covariance === 'diagonal') for (const deviation of own) sum -= Math.log(deviation);
    else for (let i = 0, at = 0; i < d; i++, at += i + 1) sum -= Math.log(own[at]);
    return sum;
  });
}

/** x − μ_j of four points from i, side by side; behind `last` it is taken again. */
function differences({ d, prototypes }: GaussiansPartition, j: number, points: Floats, i: number, last: number, apart: Float64Array): void {
  const at0 = i * d;
  const at1 = Math.min(i + 1, last) * d;
  const at2 = Math.min(i + 2, last) * d;
  const at3 = Math.min(i + 3, last) * d;
  for (let f = 0, c = 0; f < d; f++, c += lanes) {
    const mean = prototypes[j * d + f];
    apart[c] = points[at0 + f] - mean;
    apart[c + 1] = points[at1 + f] - mean;
    apart[c + 2] = points[at2 + f] - mean;
    apart[c + 3] = points[at3 + f] - mean;
  }
}

/** ‖L⁻¹ v‖² of four vectors side by side, which become L⁻¹ v. @param at where the triangle L begins. */
function fullSquares(factors: Float64Array, at: number, d: number, apart: Float64Array, squares: Float64Array): void {
  let [q0, q1, q2, q3] = [0, 0, 0, 0];
  for (let row = 0; row < lanes * d; row += lanes) {
    let s0 = apart[row];
    let s1 = apart[row + 1];
    let s2 = apart[row + 2];
    let s3 = apart[row + 3];
    for (let c = 0; c < row; c += lanes) {
      const l = factors[at++];
      s0 -= l * apart[c];
      s1 -= l * apart[c + 1];
      s2 -= l * apart[c + 2];
      s3 -= l * apart[c + 3];
    }
    const inverse = 1 / factors[at++];
    apart[row] = s0 *= inverse;
    apart[row + 1] = s1 *= inverse;
    apart[row + 2] = s2 *= inverse;
    apart[row + 3] = s3 *= inverse;
    q0 += s0 * s0;
    q1 += s1 * s1;
    q2 += s2 * s2;
    q3 += s3 * s3;
  }
  squares[0] = q0;
  squares[1] = q1;
  squares[2] = q2;
  squares[3] = q3;
}

/** The same where L is diagonal. @param step from one deviation to the next: 0 where there is one for all. */
function axisSquares(factors: Float64Array, at: number, step: number, d: number, apart: Float64Array, squares: Float64Array): void {
  let [q0, q1, q2, q3] = [0, 0, 0, 0];
  for (let row = 0; row < lanes * d; row += lanes, at += step) {
    const inverse = 1 / factors[at];
    const s0 = apart[row] * inverse;
    const s1 = apart[row + 1] * inverse;
    const s2 = apart[row + 2] * inverse;
    const s3 = apart[row + 3] * inverse;
    q0 += s0 * s0;
    q1 += s1 * s1;
    q2 += s2 * s2;
    q3 += s3 * s3;
  }
  squares[0] = q0;
  squares[1] = q1;
  squares[2] = q2;
  squares[3] = q3;
}

/** `vector` divided by the factor of Gaussian j: L⁻¹ v, so that its square is vᵀ Σ⁻¹ v. */
export function divided({ d, covariance, factors }: GaussiansPartition, j: number, vector: Float64Array): Float64Array {
  const out = vector.slice();
  const own = j * factorLength(covariance, d);
  for (let f = 0, at = own; f < d; f++) {
    if (covariance === 'full') for (let c = 0; c < f; c++) out[f] -= factors[at++] * out[c];
    out[f] /= covariance === 'spherical' ? factors[own] : factors[at++];
  }
  return out;
}

/** `vector` multiplied by the factor of Gaussian j: L v, so that standard normal numbers get its covariance. */
export function multiplied({ d, covariance, factors }: GaussiansPartition, j: number, vector: Floats): Float64Array {
  const out = new Float64Array(d);
  const own = j * factorLength(covariance, d);
  for (let f = 0, at = own; f < d; f++) {
    if (covariance === 'full') for (let c = 0; c <= f; c++) out[f] += factors[at++] * vector[c];
    else out[f] = vector[f] * factors[covariance === 'spherical' ? own : at++];
  }
  return out;
}

/** ln Σ_j exp(logs_j); the logs become shares that add up to 1. */
export function toShares(logs: Float64Array): number {
  let most = -Infinity;
  for (let j = 0; j < logs.length; j++) most = Math.max(most, logs[j]);
  let sum = 0;
  for (let j = 0; j < logs.length; j++) sum += logs[j] = Math.exp(logs[j] - most);
  for (let j = 0; j < logs.length; j++) logs[j] /= sum;
  return most + Math.log(sum);
}
