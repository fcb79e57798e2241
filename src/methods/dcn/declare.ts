import { choiceField } from '../fields';
import { define } from '../method';
import { autoencoder, networkRates, keptLatent, networkPanel, suggestedNetwork, suitedNetwork } from '../shared/autoencoder';
import { batches, centreCount, clusteringWeight, common } from '../shared/common';
import { clusteringTerm, codeCentreNumbers } from '../shared/numbers';

/** DCN: codes are drawn to the nearest of centres that follow them. */

export const dcn = define({
  id: 'dcn',
  name: 'DCN',
  brief: 'Codes are pulled to running means.',
  sentence: 'Each code is drawn to its nearest centre while the autoencoder still draws the points, and centres follow their codes.',
  papers: [
    {
      authors: ['Yang', 'Fu', 'Sidiropoulos', 'Hong'],
      title: 'Towards K-means-friendly Spaces: Simultaneous Deep Learning and Clustering',
      where: 'ICML',
      year: 2017,
    },
  ],
  space: 'codes',
  numbers: codeCentreNumbers({
    loss: 'The training loss: the mean reconstruction error per entry, and λ/(2d) times the squared distance of codes to their centres, over the epoch’s batches.',
    rate: null,
    terms: [clusteringTerm('λ/(2d) times ', 'the squared distance of a code to its centre')],
  }),
  fields: {
    k: centreCount,
    lambda: clusteringWeight(
      'How much the distance of codes to their centres counts beside the reconstruction error.',
      String.raw`\lVert x - d(z)\rVert^2 + \tfrac{\lambda}{2} \lVert z - \mu_s\rVert^2`,
    ),
    centres: choiceField({ moving: 'Follow their codes', fixed: 'Stay' }, 'moving', {
      label: 'Centres',
      sentence: 'Whether centres are running means of their codes, or stay where k-means put them.',
    }),
    ...batches,
    ...common,
    ...autoencoder,
    rates: networkRates,
  },
  overrides: { batchSize: 256, epochs: 40, pretrainEpochs: 100, scaling: 'pixels' },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'lambda', 'centres'] },
    networkPanel,
    { id: 'training', label: 'Training', fields: ['batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: suggestedNetwork,
  suit: suitedNetwork,
  follow: keptLatent,
  presets: [],
  result: 'last',
  partition: 'centres',
});
