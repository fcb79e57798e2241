/** Shared by all computations on an associative memory: its memories in float64, the scores S_μ of a point, their softmax, its energy. */
import { LSR_EPSILON, type AssociativeMemory } from './model';
import type { Floats } from '../algebra/floats';

/** A model made ready for repeated evaluation. Numbers are copied once, so that the inner loops see one type of array. */
export interface PreparedMemory {
  readonly k: number;
  readonly d: number;
  readonly beta: number;
  readonly stepSize: number;
  readonly spherical: boolean;
  /** Log-sum-ReLU: each memory has a ball of radius 1/√β. */
  readonly balls: boolean;
  /** ρ, or ρ̃ = ρ/‖ρ‖ when spherical; k × d. */
  readonly memories: Float64Array;
  /** ‖ρ_μ‖ when spherical (1 for a memory of length 0), else empty. */
  readonly lengths: Float64Array;
  /** log ε_μ, zeros where the model has no weights. */
  readonly logWeights: Float64Array;
}

/** Throws RangeError when the memories, the weights or the constants do not make a model. */
export function prepareMemory(model: AssociativeMemory): PreparedMemory {
  const { k, d, beta, steps, stepSize, logWeights } = model;
  if (!(k >= 1 && d >= 1)) throw new RangeError(`A memory needs k ≥ 1 and d ≥ 1, not k = ${k} and d = ${d}.`);
  if (model.memories.length !== k * d)
    throw new RangeError(`${k} memories of ${d} features are ${k * d} numbers, not ${model.memories.length}.`);
  if (!(beta > 0)) throw new RangeError(`The inverse temperature must be positive, not ${beta}.`);
  if (!(steps >= 0)) throw new RangeError(`The number of recursion steps must not be negative: ${steps}.`);
  if (logWeights && logWeights.length !== k) throw new RangeError(`${k} memories need ${k} log weights, not ${logWeights.length}.`);
  checkEnergy(model);
  const spherical = model.similarity === 'spherical';
  const memories = Float64Array.from(model.memories);
  const lengths = new Float64Array(spherical ? k : 0);
  if (spherical) for (let mu = 0; mu < k; mu++) lengths[mu] = normalise(memories, mu * d, d);
  return {
    k,
    d,
    beta,
    stepSize,
    spherical,
    balls: model.energy === 'lsr',
    memories,
    lengths,
    logWeights: logWeights ? Float64Array.from(logWeights) : new Float64Array(k),
  };
}

/** Throws RangeError where log-sum-ReLU is asked for on the sphere, or with weights. */
export function checkEnergy({ energy, similarity, logWeights }: Pick<AssociativeMemory, 'energy' | 'similarity' | 'logWeights'>): void {
  if (energy !== 'lsr') return;
  if (similarity !== 'euclidean') throw new RangeError(`The log-sum-ReLU energy is Euclidean, not ${similarity}.`);
  if (logWeights) throw new RangeError('The log-sum-ReLU energy has no weights.');
}

/** Throws RangeError unless `points` holds n × d numbers. */
export function checkPoints(points: ArrayLike<number>, n: number, d: number): void {
  if (points.length < n * d) throw new RangeError(`${n} points of ${d} features are ${n * d} numbers, not ${points.length}.`);
}

/**
 * Divides `length` numbers from `start` by their Euclidean norm, in place, and returns that norm.
 * A vector of zeros stays as it is, and 1 is returned: it has no direction to keep.
 */
export function normalise(vector: Float64Array, start: number, length: number): number {
  let square = 0;
  for (let j = start; j < start + length; j++) square += vector[j] * vector[j];
  if (square === 0) return 1;
  const norm = Math.sqrt(square);
  for (let j = start; j < start + length; j++) vector[j] /= norm;
  return norm;
}

/** Copies point i into `v`, on the unit sphere where the field asks for it; returns the length it had (1 when Euclidean). */
export function load(prepared: PreparedMemory, points: Floats, i: number, v: Float64Array): number {
  const { d } = prepared;
  for (let j = 0, at = i * d; j < d; j++) v[j] = points[at + j];
  return prepared.spherical ? normalise(v, 0, d) : 1;
}

/** ‖v − ρ_μ‖², in four sums so that the additions need not wait for one another. */
export function squaredDistance(v: Float64Array, memories: Float64Array, row: number, d: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let j = 0;
  for (const end = d - 3; j < end; j += 4) {
    const a = v[j] - memories[row + j];
    const b = v[j + 1] - memories[row + j + 1];
    const c = v[j + 2] - memories[row + j + 2];
    const e = v[j + 3] - memories[row + j + 3];
    s0 += a * a;
    s1 += b * b;
    s2 += c * c;
    s3 += e * e;
  }
  for (; j < d; j++) {
    const a = v[j] - memories[row + j];
    s0 += a * a;
  }
  return s0 + s1 + (s2 + s3);
}

/** ⟨v, ρ_μ⟩. */
export function innerProduct(v: Float64Array, memories: Float64Array, row: number, d: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let j = 0;
  for (const end = d - 3; j < end; j += 4) {
    s0 += v[j] * memories[row + j];
    s1 += v[j + 1] * memories[row + j + 1];
    s2 += v[j + 2] * memories[row + j + 2];
    s3 += v[j + 3] * memories[row + j + 3];
  }
  for (; j < d; j++) s0 += v[j] * memories[row + j];
  return s0 + s1 + (s2 + s3);
}

/** S_μ = −β‖ρ_μ − v‖² + log ε_μ, or β⟨ρ̃_μ, v⟩ + log ε_μ on the sphere, into `out` (k). */
export function scores(prepared: PreparedMemory, v: Float64Array, out: Float64Array): void {
  const { k, d, beta, memories, logWeights, spherical } = prepared;
  for (let mu = 0; mu < k; mu++) {
    const match = spherical ? innerProduct(v, memories, mu * d, d) : -squaredDistance(v, memories, mu * d, d);
    out[mu] = beta * match + logWeights[mu];
  }
}

/**
 * Turns k scores into their softmax, in place, and returns log Σ exp S_μ. The largest score is taken away first, so that
 * nothing overflows, and at least one term is 1, so that nothing divides by 0.
 */
export function softmax(s: Float64Array, k: number): number {
  let max = s[0];
  for (let mu = 1; mu < k; mu++) if (s[mu] > max) max = s[mu];
  let sum = 0;
  for (let mu = 0; mu < k; mu++) {
    const e = Math.exp(s[mu] - max);
    s[mu] = e;
    sum += e;
  }
  const scale = 1 / sum;
  for (let mu = 0; mu < k; mu++) s[mu] *= scale;
  return max + Math.log(sum);
}

/**
 * The memberships of v, into `out` (k): the softmax of its scores, which sum to 1; of log-sum-ReLU 1/|S| for each memory whose ball holds v,
 * and all 0 where none does. Returns the energy E(v).
 */
export function weigh(prepared: PreparedMemory, v: Float64Array, out: Float64Array): number {
  const { k, d, beta, memories } = prepared;
  if (!prepared.balls) {
    scores(prepared, v, out);
    return -softmax(out, k) / beta;
  }
  let count = 0;
  let sum = 0;
  for (let mu = 0; mu < k; mu++) {
    const height = 1 - beta * squaredDistance(v, memories, mu * d, d);
    out[mu] = height > 0 ? 1 : 0;
    if (height > 0) {
      count++;
      sum += height;
    }
  }
  if (count > 1) for (let mu = 0; mu < k; mu++) out[mu] /= count;
  return -Math.log(LSR_EPSILON + sum) / beta;
}

/** False where no ball holds the point that these memberships are of: it does not move. */
export const isHeld = (p: Float64Array, k: number): boolean => {
  for (let mu = 0; mu < k; mu++) if (p[mu] > 0) return true;
  return false;
};

/** The memory nearest to v: argmin ‖ρ_μ − v‖², or argmax ⟨ρ̃_μ, v⟩; the first of equals. Weights play no part. */
export function nearestMemory(prepared: PreparedMemory, v: Float64Array): number {
  const { k, d, memories, spherical } = prepared;
  let best = 0;
  let closest = Infinity;
  for (let mu = 0; mu < k; mu++) {
    const distance = spherical ? -innerProduct(v, memories, mu * d, d) : squaredDistance(v, memories, mu * d, d);
    if (distance < closest) {
      closest = distance;
      best = mu;
    }
  }
  return best;
}
