import { lloydSteps, type LloydOptions, type KMeansPartition } from './lloyd';
import { kmeansPlusPlusSteps, seedingWork } from './seeding';
import type { Random } from '../algebra/random';
import { rowsOf } from '../algebra/rows';
import { drain } from '../work/steps';
import type { Floats } from '../algebra/floats';

export interface KMeansOptions extends LloydOptions {
  /** The least number of seedings; the partition with the smallest inertia is the result. 20. */
  readonly restarts?: number;
  /** More seedings, up to so many in all, as long as those before took less work than this (see `Partition`) together. */
  readonly further?: { readonly restarts: number; readonly work: number };
  /** Where there are more points than this, all restarts see a sample of so many, and the best of them then goes on over all points. */
  readonly sample?: number;
}

export interface KMeansResult extends KMeansPartition {
  /** Seedings made. */
  readonly restarts: number;
  /** Points that they saw. */
  readonly sample: number;
}

/**
 * k-means: the partition of smallest inertia Σ_i min_c ‖x_i − c‖² among `restarts` runs of Lloyd's iteration, each from greedy
 * k-means++ seeds. Yields after about a million multiplications at most, so that a worker can stay responsive or give up.
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
): Generator<unknown, KMeansResult> {
  const { sample = n } = options;
  if (sample >= n) return yield* searchSteps(points, n, d, k, random, options);
  const rows = Math.max(k, Math.floor(sample));
  const some = rowsOf(points, d, random.distinct(rows, n));
  const best = yield* searchSteps(some, rows, d, k, random, options);
  const { restarts } = best;
  return { ...(yield* lloydSteps(points, n, d, best.centres, k, options)), restarts, sample: rows };
}

function* searchSteps(
  points: Floats,
  n: number,
  d: number,
  k: number,
  random: Random,
  options: KMeansOptions,
): Generator<unknown, KMeansResult> {
  // With one cluster every seeding ends in the same place.
  const restarts = k === 1 ? 1 : (options.restarts ?? 20);
  const further = k === 1 ? null : (options.further ?? null);
  if (!(restarts >= 1)) throw new RangeError('k-means needs at least one restart.');
  for (let at = 0; at < n * d; at++) if (!Number.isFinite(points[at])) throw new RangeError('k-means needs points that are finite.');
  let best: KMeansResult | null = null;
  let work = 0;
  const goesOn = (restart: number) => restart < restarts || (further !== null && restart < further.restarts && work < further.work);
  for (let restart = 0; goesOn(restart); restart++) {
    const seeds = yield* kmeansPlusPlusSteps(points, n, d, k, random);
    const start = new Float64Array(k * d);
    seeds.forEach((seed, c) => start.set(points.subarray(seed * d, seed * d + d), c * d));
    yield;
    const found = yield* lloydSteps(points, n, d, start, k, options);
    work += found.work + seedingWork(n, d, k);
    const better: KMeansPartition = best === null || found.inertia < best.inertia ? found : best;
    best = { ...better, restarts: restart + 1, sample: n };
    if (best.inertia === 0) break;
  }
  if (best === null) throw new RangeError('k-means needs at least one restart.');
  return best;
}

/** `kmeansSteps` in one go. */
export function kmeans(points: Floats, n: number, d: number, k: number, random: Random, options: KMeansOptions = {}): KMeansResult {
  return drain(kmeansSteps(points, n, d, k, random, options));
}

export { kmeansPlusPlus, kmeansPlusPlusSteps } from './seeding';
export { lloyd, lloydSteps } from './lloyd';
export type { LloydOptions, KMeansPartition } from './lloyd';
