import { kmeansPlusPlusSteps, kmeansSteps } from '../../core/clustering/kmeans';
import { Random } from '../../core/algebra/random';
import { rowsOf } from '../../core/algebra/rows';
import { drain } from '../../core/work/steps';
import type { ClamConfig, Config } from '../../methods/config';
import type { TimeSlice } from '../wire/timeSlice';

/** Streams of a restart's seed: what is drawn for one purpose never shifts what is drawn for another. */
export const streams = { memories: 1, batches: 2, baseline: 3, judging: 4 } as const;

/**
 * The memories that restart `restart` begins with: k × d, d being that of the points given, which of deep methods are codes. Restart r of
 * seed s begins as a single run of seed s + r does.
 */
export const initialMemories = (config: Config, points: Float32Array, n: number, d: number, restart: number): Float64Array =>
  drain(initialMemorySteps(config, points, n, d, restart));

/** Those of all restarts, in slices. @param points that training sees. */
export async function firstMemories(
  config: Config,
  points: Float32Array,
  n: number,
  d: number,
  timeSlice: TimeSlice,
): Promise<Float64Array[]> {
  const all: Float64Array[] = [];
  for (let r = 0; r < config.restarts; r++) all.push(await timeSlice.drain(initialMemorySteps(config, points, n, d, r)));
  return all;
}

/**
 * Training that starts from k-means' centres waits for them some tenths of a second at most: of many points k-means sees a sample in which
 * an iteration takes about so much work, and it makes no more starts than there is work for.
 */
const iterationWork = 2e6;
const leastSample = 1000;
const pointsPerMemory = 20;
const mostIterations = 100;
/** Fewer leave every other seed in a worse optimum (segment, 2310 × 19: inertia 12997 for 12925). */
const effort = { restarts: 60, work: 2e8 };

/** Points that k-means sees of n. */
export const kmeansSample = (n: number, d: number, k: number): number =>
  Math.min(n, Math.max(leastSample, pointsPerMemory * k, Math.floor(iterationWork / (d * k))));

/** The same in slices, for k-means may take long. */
export function* initialMemorySteps(
  config: Config,
  points: Float32Array,
  n: number,
  d: number,
  restart: number,
): Generator<unknown, Float64Array> {
  const random = new Random(config.seed + restart, streams.memories);
  const memories = new Float64Array(config.k * d);
  if (config.init === 'normal') {
    for (let i = 0; i < memories.length; i++) memories[i] = 0.1 + 0.1 * random.normal();
    return memories;
  }
  if (config.init === 'kmeans') {
    const sample = kmeansSample(n, d, config.k);
    const some = sample < n ? rowsOf(points, d, random.distinct(sample, n)) : points;
    memories.set(
      (yield* kmeansSteps(some, sample, d, config.k, random, { restarts: 1, further: effort, maximumIterations: mostIterations })).centres,
    );
    return memories;
  }
  const rows =
    config.init === 'points' ? distinctPoints(points, n, d, config.k, random) : yield* kmeansPlusPlusSteps(points, n, d, config.k, random);
  memories.set(rowsOf(points, d, rows));
  return memories;
}

/**
 * k rows in random order, of which no two are the same point: memories that begin together have the same gradient and never part. Only
 * where there are fewer than k points that differ do some come twice.
 */
function distinctPoints(points: Float32Array, n: number, d: number, k: number, random: Random): number[] {
  const chosen: number[] = [];
  const again: number[] = [];
  const same = (a: number, b: number) => {
    let j = 0;
    while (j < d && points[a * d + j] === points[b * d + j]) j++;
    return j === d;
  };
  for (const row of random.distinct(n, n)) {
    if (chosen.length === k) break;
    (chosen.some((other) => same(row, other)) ? again : chosen).push(row);
  }
  return [...chosen, ...again].slice(0, k);
}

/** log ε at the start: zeros where it is learned, the user's where it is fixed, null where all weights are 1. */
export function initialLogWeights(config: Pick<ClamConfig, 'weights' | 'k'>): Float64Array | null {
  if (config.weights === 'none') return null;
  if (config.weights === 'learned') return new Float64Array(config.k);
  return Float64Array.from(config.weights, Math.log);
}
