/** The best of many k-means++ starts: where k-means begins that others are read against. */
import { kmeansSteps } from '../../core/clustering/kmeans';
import { Random } from '../../core/algebra/random';
import type { ScaledPoints, Search } from '../points';

/** Starts at least; and at most, as long as those before took less work than this together: some seconds. */
const leastStarts = 20;
const mostStarts = 300;
const mostWork = 2e9;
/** Work of one iteration at most (n·d·k): of more points the starts see a sample, and the best of them goes on over all. */
const iterationWork = 5e6;
const leastSample = 2000;
const sampleOf = (d: number, k: number) => Math.max(leastSample, Math.floor(iterationWork / (d * k)));

/** True if each start sees all n points; only then more than the least number of starts are made. */
const seesAll = (n: number, d: number, k: number): boolean => sampleOf(d, k) >= n;

/** The stream of the seed that starts are drawn from. */
const stream = 3;

/** Lloyd's iteration from each start to its end: the centres of smallest inertia, k × d, and how they were found. */
export function* searched(
  { points, n, d }: ScaledPoints,
  k: number,
  seed: number,
): Generator<unknown, Search & { readonly centres: Float64Array }> {
  const { centres, restarts, sample, inertia } = yield* kmeansSteps(points, n, d, k, new Random(seed, stream), {
    restarts: leastStarts,
    sample: sampleOf(d, k),
    ...(seesAll(n, d, k) && { further: { restarts: mostStarts, work: mostWork } }),
  });
  return { centres, starts: restarts, startsOn: sample, inertia };
}
