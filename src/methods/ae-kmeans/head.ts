/** AE + k-means: an autoencoder that is trained on reconstruction alone, and the centres of k-means among its codes. */
import { lloydSteps } from '../../core/clustering/lloyd';
import { nearestCentres } from '../../core/partition/centres';
import type { DeepMethod } from '../deepMethod';
import type { Head } from '../head';
import { searched } from '../kmeans/search';
import { centresOf, meanHeight } from '../shared/codeCentres';

/** The decoder reads the codes; nothing is learned beside the networks. */
const head: Head<object> = {
  learns: () => [],
  keeps: ({ m }) => [{ name: 'centres', rows: 'centres', width: m }],
  reconstruction: () => 1,
  make: ({ m }) => ({
    forward: (_, codes) => ({ decoderInput: codes, loss: 0 }),
    backward: ({ count }, _, fromDecoder, toCodes) => toCodes.set(fromDecoder.subarray(0, count * m)),
  }),
};

export const method: DeepMethod<object, unknown> = {
  head: () => head,
  live: () => ({}),
  *begin(codes, { n, m, k }, _, seed) {
    const { centres, ...search } = yield* searched({ points: codes, n, d: m }, k, seed);
    return { arrays: { centres: Float32Array.from(centres) }, search };
  },
  // Where training is asked to go on, the autoencoder does, and the centres follow at the end of each epoch.
  refresh: {
    due: ({ batch, batches }) => batch === batches,
    *run(codes, { centres }, { n, m, k }) {
      const lloyd = yield* lloydSteps(codes, n, m, centres, k);
      return { arrays: { centres: Float32Array.from(lloyd.centres) }, changed: null };
    },
  },
  partition: ({ centres }, { k, m }) => nearestCentres(centres, k, m),
  // Restarts have the same networks, so only their centres tell them apart.
  *measure({ partition, codes, reconstruction }, { n }) {
    return { compared: reconstruction + (yield* meanHeight(partition, codes, n)), terms: {} };
  },
  arraysOf: centresOf,
};
