import * as v from 'valibot';
import { examples } from '../../core/partition/examples';
import { termOf } from '../../core/metrics/numbers';
import { choiceField, linked, numberField, type Field } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { autoencoder, centreRates, keptLatent, networkPanel, suitedNetwork } from '../shared/autoencoder';
import { batches, centreCount, common } from '../shared/common';
import { clusteringTerm, codeCentreNumbers } from '../shared/numbers';
import { refreshes, suggestedRefreshes } from '../shared/refreshes';
import { curve } from './kernel';
import { edcwrnPresets } from './presets';

/** EDCWRN (core): IDEC with weighted distances, and with the neighbours of a code beside it where that is asked for. */

const gamma: Field<number> = {
  ...numberField(limits.gamma, 0.1, {
    kind: 'slider',
    label: 'Weight of clustering γ',
    sentence: 'How much the cross-entropy of memberships from their target counts beside the reconstruction error.',
    equation: String.raw`\lVert x - d(z)\rVert^2 / d - \gamma\, \textstyle\sum_j p_j \ln q_j`,
    scale: 'log',
  }),
  live: true,
};

const neighbours: Field<boolean> = {
  schema: v.boolean('true or false'),
  default: false,
  link: linked('neighbours', (text) => (text === 'true' ? true : text === 'false' ? false : text)),
  controls: [
    {
      kind: 'toggle',
      label: 'Decode with neighbours',
      sentence:
        'Whether the decoder reads a code together with its two nearest at the last refresh. It then reads more than a code, so that a centre is shown by the point nearest to it.',
      equation: String.raw`\bar z_i = z_i + \max(h_{n_1}, h_{n_2})`,
    },
  ],
};

const refreshSteps: Field<number> = {
  ...refreshes.refreshSteps,
  controls: refreshes.refreshSteps.controls.map((control) => ({
    ...control,
    sentence: 'After how many batches the target and the weights of features are made anew from all points.',
    equation: String.raw`p_{ij} \propto r_{ij}^2 / \textstyle\sum_i r_{ij}`,
  })),
};

export const edcwrn = define({
  id: 'edcwrn',
  name: 'EDCWRN (core)',
  brief: 'IDEC that weighs features of codes.',
  sentence:
    'Codes and centres move towards sharper memberships while the decoder still draws the points; each cluster weighs a number of the codes the more, the narrower it is in it. Of the published method this is the core: no distortion of points, none left out as unreliable.',
  papers: [
    {
      authors: ['Golzari Oskouei', 'Balafar', 'Motamed'],
      title: 'EDCWRN: efficient deep clustering with the weight of representations and the help of neighbors',
      where: 'Applied Intelligence',
      year: 2023,
    },
  ],
  space: 'codes',
  numbers: codeCentreNumbers({
    loss: 'The training loss: the mean reconstruction error per entry, and γ times the mean over the points of the cross-entropy −Σ p ln q, in nats, over the epoch’s batches. Each refresh makes the target p anew.',
    rate: 'Learning rate of the centres',
    compared: 'RL, the clustering loss and the entropy of the target',
    terms: [
      clusteringTerm('γ times ', 'KL(p‖q), in nats, under the target p of the last refresh'),
      termOf(
        'entropy',
        'Entropy of the target, over the whole set',
        'The entropy of the target p as it counts in the loss: γ times the mean over the whole set of −Σ p ln p, in nats. With KL(p‖q) it is the cross-entropy; between two refreshes nothing changes it.',
      ),
    ],
  }),
  fields: {
    k: centreCount,
    gamma,
    featureWeights: choiceField({ inverse: 'Inverse spread', equal: 'Equal' }, 'inverse', {
      label: 'Feature weights',
      sentence:
        'What each number of a code counts in the distance to a centre: the more, the narrower the cluster is in it, or all the same.',
      equation: String.raw`w_{jd} \propto 1 / \textstyle\sum_i r_{ij}^2 (z_{id} - \mu_{jd})^2`,
    }),
    neighbours,
    ...refreshes,
    refreshSteps,
    ...batches,
    ...common,
    ...autoencoder,
    rates: centreRates,
  },
  overrides: { batchSize: 256, epochs: 150, pretrainEpochs: 100, scaling: 'pixels' },
  panels: [
    {
      id: 'clustering',
      label: 'Clustering',
      fields: ['k', 'gamma', 'featureWeights', 'neighbours', 'refreshSteps', 'tolerance', 'leastRefreshes'],
    },
    networkPanel,
    { id: 'training', label: 'Training', fields: ['batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: suggestedRefreshes,
  suit: suitedNetwork,
  follow: keptLatent,
  presets: edcwrnPresets,
  result: 'last',
  partition: 'centres',
  example: { ...examples.centres, rule: curve, weights: Float32Array.of(0.2, 0.8, 0.8, 0.2) },
});
