/**
 * The head of K-means-friendly codes (Roy 2024): soft k-means, whose memberships fall with a power of the distance, and centres that k-means
 * finds anew every now and then among all codes.
 */
import { totalVariance } from '../../core/algebra/variance';
import { lloydSteps } from '../../core/clustering/lloyd';
import type { DeepMethod } from '../deepMethod';
import { centresOf, codeCentres, meanHeight, withClustering } from '../shared/codeCentres';
import { softKMeansHead, type SoftKMeansLive } from '../shared/softKMeans';

export interface KFriendlySettings {
  /** As the paper has it: the reconstruction error beside it is a sum over d entries. */
  readonly lambda: number;
  readonly alpha: number;
  /** At the end of the first epoch that completes so many steps since the last time, of every epoch, or never. */
  readonly reinitialise: number | 'epoch' | null;
  /** Whether gradients move the centres too. */
  readonly centres: 'learned' | 'frozen';
  readonly epochs: number;
}

/** Far beyond what k-means takes from centres that are nearly there: it goes on until no label changes. */
const mostIterations = 10_000;

/** Codes of a smaller total variance are hardly told apart in single precision: any others are better. */
const leastVariance = 1e-10;

export const method: DeepMethod<SoftKMeansLive, KFriendlySettings> = {
  head: () => softKMeansHead('euclidean', 'power'),
  live: ({ values: { alpha, lambda }, d }) => ({ alpha, lambda: lambda / d }),
  *begin(codes, { n, m, k }, random) {
    return { arrays: { centres: yield* codeCentres(codes, n, m, k, random) } };
  },
  refresh: {
    // Centres that are put on the means every few steps follow codes that shrink, and no longer hold them: the interval counts in steps. The
    // last epoch ends with it, so that labels are those of k-means.
    due: ({ epoch, batch, batches, steps, sinceRefresh }, { reinitialise, epochs }) =>
      batch === batches &&
      reinitialise !== null &&
      (epoch === epochs || reinitialise === 'epoch' || Math.min(steps, sinceRefresh) >= reinitialise),
    /** From the present centres, so that each stays the centre of its cluster. */
    *run(codes, { centres }, { n, m, k }) {
      const found = yield* lloydSteps(codes, n, m, centres, k, { maximumIterations: mostIterations });
      return { arrays: { centres: Float32Array.from(found.centres) }, changed: null };
    },
  },
  phases: ({ values: { centres } }) => [
    {
      trains: centres === 'learned' ? ['encoder', 'decoder', 'head'] : ['encoder', 'decoder'],
      loss: 'joint',
      epochs: Infinity,
    },
  ],
  partition: ({ centres }, { values: { alpha }, k, m }) => ({
    kind: 'centres',
    k,
    d: m,
    prototypes: centres,
    rule: { by: 'power', alpha },
    metric: 'euclidean',
    weights: null,
  }),
  // The height of a soft partition into centres is ℓ. It falls where all codes shrink together, so restarts are compared by its share of the
  // variance of the codes.
  *measure({ partition, codes, reconstruction }, { values: { lambda }, n, d, m }) {
    const loss = yield* meanHeight(partition, codes, n);
    const variance = totalVariance(codes, n, m);
    const compared = variance > leastVariance ? loss / variance : Infinity;
    return { ...withClustering(reconstruction, (lambda / d) * loss), compared };
  },
  arraysOf: centresOf,
};
