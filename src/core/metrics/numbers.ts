/**
 * Every number that the page shows or writes: how it is called, written and compared. Rows of the table "Metrics", learning curves, axes,
 * the status line and the keys of result.json are read from here. How a number is computed stands where it is computed.
 */

/** "… where wide": only where the values reach over more than an order of magnitude, so that the small ones are told apart too. */
export type ScaleKind = 'linear' | 'log' | 'log where wide' | 'symlog where wide';

export interface NumberKind {
  readonly name: string;
  /** Only of methods that list it: the others write no key for it. */
  readonly ofSome?: true;
  /** It has no row in a table where nothing has a value for it. */
  readonly whereKnown?: true;
  /** Stands smaller after the name. */
  readonly detail?: string;
  /** One or two plain sentences. */
  readonly sentence: string;
  /**
   * Where its distances are taken: in the scaled input space, among codes, among attracted codes. Null: it has none, or they are errors.
   */
  readonly space: 'input' | 'codes' | 'attracted' | null;
  /** Which of two partitions is better by this number alone; null where neither is. */
  readonly better: 'higher' | 'lower' | null;
  /** A score is of the order of 1; a percent is given in percent; a count may be a pair, "largest–smallest". */
  readonly format: 'score' | 'value' | 'percent' | 'count';
  /** Decimals of a score, where they are not three. */
  readonly decimals?: number;
  /** "training": of an epoch as a whole. All others judge a partition. */
  readonly group: 'own' | 'loss' | 'balance' | 'labels' | 'training';
  /** In a line of text, where that is not the name. */
  readonly told?: string;
  /** Stands in brackets after it in a line of text. */
  readonly beside?: 'rrl';
  /** Of the loss: what epochs and restarts are compared by, where that is not the same over the whole set. */
  readonly compared?: string;
  /** Title of its learning curve; without one it has none. */
  readonly curve?: string;
  /** Of the curve; else linear. */
  readonly scale?: ScaleKind;
  /** The line that its curve is read against, a number or a fixed value; else it is k-means'. */
  readonly against?: { readonly name: string; readonly value: number | 'rlPretrained' };
  /** Without a pretrained network it has no value. */
  readonly ofPretraining?: true;
}

/** Of the epochs of a deep method only those may be chosen by their silhouette whose RRL is at most so many percent (DCLAM Table 2). */
export const mostRrl = 10;

const score = (name: string, sentence: string, rest: Partial<NumberKind> = {}): NumberKind => ({
  name,
  sentence,
  space: null,
  better: 'higher',
  format: 'score',
  group: 'labels',
  ...rest,
});
const silhouette = (name: string, space: NumberKind['space'], curve: string, sentence: string): NumberKind =>
  score(name, sentence, { space, group: 'own', curve });
const plain = (name: string, sentence: string, rest: Partial<NumberKind> = {}): NumberKind => ({
  name,
  sentence,
  space: null,
  better: null,
  format: 'value',
  group: 'loss',
  ...rest,
});

/**
 * Numbers that judge one partition, in the order of the table "Metrics". Of what does not apply (no labels, one cluster) the value is null.
 */
const partitionTable = {
  scAttracted: silhouette(
    'SC on A(e(x))',
    'attracted',
    'SC on A(e(x)), attracted codes',
    'Silhouette coefficient on the attracted codes, where T steps take the points: the number of the DCLAM paper’s tables. From −1 to 1, higher is better. Methods that attract nothing have none.',
  ),
  scEncoded: silhouette(
    'SC on e(x)',
    'codes',
    'SC on e(x), codes',
    'Silhouette coefficient on the codes as the encoder gives them, before any step. Higher is better.',
  ),
  silhouette: silhouette(
    'SC',
    'input',
    'SC, scaled input space',
    'Silhouette coefficient, in the scaled input space: how much nearer points are to their own cluster than to the next one, from −1 to 1. Higher is better.',
  ),
  silhouetteSample: plain('Points of SC', 'How many points the silhouettes were taken on: all, or a seeded sample.', {
    format: 'count',
    group: 'own',
  }),
  rl: plain(
    'RL',
    'Reconstruction loss: the mean squared error of d(A(e(x))) against x over the whole set, at the end of the epoch. Lower is better. AE + k-means attracts nothing, so its RL is RL_p.',
    {
      better: 'lower',
      beside: 'rrl',
      curve: 'RL, over the whole set',
      scale: 'log where wide',
      against: { name: 'RL_p', value: 'rlPretrained' },
    },
  ),
  rlPretrained: plain(
    'RL_p',
    'The reconstruction loss of the pretrained autoencoder, before anything learned clusters: the mean squared error of d(e(x)) against x over the whole set.',
  ),
  rrl: plain(
    'RRL',
    'How much worse than the pretrained autoencoder x is reconstructed: (RL − RL_p)/RL_p. The paper allows 10%; below 0 it is better than before.',
    {
      format: 'percent',
      curve: 'RRL, RL against RL_p',
      scale: 'symlog where wide',
      against: { name: 'at most', value: mostRrl },
      ofPretraining: true,
    },
  ),
  loss: plain('Loss', 'What training lowers, as the mean over the epoch’s batches.', {
    detail: '(batches)',
    told: 'loss',
    curve: 'Loss, mean over the batches',
    scale: 'log where wide',
  }),
  inertia: plain('Inertia', 'Σ of squared distances between the points and their centres, in the scaled space. Lower is better.', {
    better: 'lower',
    ofSome: true,
  }),
  logLikelihood: plain(
    'Log-likelihood',
    'The mean over the points of ln p(x), in nats and in the scaled space: how well the mixture expects them. Higher is better, but Gaussians that shrink to points or planes raise it without end.',
    { better: 'higher', ofSome: true },
  ),
  bic: plain(
    'BIC',
    'Bayesian information criterion: −2 n times the log-likelihood, and ln n for each number that the mixture learns. Lower is better; it weighs one k, or one form of covariance, against another.',
    { better: 'lower', ofSome: true },
  ),
  codeVariance: plain(
    'Code variance',
    'The total variance of the codes, all entries together. An autoencoder leaves it open, and what α, λ and the learning rate of the centres do depends on it. Where it falls towards 0 the codes shrink together, and a low clustering loss says nothing.',
    { ofSome: true, told: 'code variance', curve: 'Code variance, total', scale: 'log where wide' },
  ),
  assigned: plain(
    'Assigned',
    'The share of the points that belong to a memory, stored or emergent: the others lie in no ball of log-sum-ReLU, and SC leaves them out.',
    { ofSome: true, whereKnown: true, format: 'score', group: 'balance', told: 'assigned' },
  ),
  emptyBalls: plain(
    'Empty balls',
    'How many memories have a ball of log-sum-ReLU that no point enters on its way: nothing moves them, and they stay where they are.',
    { better: 'lower', ofSome: true, whereKnown: true, format: 'count', group: 'balance', told: 'empty balls' },
  ),
  clusters: plain('Clusters used', 'How many clusters have at least one point.', { format: 'count', group: 'balance' }),
  sizes: plain('CS', 'Cluster sizes: the number of points of the largest and of the smallest cluster in use.', {
    detail: '(largest–smallest)',
    format: 'count',
    group: 'balance',
  }),
  entropyBits: plain(
    'ETP (bits)',
    'Entropy of the cluster sizes: log₂ of the number of clusters where all have the same size, less where they differ.',
    { format: 'score', decimals: 2, group: 'balance' },
  ),
  nmi: score(
    'NMI (arith.)',
    'Normalised mutual information with the labels, divided by the arithmetic mean of the two entropies. 1 is the same partition.',
    { told: 'NMI', curve: 'NMI, against the labels' },
  ),
  nmiGeometric: score('NMI (geom.)', 'Normalised mutual information with the labels, divided by the geometric mean of the two entropies.'),
  ari: score(
    'ARI',
    'Adjusted Rand index: pairs of points on which clusters and labels agree, with chance taken away. 1 is the same partition, 0 is chance.',
  ),
  ami: score('AMI', 'Adjusted mutual information with the labels: 1 is the same partition, 0 is chance.'),
  accuracy: score(
    'ACC',
    'Share of points whose cluster is matched with their label, under the best one-to-one matching of clusters and labels.',
  ),
  homogeneity: score('Homogeneity', 'Whether each cluster holds points of one label only. 1 when it does.'),
};

/** Numbers of an epoch of training. */
const trainingTable = {
  wholeLoss: plain('Loss over the whole set', 'What epochs and restarts are compared by; of deep methods it is RL.', { group: 'training' }),
  learningRate: plain('Learning rate', 'The step of the optimiser; it shrinks when the loss stalls.', {
    group: 'training',
    curve: 'Learning rate',
    scale: 'log',
  }),
};

const table = { ...partitionTable, ...trainingTable };

type PartitionNumberId = keyof typeof partitionTable;
/** The keys in result.json. */
export type NumberId = keyof typeof table;
export type SilhouetteId = 'silhouette' | 'scEncoded' | 'scAttracted';

type OfSome = 'inertia' | 'logLikelihood' | 'bic' | 'codeVariance' | 'assigned' | 'emptyBalls';

/** The numbers that judge one partition. sizes: [largest, smallest]. */
export type PartitionNumbers = { readonly [I in Exclude<PartitionNumberId, 'sizes' | 'clusters' | OfSome>]: number | null } & {
  readonly [I in OfSome]?: number | null;
} & {
  readonly sizes: readonly [number, number] | null;
  readonly clusters: number;
};

/** The numbers that are told of k-means on the codes of a deep method's result, where it stands beside the method: the papers' "+KM" column. */
export const onCodesIds = ['scEncoded', 'nmi', 'ari', 'accuracy'] as const satisfies readonly PartitionNumberId[];
export type NumbersOnCodes = { readonly [I in (typeof onCodesIds)[number]]: number | null };

/** The numbers of a partition that have a curve; the loss is the epoch's own. */
export type CurveId = Exclude<PartitionNumberId, 'sizes' | 'loss'>;
export const curveIds = (Object.keys(partitionTable) as PartitionNumberId[]).filter(
  (id): id is CurveId => id !== 'loss' && partitionTable[id].curve !== undefined,
);

/** None of them is known. */
export const noNumbers = Object.fromEntries(
  Object.entries<NumberKind>(partitionTable).flatMap(([id, { ofSome }]) => (ofSome ? [] : [[id, null]])),
) as Omit<PartitionNumbers, 'clusters'>;

/** A line of the table under its id, with other words where a method has its own. */
export type NumberOf<I extends NumberId = NumberId> = NumberKind & { readonly id: I };

export const numberOf = <I extends NumberId>(id: I, words: Partial<NumberKind> = {}): NumberOf<I> => ({ id, ...table[id], ...words });

const order = Object.keys(table);
export const inTableOrder = (numbers: readonly NumberOf[]): NumberOf[] =>
  numbers.toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));

export type NumberValues = { readonly [I in NumberId]?: number | readonly [number, number] | null };

/** The value of a number among those of a partition or an epoch; null where it is not there. */
export const valueOf = (id: NumberId, values: NumberValues): number | readonly [number, number] | null => values[id] ?? null;

/** A part of a method's training loss: it has a curve, and stands in the history under its id. */
export type TermOf = NumberKind & { readonly id: string; readonly curve: string };

export const termOf = (id: string, curve: string, sentence: string): TermOf => ({ id, ...plain(curve, sentence), curve });

/** The numbers that a method has, and which of them are told and compared first. */
export interface NumberList {
  /** In the order of the learning curves. */
  readonly all: readonly NumberOf[];
  /** The error that is told of an epoch, and the silhouette that epochs and restarts may be chosen by. */
  readonly loss: NumberOf<'loss' | 'rl'>;
  readonly silhouette: NumberOf<SilhouetteId>;
  /** Of deep methods: the k-means on the codes of a result is a partition beside its own, or its own. */
  readonly kmeansOnCodes?: 'beside' | 'own';
  /** What the training loss is made of, where its parts are told. */
  readonly terms?: readonly TermOf[];
}
