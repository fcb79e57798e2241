import type { Floats } from '../../core/algebra/floats';
import type { Random } from '../../core/algebra/random';
import { rowsOf } from '../../core/algebra/rows';
import { kmeansPlusPlusSteps, kmeansSteps } from '../../core/clustering/kmeans';
import type { initialisations } from './memory';

/** Where memories begin, among points or among codes. */

/** The settings that it depends on. */
export interface Start {
  readonly k: number;
  readonly init: keyof typeof initialisations;
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

/** k × d, of points n × d. */
export function* startingMemories(start: Start, points: Floats, n: number, d: number, random: Random): Generator<unknown, Float64Array> {
  const { k, init } = start;
  const memories = new Float64Array(k * d);
  if (init === 'normal') {
    for (let i = 0; i < memories.length; i++) memories[i] = 0.1 + 0.1 * random.normal();
    return memories;
  }
  if (init === 'kmeans') {
    const sample = kmeansSample(n, d, k);
    const some = sample < n ? rowsOf(points, d, random.distinct(sample, n)) : points;
    memories.set(
      (yield* kmeansSteps(some, sample, d, k, random, { restarts: 1, further: effort, maximumIterations: mostIterations })).centres,
    );
    return memories;
  }
  const rows = init === 'points' ? distinctPoints(points, n, d, k, random) : yield* kmeansPlusPlusSteps(points, n, d, k, random);
  memories.set(rowsOf(points, d, rows));
  return memories;
}

/**
 * k rows in random order, of which no two are the same point: memories that begin together have the same gradient and never part. Only
 * where there are fewer than k points that differ do some come twice.
 */
function distinctPoints(points: Floats, n: number, d: number, k: number, random: Random): number[] {
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
