/** The rows of the metrics table: what each number is, how it is written, and whether more is better. */
import type { PartitionMetrics } from '../../engine/protocol';
import { formatCount, formatPercent, formatScore, formatShortCount, formatValue, NONE } from '../format';

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

type Scores = 'silhouette' | 'scEncoded' | 'scAttracted' | 'nmi' | 'nmiGeometric' | 'ari' | 'ami' | 'accuracy' | 'homogeneity';

const score = (key: Scores, name: string, sentence: string): MetricRow => ({
  key,
  name,
  sentence,
  text: (metrics) => formatScore(metrics[key]),
  compare: (metrics) => metrics[key],
});

const loss = (sentence: string): MetricRow => ({
  key: 'loss',
  name: 'Loss',
  detail: '(batches)',
  sentence,
  text: (metrics) => formatValue(metrics.loss),
  compare: null,
});

/** What a partition tells by itself. */
const balanceRows: readonly MetricRow[] = [
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
    text: (metrics) => (metrics.sizes ? `${formatShortCount(metrics.sizes[0])}–${formatShortCount(metrics.sizes[1])}` : NONE),
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

/** Numbers that need no labels. */
export const ownRows: readonly MetricRow[] = [
  score(
    'silhouette',
    'SC',
    'Silhouette coefficient, in the scaled input space: how much nearer points are to their own cluster than to the next one, from −1 to 1. Higher is better.',
  ),
  loss(
    'Mean squared error between the points and what the memory recalls of them, over the epoch’s batches; with a mask, of their hidden entries alone. It is what training lowers. Epochs are compared, and the result is chosen, by the same error over the whole set, under the same masks each time.',
  ),
  ...balanceRows,
];

const inputSilhouette = score(
  'silhouette',
  'SC, input space',
  'Silhouette coefficient of clusters that were found in the scaled input space, in that space. It is not comparable with a silhouette among codes.',
);

/**
 * The same of deep methods: each silhouette with its space, and reconstruction. @param input whether there is a column that was clustered in the input
 * space.
 */
export const deepRows = (input: boolean): readonly MetricRow[] => [
  score(
    'scAttracted',
    'SC on A(e(x))',
    'Silhouette coefficient on the attracted codes, where T steps take the points: the number of the DCLAM paper’s tables. From −1 to 1, higher is better. Methods that attract nothing have none.',
  ),
  score('scEncoded', 'SC on e(x)', 'Silhouette coefficient on the codes as the encoder gives them, before any step. Higher is better.'),
  ...(input ? [inputSilhouette] : []),
  {
    key: 'rl',
    name: 'RL',
    sentence:
      'Reconstruction loss: the mean squared error of d(A(e(x))) against x over the whole set, at the end of the epoch. Lower is better. AE + k-means attracts nothing, so its RL is RL_p.',
    text: (metrics) => formatValue(metrics.rl),
    compare: (metrics) => (metrics.rl === null ? null : -metrics.rl),
  },
  {
    key: 'rlPretrained',
    name: 'RL_p',
    sentence:
      'The reconstruction loss of the pretrained autoencoder, before any memory: the mean squared error of d(e(x)) against x over the whole set.',
    text: (metrics) => formatValue(metrics.rlPretrained),
    compare: null,
  },
  {
    key: 'rrl',
    name: 'RRL',
    sentence:
      'How much worse than the pretrained autoencoder the memories let x be reconstructed: (RL − RL_p)/RL_p. The paper allows 10%; below 0 it is better than before.',
    text: (metrics) => formatPercent(metrics.rrl),
    compare: null,
  },
  loss(
    'The training loss: the mean of ‖x − d(A(e(x)))‖² per entry over the epoch’s batches, as they were met while the networks changed. RL is the same error over the whole set when the epoch is done.',
  ),
  ...balanceRows,
];

/** Numbers that measure agreement with the labels. */
export const labelRows: readonly MetricRow[] = [
  score(
    'nmi',
    'NMI (arith.)',
    'Normalised mutual information with the labels, divided by the arithmetic mean of the two entropies. 1 is the same partition.',
  ),
  score(
    'nmiGeometric',
    'NMI (geom.)',
    'Normalised mutual information with the labels, divided by the geometric mean of the two entropies.',
  ),
  score(
    'ari',
    'ARI',
    'Adjusted Rand index: pairs of points on which clusters and labels agree, with chance taken away. 1 is the same partition, 0 is chance.',
  ),
  score('ami', 'AMI', 'Adjusted mutual information with the labels: 1 is the same partition, 0 is chance.'),
  score(
    'accuracy',
    'ACC',
    'Share of points whose cluster is matched with their label, under the best one-to-one matching of clusters and labels.',
  ),
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
