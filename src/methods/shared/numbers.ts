import { numberOf, termOf, type NumberId, type NumberKind, type NumberList, type NumberOf, type TermOf } from '../../core/metrics/numbers';

/** Which numbers the methods of a kind have, with words of their own where the table's do not say what they are. */

const list = (...ids: (NumberId | NumberOf)[]): NumberOf[] => ids.map((id) => (typeof id === 'string' ? numberOf(id) : id));

const agreement = ['nmi', 'nmiGeometric', 'ari', 'ami', 'accuracy', 'homogeneity'] as const;
const balance = ['clusters', 'sizes', 'entropyBits'] as const;

const recallLoss = numberOf('loss', {
  sentence:
    'Mean squared error between the points and what the memory recalls of them, over the epoch’s batches; with a mask, of their hidden entries alone. It is what training lowers. Epochs are compared, and the result is chosen, by the same error over the whole set, under the same masks each time.',
  curve: 'Loss, scaled input space',
  scale: 'linear',
});
const silhouette = numberOf('silhouette');

/** Of an associative memory among the points. */
export const memoryNumbers: NumberList = {
  loss: recallLoss,
  silhouette,
  all: list(recallLoss, silhouette, ...agreement, 'assigned', 'emptyBalls', ...balance, 'learningRate'),
};

const quantisation = numberOf('loss', {
  name: 'Loss',
  detail: '',
  sentence:
    'Mean squared distance, per feature, between the points and their centres: what each step lowers. Times n · d it is the inertia.',
  curve: 'Loss, mean squared distance per feature',
  scale: 'linear',
});

/** Of k-means among the points. */
export const kmeansNumbers: NumberList = {
  loss: quantisation,
  silhouette,
  all: list(quantisation, silhouette, 'inertia', ...agreement, ...balance),
};

/** Of methods that label points and learn nothing else. @param loss what the loss is. */
export function labelledNumbers(loss: string): NumberList {
  const named = numberOf('loss', { name: 'Loss', detail: '', sentence: loss, curve: 'Loss', scale: 'linear' });
  return { loss: named, silhouette, all: list(named, silhouette, ...agreement, ...balance) };
}

/** Of centres among the points that learn in batches. @param loss the words of the loss. */
export function softCentreNumbers(loss: Partial<NumberKind>): NumberList {
  const named = numberOf('loss', loss);
  return { loss: named, silhouette, all: list(named, silhouette, ...agreement, ...balance, 'learningRate') };
}

const unlikelihood = numberOf('loss', {
  name: 'Loss',
  detail: '',
  sentence: 'The negative mean log-likelihood of the points, in nats: what each epoch lowers.',
  curve: 'Loss, negative mean log-likelihood',
  scale: 'linear',
});

/** Of a mixture of Gaussians among the points. */
export const gaussianNumbers: NumberList = {
  loss: unlikelihood,
  silhouette,
  all: list(unlikelihood, silhouette, 'logLikelihood', 'bic', ...agreement, ...balance),
};

const reconstruction = numberOf('rl');
const attracted = numberOf('scAttracted');
const inputSilhouette = numberOf('silhouette', {
  name: 'SC, input space',
  sentence:
    'Silhouette coefficient of clusters that were found in the scaled input space, in that space. It is not comparable with a silhouette among codes.',
});

/**
 * Of an associative memory among codes. RL is taken over the whole set at the end of the epoch, the loss is the mean over its batches as
 * they were met. SC on e(x) and SC on A(e(x)) are two numbers that are never mixed.
 */
export const codeMemoryNumbers: NumberList = {
  loss: reconstruction,
  silhouette: attracted,
  kmeansOnCodes: 'beside',
  all: list(
    reconstruction,
    'rlPretrained',
    'rrl',
    attracted,
    'scEncoded',
    inputSilhouette,
    ...agreement,
    numberOf('loss', {
      sentence:
        'The training loss: the mean of ‖x − d(A(e(x)))‖² per entry over the epoch’s batches, as they were met while the networks changed. RL is the same error over the whole set when the epoch is done.',
    }),
    'codeVariance',
    'assigned',
    'emptyBalls',
    ...balance,
    numberOf('learningRate', { curve: 'Learning rate of the memories' }),
  ),
};

/**
 * What a head adds to the reconstruction error, as it counts in the loss. RL is the curve of the other part.
 * @param weight of the loss, as in "λ/d times ". @param what it is over one code, as in "the squared distance of a code to its centre".
 */
export const clusteringTerm = (weight: string, what: string): TermOf =>
  termOf(
    'clustering',
    'Clustering loss, over the whole set',
    `The clustering loss as it counts in the loss: ${weight}the mean over the whole set of ${what}, at the end of the epoch. Beside RL it says which of the two training lowers.`,
  );

/**
 * Of centres among codes. @param training what the training loss is, and the title of the rate's curve; null for methods that train nothing
 * but the autoencoder. `terms`: the parts of the loss over the
 * whole set that have a curve.
 */
export function codeCentreNumbers(
  training: {
    readonly loss: string;
    readonly rate: string | null;
    /** What restarts are compared by. Absent: RL and the clustering loss. */
    readonly compared?: string;
    readonly terms: readonly TermOf[];
  } | null,
): NumberList {
  const rl = numberOf('rl', {
    sentence:
      'Reconstruction loss: the mean squared error of d(e(x)) against x over the whole set, at the end of the epoch. Lower is better.',
    ...(training && { compared: training.compared ?? 'RL and the clustering loss' }),
  });
  const encoded = numberOf('scEncoded');
  return {
    loss: rl,
    silhouette: encoded,
    kmeansOnCodes: training ? 'beside' : 'own',
    all: list(
      rl,
      'rlPretrained',
      'rrl',
      encoded,
      inputSilhouette,
      ...agreement,
      ...(training ? [numberOf('loss', { sentence: training.loss })] : []),
      'codeVariance',
      ...balance,
      ...(training?.rate ? [numberOf('learningRate', { curve: training.rate })] : []),
    ),
    ...(training && { terms: training.terms }),
  };
}
