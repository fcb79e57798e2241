import { choiceField, integerField, numberField, type Field } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { autoencoder, centreRates, keptLatent, networkPanel, suggestedNetwork, suitedNetwork } from '../shared/autoencoder';
import {
  averaging,
  checkedConcentration,
  concentration,
  followedConcentration,
  suitedConcentration,
} from '../shared/clusteringModule/fields';
import { batches, clusters, common } from '../shared/common';
import { aeCmNumbers } from './numbers';
import { aeCmPaper } from './presets';

/** AE-CM: the clustering module among the codes of an autoencoder, all trained together. */

const weight = (label: string, first: number, sentence: string, equation: string): Field<number> => ({
  ...numberField(limits.lambda, first, { kind: 'slider', label, sentence, equation, scale: 'log' }),
  live: true,
});

export const aeCm = define({
  id: 'ae-cm',
  name: 'AE-CM',
  brief: 'CM on codes, learned together with them.',
  sentence:
    'A softmax layer gives codes their memberships, which draw the codes again from orthonormal centres, while the autoencoder draws the points.',
  papers: [
    {
      authors: ['Boubekki', 'Kampffmeyer', 'Brefeld', 'Jenssen'],
      title: 'Joint Optimization of an Autoencoder for Clustering and Embedding',
      where: 'Machine Learning',
      year: 2021,
    },
  ],
  space: 'codes',
  numbers: aeCmNumbers,
  fields: {
    k: clusters(
      'How many regions of codes there are, and so how many clusters at most.',
      String.raw`\mu_1, \dots, \mu_k \in \mathbb{R}^m`,
    ) as Field<number>,
    reconstruction: weight(
      'Weight of reconstruction β',
      0.5,
      'How much the squared error of the drawn points counts beside the clustering of their codes. It goes with the scale of the data: at a low one memberships stay alike.',
      String.raw`\beta \textstyle\sum_i \lVert x_i - d(z_i) \rVert^2`,
    ),
    concentration: concentration(20),
    orthonormality: weight(
      'Weight of orthonormality λ',
      1,
      'How strongly centres are drawn to length 1 and right angles. It counts once a batch.',
      String.raw`\lambda \lVert \mu \mu^\top - I \rVert_1`,
    ),
    start: choiceField({ pretrained: 'Pretrained', random: 'Random' }, 'pretrained', {
      label: 'Training starts',
      sentence:
        'From a pretrained autoencoder, the centres of k-means among its codes and CM on these; or from random weights, which takes many more epochs.',
    }),
    headEpochs: {
      ...integerField(limits.headEpochs, 100, {
        label: 'Epochs of CM before',
        sentence:
          'How often CM goes through the codes of the pretrained autoencoder before all train together. It starts from k-means there.',
        scale: 'linear',
      }),
      secondary: true,
    } as Field<number>,
    averaging: averaging as Field<boolean>,
    ...batches,
    ...common,
    ...autoencoder,
    rates: centreRates,
  },
  overrides: {
    batchSize: 256,
    epochs: 50,
    pretrainEpochs: 50,
    scaling: 'pixels',
    optimiser: { kind: 'adam', epsilon: 1e-3, momentum: 0.9 },
  },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'reconstruction', 'concentration', 'orthonormality'] },
    networkPanel,
    {
      id: 'training',
      label: 'Training',
      fields: ['start', 'headEpochs', 'averaging', 'batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'],
    },
  ],
  suggest: suggestedNetwork,
  suit: (values, shape) => ({ ...suitedNetwork(values, shape), ...suitedConcentration(values) }),
  follow: (patch, values, pretrained) => ({ ...keptLatent(patch, values, pretrained), ...followedConcentration(patch, values) }),
  check: checkedConcentration,
  presets: aeCmPaper,
  result: 'last',
  pretrains: ({ start }) => start === 'pretrained',
  partition: 'softmax',
});
