import { define } from '../method';
import { autoencoder, centreRates, keptLatent, suggestedNetwork, suitedNetwork } from '../shared/autoencoder';
import { batches, centreCount, common } from '../shared/common';
import { codeCentreNumbers } from '../shared/numbers';

/** AE + k-means: k-means among the codes of an autoencoder that knows nothing of clusters. */

export const aeKmeans = define({
  id: 'ae-kmeans',
  name: 'AE + k-means',
  brief: 'An autoencoder first, then k-means on its codes.',
  sentence:
    'An autoencoder learns to draw the points again, and k-means then finds centres among its codes: what deep methods are read against.',
  papers: [
    {
      authors: ['Lloyd'],
      title: 'Least squares quantization in PCM',
      where: 'IEEE Transactions on Information Theory',
      year: 1982,
    },
  ],
  space: 'codes',
  numbers: codeCentreNumbers(null),
  fields: {
    k: centreCount,
    batchSize: batches.batchSize,
    ...common,
    ...autoencoder,
    // Deep methods have the same settings of networks; nothing trains here after the pretraining.
    rates: { ...centreRates, controls: [], link: null },
    optimiser: { ...autoencoder.optimiser, controls: [], link: null },
  },
  overrides: { batchSize: 256, pretrainEpochs: 40, scaling: 'pixels' },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k'] },
    { id: 'network', label: 'Network', fields: ['network', 'latent', 'pretrainEpochs', 'activation', 'pretrainRate', 'networkSeed'] },
    { id: 'training', label: 'Training', fields: ['batchSize', 'restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: suggestedNetwork,
  suit: suitedNetwork,
  follow: keptLatent,
  presets: [],
  result: 'last',
  partition: 'centres',
});
