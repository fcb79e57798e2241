import { integerField } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { autoencoder, encoderRates, keptLatent, networkPanel, suggestedNetwork, suitedNetwork } from '../shared/autoencoder';
import { batches, centreCount, common } from '../shared/common';
import { clusteringTerm, codeCentreNumbers } from '../shared/numbers';
import { refreshes } from '../shared/refreshes';
import { dekmPresets } from './presets';

/** DEKM: k-means on the codes every now and then, and between two of them the encoder narrows the clusters in one direction. */

const distance =
  'the squared distance per entry of a code to its target: where it was at the last refresh, less its deviation from its centre in the direction in which clusters are widest';

export const dekm = define({
  id: 'dekm',
  name: 'DEKM',
  brief: 'The encoder narrows clusters where they are widest.',
  sentence:
    'Every few steps k-means is run on the codes; in between the encoder takes from each code its deviation from its centre in the direction in which clusters are widest, and the decoder is left behind.',
  papers: [
    {
      authors: ['Guo', 'Lin', 'Ye'],
      title: 'Deep Embedded K-Means Clustering',
      where: 'ICDM Workshops',
      year: 2021,
    },
  ],
  space: 'codes',
  leavesDecoder: true,
  numbers: codeCentreNumbers({
    loss: `The training loss: the mean of ${distance}, over the epoch’s batches. Each refresh makes the targets anew.`,
    rate: null,
    compared: 'the distance of codes to their targets',
    terms: [clusteringTerm('', distance)],
  }),
  fields: {
    k: centreCount,
    refreshSteps: integerField(limits.refreshSteps, 40, {
      kind: 'slider',
      label: 'Refresh every u steps',
      short: 'refresh every',
      sentence:
        'After how many batches k-means is run on all codes, and their targets are made anew. A cluster left empty takes the code farthest from its centre.',
      equation: String.raw`t_i = h_i - v\, v^\top (h_i - u_{s_i})`,
      soft: () => [1, 200],
      scale: 'log',
    }),
    tolerance: refreshes.tolerance,
    ...batches,
    ...common,
    ...autoencoder,
    rates: encoderRates,
  },
  overrides: { batchSize: 256, epochs: 150, pretrainEpochs: 100, scaling: 'pixels', tolerance: 5e-3 },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'refreshSteps', 'tolerance'] },
    networkPanel,
    { id: 'training', label: 'Training', fields: ['batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: suggestedNetwork,
  suit: suitedNetwork,
  follow: keptLatent,
  presets: dekmPresets,
  result: 'last',
  partition: 'centres',
});
