/** The mixture that VIB-GMM begins with: Gaussians along the axes, fitted to the codes by expectation and maximisation. */
import { rowsOf } from '../../core/algebra/rows';
import type { Random } from '../../core/algebra/random';
import type { GaussiansPartition } from '../../core/partition/model';
import type { Steps } from '../deepMethod';
import { steps } from '../gmm/steps';

/** The mixture of the greatest likelihood of so many starts is taken. */
const starts = 5;
/** Steps of a start, at most. */
const mostSteps = 100;
/** Of more codes all starts see a sample of so many. */
const sample = 20_000;
/** No variance is below this. */
export const leastVariance = 1e-3;

/** @param codes n × m. */
export function* startingMixture(codes: Float32Array, n: number, m: number, k: number, random: Random): Steps<GaussiansPartition> {
  const rows = Math.min(n, Math.max(k, sample));
  const data = { points: rows < n ? rowsOf(codes, m, random.distinct(rows, n)) : codes, n: rows, d: m };
  const settings = { k, covariance: 'diagonal', regularisation: 1e-6, tolerance: 1e-3, beta: 1 } as const;
  let best: { readonly loss: number; readonly mixture: GaussiansPartition } | null = null;
  for (let start = 0; start < starts; start++) {
    const restart = yield* steps.begin(data, settings, random, start);
    let outcome = yield* restart.epoch(settings);
    for (let step = 1; step < mostSteps && outcome.ended === null; step++) outcome = yield* restart.epoch(settings);
    const mixture = restart.partition(settings) as GaussiansPartition;
    if (!best || outcome.loss < best.loss) best = { loss: outcome.loss, mixture };
  }
  return best!.mixture;
}
