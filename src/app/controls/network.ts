import { limits, networkNames, type Config, type ConfigPatch, type Rates } from '../../engine/protocol';
import { deep, numeric } from './lenses';
import type { Control } from './types';

/** What a network of one's own begins with: small enough to see it learn. */
const ownWidths = [128, 64];

const widths = ({ network }: Config): readonly number[] => (typeof network === 'string' ? [] : network);

const rate = (which: keyof Rates, label: string, sentence: string): Control => ({
  kind: 'number',
  id: `rate-${which}`,
  about: 'rates',
  panel: 'network',
  label,
  sentence,
  range: limits.rate,
  scale: 'log',
  whole: false,
  when: deep,
  read: ({ rates }) => rates[which],
  patch: (value, { rates }): ConfigPatch => ({ rates: { ...rates, [which]: value } }),
});

/** The controls of the Network panel, which deep methods have. None is named after training: its button is found by that word. */
export const networkControls: readonly Control[] = [
  {
    kind: 'choice',
    id: 'network',
    about: 'network',
    panel: 'network',
    label: 'Autoencoder',
    sentence:
      'What encodes points and decodes codes: fully connected (EAE), convolutions (CAE) or residual convolutions (RAE) for pictures, or widths of your own.',
    options: [
      ...networkNames.map((name) => ({
        value: name,
        label: { eae: 'EAE: 500–500–2000', cae: 'CAE: convolutions', rae: 'RAE: residual' }[name],
      })),
      { value: 'own', label: 'Own widths' },
    ],
    when: deep,
    read: ({ network: chosen }) => (typeof chosen === 'string' ? chosen : 'own'),
    patch: (value) => ({ network: networkNames.find((name) => name === value) ?? ownWidths }),
  },
  {
    kind: 'list',
    id: 'widths',
    about: 'network',
    panel: 'network',
    label: 'Widths',
    sentence: 'Units of each layer between the points and their codes; the decoder has them the other way round.',
    range: limits.width,
    whole: true,
    count: null,
    when: (config) => deep(config) && typeof config.network !== 'string',
    read: widths,
    patch: (values) => ({ network: values }),
  },
  {
    kind: 'choice',
    id: 'latent-rule',
    about: 'latent',
    panel: 'network',
    label: 'Latent dimensions m',
    sentence: 'How many numbers a code has. With two, the whole latent space is the map.',
    equation: String.raw`e: \mathbb{R}^d \to \mathbb{R}^m, \quad \text{tied: } m = k`,
    options: [
      { value: 'tied', label: 'Tied to k' },
      { value: 'own', label: 'Own value' },
    ],
    when: deep,
    read: ({ latent }) => (latent === null ? 'tied' : 'own'),
    patch: (value, { k }) => ({ latent: value === 'tied' ? null : Math.min(limits.latent[1], k) }),
  },
  {
    kind: 'number',
    id: 'latent',
    about: 'latent',
    panel: 'network',
    label: 'Dimensions of the code',
    sentence: 'The number m, whatever k is.',
    range: limits.latent,
    scale: 'linear',
    whole: true,
    when: (config) => deep(config) && config.latent !== null,
    read: ({ latent, k }) => latent ?? k,
    patch: (latent) => ({ latent }),
  },
  {
    ...numeric('pretrainEpochs'),
    kind: 'number',
    panel: 'network',
    label: 'Autoencoder epochs',
    sentence:
      'Pretraining: how often the autoencoder goes through all points before there are memories. It is kept: β, T and the seed can be changed without pretraining again.',
    equation: String.raw`\min_{e,d}\; \lVert x - d(e(x)) \rVert^2`,
    range: limits.pretrainEpochs,
    scale: 'linear',
    whole: true,
    when: deep,
  },
  {
    ...numeric('learningRate'),
    id: 'pretrainRate',
    kind: 'number',
    panel: 'network',
    label: 'Autoencoder rate',
    sentence: 'Adam’s learning rate in pretraining.',
    range: limits.learningRate,
    scale: 'log',
    whole: false,
    when: deep,
  },
  rate(
    'memories',
    'Rate of the memories',
    'Adam’s learning rate of the memories in the joint training; like the other two it shrinks by itself when the loss stalls, down to 1e-6.',
  ),
  rate(
    'encoder',
    'Rate of the encoder',
    'Adam’s learning rate of the encoder in the joint training. The paper’s best settings leave it nearly still.',
  ),
  rate('decoder', 'Rate of the decoder', 'Adam’s learning rate of the decoder in the joint training.'),
  {
    ...numeric('networkSeed'),
    kind: 'number',
    panel: 'network',
    label: 'Seed of the network',
    sentence: 'Chance in the network’s first weights and in the batches of its pretraining, apart from that of the memories.',
    range: limits.seed,
    scale: 'linear',
    whole: true,
    when: deep,
  },
];
