import type { Random } from '../algebra/random';
import { drain } from '../work/steps';
import type { Floats } from '../algebra/floats';

/** Multiplications between two steps: about a millisecond. */
const sliceWork = 1e6;

/**
 * Seeds for k-means by greedy k-means++ (Arthur & Vassilvitskii 2007): each next seed is the best of 2 + ⌊ln k⌋ points drawn with
 * probability proportional to their squared distance to the seeds so far, "best" meaning the smallest sum of squared distances left.
 * The same number of trials as scikit-learn.
 *
 * Where only duplicates of seeds are left, points not yet drawn are taken at random.
 * Yields after about a million multiplications, so that a worker can stay responsive.
 *
 * @param points n × d, row-major, finite.
 * @returns k distinct indices of points. Throws RangeError where k is not an integer of 1 … n, or points are not finite.
 */
export function* kmeansPlusPlusSteps(points: Floats, n: number, d: number, k: number, random: Random): Generator<void, Uint32Array> {
  if (!Number.isInteger(k) || k < 1 || k > n) throw new RangeError(`${n} points cannot be split into ${k} clusters.`);
  const candidates = new Uint32Array(trialsOf(k));
  const trials = Math.ceil(candidates.length / trialsAtOnce) * trialsAtOnce;
  const squares = new Float64Array(trials * n);
  const closest = new Float64Array(n).fill(Infinity);
  const chosen = new Uint32Array(k);
  const taken = new Uint8Array(n);
  let potential = Infinity;
  for (let c = 0; c < k; c++) {
    if (c > 0 && !Number.isFinite(potential)) throw new RangeError('k-means needs points that are finite.');
    if (c > 0 && potential > 0) {
      for (let t = 0; t < candidates.length; t++) candidates[t] = drawn(closest, random.uniform() * potential);
    } else {
      let any = random.integer(n);
      while (taken[any]) any = (any + 1) % n;
      candidates.fill(any);
    }
    const sums = yield* closer(points, n, d, candidates, closest, squares);
    let best = 0;
    for (let t = 1; t < candidates.length; t++) if (sums[t] < sums[best]) best = t;
    closest.set(squares.subarray(best * n, best * n + n));
    potential = sums[best];
    chosen[c] = candidates[best];
    taken[chosen[c]] = 1;
  }
  return chosen;
}

/** `kmeansPlusPlusSteps` in one go. */
export function kmeansPlusPlus(points: Floats, n: number, d: number, k: number, random: Random): Uint32Array {
  return drain(kmeansPlusPlusSteps(points, n, d, k, random));
}

const trialsAtOnce = 4;
const trialsOf = (k: number) => 2 + Math.floor(Math.log(k));

/** The work of one seeding, in differences of numbers that are squared. */
export const seedingWork = (n: number, d: number, k: number): number => n * d * k * Math.ceil(trialsOf(k) / trialsAtOnce) * trialsAtOnce;

/** into_(t,i) = min(closest_i, ‖x_i − x_candidate(t)‖²), trials × n; returns the sums over i. */
function* closer(
  points: Floats,
  n: number,
  d: number,
  candidates: Uint32Array,
  closest: Float64Array,
  into: Float64Array,
): Generator<void, Float64Array> {
  const rows = Math.max(1, Math.floor(sliceWork / (d * trialsAtOnce)));
  const sums = new Float64Array(into.length / n);
  // Four candidates at a time: each entry of a point is loaded once for all, and four sums run side by side.
  const block = new Float64Array(trialsAtOnce * d);
  for (let t = 0; t < candidates.length; t += trialsAtOnce) {
    for (let r = 0; r < trialsAtOnce; r++) {
      const at = candidates[Math.min(t + r, candidates.length - 1)] * d;
      for (let f = 0; f < d; f++) block[f * trialsAtOnce + r] = points[at + f];
    }
    for (let i = 0, at = 0; i < n; i++) {
      if (i > 0 && i % rows === 0) yield;
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let f = 0; f < block.length; f += trialsAtOnce) {
        const x = points[at++];
        const e0 = x - block[f];
        const e1 = x - block[f + 1];
        const e2 = x - block[f + 2];
        const e3 = x - block[f + 3];
        s0 += e0 * e0;
        s1 += e1 * e1;
        s2 += e2 * e2;
        s3 += e3 * e3;
      }
      const limit = closest[i];
      const to = t * n + i;
      sums[t] += into[to] = s0 < limit ? s0 : limit;
      sums[t + 1] += into[to + n] = s1 < limit ? s1 : limit;
      sums[t + 2] += into[to + 2 * n] = s2 < limit ? s2 : limit;
      sums[t + 3] += into[to + 3 * n] = s3 < limit ? s3 : limit;
    }
  }
  return sums;
}

/** The point at which the running sum of `weights` passes `threshold`: never one of weight 0, which is a duplicate of a seed. */
function drawn(weights: Float64Array, threshold: number): number {
  let sum = 0;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    sum += weights[i];
    last = i;
    if (sum > threshold) return i;
  }
  return last;
}
