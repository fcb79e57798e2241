/** The rows of the metrics table: what each number is, how it is written, and whether more is better. */
import type { PartitionMetrics } from '../../engine/protocol';
import { formatCount, formatScore, formatValue, NONE } from '../format';

export interface MetricRow {
  readonly key: string;
  readonly name: string;
  /** Said smaller, after the name. */
  readonly detail?: string;
  /** One or two plain sentences. */
  readonly sentence: string;
  readonly text: (metrics: PartitionMetrics) => string;
  /** The number to compare columns by, higher is better; null where neither is better. */
  readonly compare: ((metrics: PartitionMetrics) => number | null) | null;
}

type Scores = 'silhouette' | 'nmi' | 'nmiGeometric' | 'ari' | 'ami' | 'accuracy' | 'homogeneity';

const score = (key: Scores, name: string, sentence: string): MetricRow => ({
  key,
  name,
  sentence,
  text: (metrics) => formatScore(metrics[key]),
  compare: (metrics) => metrics[key],
});

/** Numbers that need no labels. */
export const ownRows: readonly MetricRow[] = [
  score('silhouette', 'SC', 'Silhouette coefficient, in the scaled input space: how much nearer points are to their own cluster than to the next one, from −1 to 1. Higher is better.'),
  {
    key: 'loss',
    name: 'Loss',
    sentence: 'Mean squared error between the points and what the memory recalls of them, over the epoch; with a mask, of their hidden entries alone. It is what training lowers.',
    text: (metrics) => formatValue(metrics.loss),
    compare: null,
  },
  {
    key: 'clusters',
    name: 'Clusters used',
    sentence: 'How many memories have at least one point.',
    text: (metrics) => formatCount(metrics.clusters),
    compare: null,
  },
  {
    key: 'sizes',
    name: 'CS',
    detail: '(largest–smallest)',
    sentence: 'Cluster sizes: the number of points of the largest and of the smallest cluster in use.',
    text: (metrics) => (metrics.sizes ? `${formatCount(metrics.sizes[0])}–${formatCount(metrics.sizes[1])}` : NONE),
    compare: null,
  },
  {
    key: 'entropyBits',
    name: 'ETP (bits)',
    sentence: 'Entropy of the cluster sizes: log₂ of the number of clusters where all have the same size, less where they differ.',
    text: (metrics) => formatScore(metrics.entropyBits, 2),
    compare: null,
  },
];

/** Numbers that measure agreement with the labels. */
export const labelRows: readonly MetricRow[] = [
  score('nmi', 'NMI (arith.)', 'Normalised mutual information with the labels, divided by the arithmetic mean of the two entropies. 1 is the same partition.'),
  score('nmiGeometric', 'NMI (geom.)', 'Normalised mutual information with the labels, divided by the geometric mean of the two entropies.'),
  score('ari', 'ARI', 'Adjusted Rand index: pairs of points on which clusters and labels agree, with chance taken away. 1 is the same partition, 0 is chance.'),
  score('ami', 'AMI', 'Adjusted mutual information with the labels: 1 is the same partition, 0 is chance.'),
  score('accuracy', 'ACC', 'Share of points whose cluster is matched with their label, under the best one-to-one matching of clusters and labels.'),
  score('homogeneity', 'Homogeneity', 'Whether each cluster holds points of one label only. 1 when it does.'),
];

/**
 * Which columns hold the best value of a row: those that read the same as the highest, and none where the columns do not differ or only one
 * has a number.
 */
export function bestColumns(row: MetricRow, columns: readonly (PartitionMetrics | null)[]): boolean[] {
  const none = columns.map(() => false);
  if (!row.compare) return none;
  const values = columns.map((metrics) => (metrics ? row.compare!(metrics) : null));
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return none;
  const highest = values.indexOf(Math.max(...known));
  const text = row.text(columns[highest]!);
  const best = columns.map((metrics) => metrics !== null && row.text(metrics) === text);
  return best.filter(Boolean).length === known.length ? none : best;
}
