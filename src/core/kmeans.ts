import { lloydSteps, type LloydOptions, type Partition } from './kmeans-lloyd';
import { kmeansPlusPlus } from './kmeans-seeding';
import type { Floats } from './model';
import type { Random } from './random';
import { drain } from './steps';

export interface KMeansOptions extends LloydOptions {
  /** How many seedings; the partition with the smallest inertia is the result. 20. */
  readonly restarts?: number;
}

/** Where `kmeansSteps` stands. */
export interface KMeansProgress {
  /** The restart under way, from 0. */
  readonly restart: number;
  readonly restarts: number;
  /** Iterations made in it; 0 right after its seeding. */
  readonly iteration: number;
  /** The best of the restarts before it. */
  readonly best: Partition | null;
}

/**
 * k-means: the partition of smallest inertia Σ_i min_c ‖x_i − c‖² among `restarts` runs of Lloyd's iteration, each from greedy
 * k-means++ seeds. Yields after every seeding and every iteration, so that a worker can stay responsive or give up.
 *
 * @param points n × d, row-major. Duplicates are welcome; where there are fewer distinct points than k, some clusters stay empty.
 * Throws RangeError where k is not an integer of 1 … n (or is above 65,536), there are fewer than one restarts, or points are not finite.
 */
export function* kmeansSteps(
  points: Floats,
  n: number,
  d: number,
  k: number,
  random: Random,
  options: KMeansOptions = {},
): Generator<KMeansProgress, Partition> {
  // With one cluster every seeding ends in the same place.
  const restarts = k === 1 ? 1 : (options.restarts ?? 20);
  if (!(restarts >= 1)) throw new RangeError('k-means needs at least one restart.');
  for (let at = 0; at < n * d; at++) if (!Number.isFinite(points[at])) throw new RangeError('k-means needs points that are finite.');
  let best: Partition | null = null;
  for (let restart = 0; restart < restarts; restart++) {
    const seeds = kmeansPlusPlus(points, n, d, k, random);
    const start = new Float64Array(k * d);
    seeds.forEach((seed, c) => start.set(points.subarray(seed * d, seed * d + d), c * d));
    yield { restart, restarts, iteration: 0, best };
    const steps = lloydSteps(points, n, d, start, k, options);
    let step = steps.next();
    while (!step.done) {
      yield { restart, restarts, iteration: step.value, best };
      step = steps.next();
    }
    if (best === null || step.value.inertia < best.inertia) best = step.value;
    if (best.inertia === 0) break;
  }
  if (best === null) throw new RangeError('k-means needs at least one restart.');
  return best;
}

/** `kmeansSteps` in one go. */
export function kmeans(points: Floats, n: number, d: number, k: number, random: Random, options: KMeansOptions = {}): Partition {
  return drain(kmeansSteps(points, n, d, k, random, options));
}

export { kmeansPlusPlus } from './kmeans-seeding';
export { lloyd, lloydSteps } from './kmeans-lloyd';
export type { LloydOptions, Partition } from './kmeans-lloyd';
