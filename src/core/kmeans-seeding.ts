import type { Floats } from './model';
import type { Random } from './random';

/**
 * Seeds for k-means by greedy k-means++ (Arthur & Vassilvitskii 2007): each next seed is the best of 2 + ⌊ln k⌋ points drawn with
 * probability proportional to their squared distance to the seeds so far, "best" meaning the smallest sum of squared distances left.
 * The same number of trials as scikit-learn.
 *
 * Where only duplicates of seeds are left, points not yet drawn are taken at random.
 *
 * @param points n × d, row-major, finite.
 * @returns k distinct indices of points. Throws RangeError where k is not an integer of 1 … n, or points are not finite.
 */
export function kmeansPlusPlus(points: Floats, n: number, d: number, k: number, random: Random): Uint32Array {
  if (!Number.isInteger(k) || k < 1 || k > n) throw new RangeError(`${n} points cannot be split into ${k} clusters.`);
  const trials = 2 + Math.floor(Math.log(k));
  const chosen = new Uint32Array(k);
  const taken = new Uint8Array(n);
  let closest = new Float64Array(n).fill(Infinity);
  let trial = new Float64Array(n);
  let best = new Float64Array(n);

  chosen[0] = random.integer(n);
  taken[chosen[0]] = 1;
  let potential = closer(points, n, d, chosen[0], closest, trial);
  [closest, trial] = [trial, closest];
  for (let c = 1; c < k; c++) {
    if (!Number.isFinite(potential)) throw new RangeError('k-means needs points that are finite.');
    let candidate = -1;
    let left = Infinity;
    if (potential > 0) {
      for (let t = 0; t < trials; t++) {
        const point = drawn(closest, random.uniform() * potential);
        const sum = closer(points, n, d, point, closest, trial);
        if (candidate < 0 || sum < left) {
          candidate = point;
          left = sum;
          [best, trial] = [trial, best];
        }
      }
      [closest, best] = [best, closest];
      potential = left;
    } else {
      candidate = random.integer(n);
      while (taken[candidate]) candidate = (candidate + 1) % n;
    }
    chosen[c] = candidate;
    taken[candidate] = 1;
  }
  return chosen;
}

/** into_i = min(closest_i, ‖x_i − x_seed‖²); returns their sum. */
function closer(points: Floats, n: number, d: number, seed: number, closest: Float64Array, into: Float64Array): number {
  const centre = Float64Array.from(points.subarray(seed * d, seed * d + d));
  let sum = 0;
  for (let i = 0, at = 0; i < n; i++, at += d) {
    const limit = closest[i];
    let square = 0;
    for (let f = 0; f < d; f++) {
      const difference = points[at + f] - centre[f];
      square += difference * difference;
    }
    const value = square < limit ? square : limit;
    into[i] = value;
    sum += value;
  }
  return sum;
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
