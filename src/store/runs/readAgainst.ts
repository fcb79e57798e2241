import type { KMeansBaseline, PartitionMetrics, Reference, TrainingResult } from '../../engine/protocol';
import { methodOf } from '../../methods/config';
import type { RunId, RunRecord } from './record';

/** What a run is read against, out of the results of other runs; and of its own, for what was measured with it. */

interface Against {
  readonly kmeans: KMeansBaseline | null;
  readonly references: readonly Reference[];
}

const nothing: Against = { kmeans: null, references: [] };
const known = new WeakMap<NonNullable<RunRecord['against']>, { results: readonly unknown[]; against: Against }>();

/** The same object as long as the results are the same. */
export function readAgainst({ against, config, result: own }: RunRecord, runs: ReadonlyMap<RunId, RunRecord>): Against {
  if (!against || against.length === 0) return nothing;
  const results = [own, ...against.map(({ run }) => runs.get(run)?.result ?? null)];
  const before = known.get(against);
  if (before && results.every((result, i) => result === before.results[i])) return before.against;
  const found = against.flatMap(({ id, name }, i) => {
    const result = results[i + 1];
    return result ? [{ id, name, starts: result.search?.starts ?? null, metrics: metricsOf(result) }] : [];
  });
  const kmeans = results[1 + against.findIndex(({ id }) => id === 'kmeans')] ?? null;
  const now: Against =
    methodOf(config).space === 'input'
      ? { kmeans: kmeans && baselineOf(kmeans), references: [] }
      : { kmeans: null, references: [...found, ...(own?.references ?? [])] };
  known.set(against, { results, against: now });
  return now;
}

/** Another method's loss is another quantity, and the two must not be compared. */
const metricsOf = ({ best }: TrainingResult): PartitionMetrics => ({ ...best.metrics, loss: null });

function baselineOf(result: TrainingResult): KMeansBaseline | null {
  const { best, search } = result;
  if (!search) return null;
  const { starts, startsOn, inertia } = search;
  return { k: best.partition.k, labels: best.labels, inertia, starts, startsOn, metrics: metricsOf(result) };
}
