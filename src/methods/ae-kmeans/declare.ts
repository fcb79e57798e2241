import { define } from '../method';
import { autoencoder, centreRates, keptLatent, suggestedNetwork, suitedNetwork } from '../shared/autoencoder';
import { batches, centreCount, common } from '../shared/common';
import { codeCentreNumbers } from '../shared/numbers';

/** AE + k-means: k-means among the codes of an autoencoder that knows nothing of clusters. */

export const aeKmeans = define({
  id: 'ae-kmeans',
  name: 'AE + k-means',
  sentence: 'An autoencoder learns to draw the points again, and k-means then finds centres among its codes.',
  source: 'The baseline of the deep methods: Lloyd 1982 on the codes of an autoencoder, the best of 20 to 300 starts',
  space: 'codes',
  numbers: codeCentreNumbers(null),
  fields: {
    k: centreCount,
    batchSize: batches.batchSize,
    ...common,
    ...autoencoder,
    // Deep methods have the same settings of networks; nothing trains here after the pretraining.
    rates: { ...centreRates, controls: [], link: null },
  },
  overrides: { batchSize: 256, pretrainEpochs: 40, scaling: 'pixels' },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k'] },
    { id: 'network', label: 'Network', fields: ['network', 'latent', 'pretrainEpochs', 'pretrainRate', 'networkSeed'] },
    { id: 'training', label: 'Training', fields: ['batchSize', 'restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: suggestedNetwork,
  suit: suitedNetwork,
  follow: keptLatent,
  presets: [],
  result: 'last',
  partition: 'centres',
});
