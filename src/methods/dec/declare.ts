import { examples } from '../../core/partition/examples';
import { choiceField, numberField, type Field } from '../fields';
import { limits } from '../limits';
import { define, type Paper } from '../method';
import {
  autoencoder,
  centreRates,
  encoderAndCentreRates,
  keptLatent,
  networkPanel,
  suitedNetwork,
  type NetworkChoice,
} from '../shared/autoencoder';
import { batches, centreCount, common } from '../shared/common';
import { clusteringTerm, codeCentreNumbers } from '../shared/numbers';
import { refreshes, suggestedRefreshes } from '../shared/refreshes';
import { dcecPresets, decPresets } from './presets';

/** DEC, and IDEC and DCEC, which keep the decoder in the loss: codes and centres are drawn to sharper memberships. */

const decPaper: Paper = {
  authors: ['Xie', 'Girshick', 'Farhadi'],
  title: 'Unsupervised Deep Embedding for Clustering Analysis',
  where: 'ICML',
  year: 2016,
};

const numbers = (loss: string, weight = '', compared?: string) =>
  codeCentreNumbers({
    loss,
    rate: 'Learning rate of the centres',
    compared,
    terms: [clusteringTerm(weight, 'KL(p‖q), in nats, under the target p of the last refresh')],
  });
const divergence = 'the mean over the points of KL(p‖q), in nats, each refresh making the target p anew';

const fields = { k: centreCount, ...refreshes, ...batches, ...common, ...autoencoder, rates: centreRates };

const gamma: Field<number> = {
  ...numberField(limits.lambda, 0.1, {
    kind: 'slider',
    label: 'Weight of clustering γ',
    sentence: 'How much the divergence of memberships from their target counts beside the reconstruction error.',
    equation: String.raw`\lVert x - d(z)\rVert^2 / d + \gamma\, \mathrm{KL}(p \Vert q)`,
    scale: 'log',
  }),
  live: true,
};

const overrides = { batchSize: 256, epochs: 150, pretrainEpochs: 100, scaling: 'pixels' } as const;
const slow = { encoder: 1e-4, decoder: 1e-4, head: 1e-4 };

const panels = [
  networkPanel,
  { id: 'training', label: 'Training', fields: ['batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'] },
] as const;
const clustering = { id: 'clustering', label: 'Clustering' } as const;
const ofRefreshes = ['refreshSteps', 'tolerance', 'leastRefreshes'] as const;

const shared = {
  space: 'codes',
  learnsIn: 'dec',
  suggest: suggestedRefreshes,
  suit: suitedNetwork,
  follow: keptLatent,
  presets: [],
  result: 'last',
  partition: 'centres',
  example: { ...examples.centres, rule: { by: 'student', nu: 1 } },
} as const;

export const dec = define({
  id: 'dec',
  name: 'DEC',
  brief: 'Codes sharpen their own memberships.',
  sentence: 'Codes and centres move so that memberships come nearer to a sharper copy of themselves; the decoder is left behind.',
  papers: [decPaper],
  numbers: numbers(`The training loss: ${divergence}, over the epoch’s batches.`, '', 'KL(p‖q)'),
  fields: { ...fields, rates: encoderAndCentreRates },
  overrides: { ...overrides, rates: slow },
  panels: [{ ...clustering, fields: ['k', ...ofRefreshes] }, ...panels],
  leavesDecoder: true,
  ...shared,
  presets: decPresets,
});

const joint = `The training loss: the mean reconstruction error per entry, and γ times ${divergence}, over the epoch’s batches.`;

export const idec = define({
  id: 'idec',
  name: 'IDEC',
  brief: 'DEC that still draws the points.',
  sentence: 'Codes and centres move towards sharper memberships, while the decoder still draws the points from the codes.',
  papers: [
    {
      authors: ['Guo', 'Gao', 'Liu', 'Yin'],
      title: 'Improved Deep Embedded Clustering with Local Structure Preservation',
      where: 'IJCAI',
      year: 2017,
    },
    decPaper,
  ],
  numbers: numbers(joint, 'γ times '),
  fields: { ...fields, gamma },
  overrides,
  panels: [{ ...clustering, fields: ['k', 'gamma', ...ofRefreshes] }, ...panels],
  ...shared,
});

const convolutions: Field<NetworkChoice> = {
  ...(autoencoder.network as Field<NetworkChoice>),
  ...choiceField({ cae: 'CAE: convolutions', rae: 'RAE: residual' }, 'cae', {
    label: 'Autoencoder',
    sentence: 'What encodes pictures and decodes codes: convolutions (CAE), or residual ones (RAE).',
  }),
  ofNetwork: true,
} as Field<NetworkChoice>;

export const dcec = define({
  id: 'dcec',
  name: 'DCEC',
  brief: 'IDEC with convolutions, of pictures.',
  sentence: 'Codes of pictures, by convolutions, move towards sharper memberships, while the decoder still draws the pictures.',
  papers: [
    {
      authors: ['Guo', 'Liu', 'Zhu', 'Yin'],
      title: 'Deep Clustering with Convolutional Autoencoders',
      where: 'ICONIP',
      year: 2017,
    },
    decPaper,
  ],
  numbers: numbers(joint, 'γ times '),
  fields: { ...fields, network: convolutions, gamma },
  overrides: { ...overrides, network: 'cae' },
  panels: [{ ...clustering, fields: ['k', 'gamma', ...ofRefreshes] }, ...panels],
  ...shared,
  presets: dcecPresets,
  // Tables have no convolutions, and no other network makes it this method: they are refused by a sentence.
  suggest: (shape) => ({ ...suggestedRefreshes(shape), network: 'cae' }),
  fits: (_, { d, image }) =>
    image
      ? null
      : {
          key: 'network',
          sentence: `DCEC is made of convolutions and needs pictures, and these points are rows of a table with ${d} columns: choose another method, such as IDEC, or open the data as pictures.`,
        },
  suit: (values, shape) => ({ latent: suitedNetwork(values, shape).latent }),
});
