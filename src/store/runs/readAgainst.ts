import type { PartitionMetrics, TrainingResult } from '../../engine/protocol';
import { methodOf, type Config } from '../../methods/config';
import type { ReadAgainst, RunId, RunRecord } from './record';

/** What a run is read against, out of the results of other runs. */

/** k-means in the space that the partition lives in: of deep methods among the pretrained codes (AE + k-means). */
export interface KMeansBaseline {
  readonly k: number;
  readonly labels: Uint16Array;
  readonly inertia: number;
  /** The number of k-means++ starts that it is the best of, by inertia, and the number of points that they saw: n, or a sample. */
  readonly starts: number;
  readonly startsOn: number;
  readonly metrics: PartitionMetrics;
}

/** Another method on the input, that a deep one is read against. */
export interface Reference {
  readonly id: ReadAgainst['id'];
  /** "k-means on the input" */
  readonly name: string;
  /** k-means: how many starts it is the best of; else null. */
  readonly starts: number | null;
  readonly metrics: PartitionMetrics;
}

/** It follows from the results of other runs, and is not set. */
export interface Against {
  /** k-means in the run's own space. */
  readonly kmeans: KMeansBaseline | null;
  /** Other methods on the input, that a deep run is read against. */
  readonly references: readonly Reference[];
}

const nothing: Against = { kmeans: null, references: [] };
const known = new WeakMap<NonNullable<RunRecord['against']>, { results: readonly unknown[]; against: Against }>();

/** Of the runs that a run is read against, the one of k-means in its own space. */
export const baselineId = (config: Config): ReadAgainst['id'] => (methodOf(config).space === 'codes' ? 'ae-kmeans' : 'kmeans');

/** The same object as long as the results are the same. */
export function readAgainst({ against, config }: RunRecord, runs: ReadonlyMap<RunId, RunRecord>): Against {
  if (!against || against.length === 0) return nothing;
  const results = against.map(({ run }) => runs.get(run)?.result ?? null);
  const before = known.get(against);
  if (before && results.every((result, i) => result === before.results[i])) return before.against;
  const own = baselineId(config);
  const now = {
    kmeans: results.map((result, i) => (result && against[i].id === own ? baselineOf(result) : null)).find((one) => one !== null) ?? null,
    references: against.flatMap(({ id, name }, i): Reference[] => {
      const result = results[i];
      return result && id !== own ? [{ id, name, starts: result.search?.starts ?? null, metrics: metricsOf(result) }] : [];
    }),
  };
  known.set(against, { results, against: now });
  return now;
}

/** Another method's loss is another quantity, and the two must not be compared. */
const metricsOf = ({ best }: TrainingResult): PartitionMetrics => ({ ...best.metrics, loss: null });

function baselineOf(result: TrainingResult): KMeansBaseline | null {
  const { best, search } = result;
  return search && { k: best.partition.k, labels: best.labels, ...search, metrics: metricsOf(result) };
}
