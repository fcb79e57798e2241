import * as v from 'valibot';
import { defaultOptimiser, type Optimiser } from '../../core/optimise/optimiser';
import {
  choiceField,
  integer,
  integerField,
  linkedList,
  linkedOr,
  number,
  numberField,
  numberOr,
  type Field,
  type NumberControl,
} from '../fields';
import { limits } from '../limits';
import type { DataShape } from '../method';
import { fittingK } from './common';
import { sgdOrAdam } from './optimiser';

/** Settings of the networks of deep methods. None is named after training: its button is found by that word. */

export type NetworkName = 'eae' | 'cae' | 'rae' | 'quadratic';
export type NetworkChoice = NetworkName | readonly number[];
/** Of layers between points and codes. */
export type HiddenActivation = 'relu' | 'leaky';
/** Of an autoencoder whose widths the user sets: this many layers between input and code, at most. */
const mostLayers = 8;
/** A network of one's own begins with these widths: small enough to see it learn. */
const ownWidths = [128, 64];

export interface Rates {
  readonly encoder: number;
  readonly decoder: number;
  /** Of what stands between them: memories, centres. */
  readonly head: number;
}

const labels: Readonly<Record<NetworkName, string>> = {
  eae: 'EAE: 500–500–2000',
  cae: 'CAE: convolutions',
  rae: 'RAE: residual',
  quadratic: 'Quadratic',
};

/** @param names networks that have one. @param least fewest widths of one's own. */
const networkOf = (names: readonly NetworkName[], least: number, sentence: string): Field<NetworkChoice> => {
  const words = names.map((name) => `"${name}"`).join(', ');
  const wanted = `${words} or a list of ${least} to ${mostLayers} whole numbers between ${limits.width[0]} and ${limits.width[1]}`;
  return {
    schema: v.union(
      [
        v.picklist(names),
        v.pipe(
          v.array(integer(limits.width)),
          v.check((widths) => widths.length >= least && widths.length <= mostLayers, wanted),
        ),
      ],
      wanted,
    ),
    default: 'eae',
    ofNetwork: true,
    link: linkedList('network'),
    controls: [
      {
        kind: 'choice',
        label: 'Autoencoder',
        sentence,
        options: [...names.map((value) => ({ value, label: labels[value] })), { value: 'own', label: 'Own widths' }],
        read: (chosen) => (typeof chosen === 'string' ? chosen : 'own'),
        write: (chosen) => names.find((name) => name === chosen) ?? ownWidths,
      },
      {
        kind: 'list',
        id: 'widths',
        label: 'Widths',
        sentence: 'Units of each layer between the points and their codes; the decoder has them the other way round.',
        range: limits.width,
        whole: true,
        when: (chosen) => typeof chosen !== 'string',
        read: (chosen) => (typeof chosen === 'string' ? [] : chosen),
        write: (widths) => widths,
      },
    ],
  };
};

/** Of version 1. */
const firstNetwork = networkOf(
  ['eae', 'cae', 'rae'],
  1,
  'What encodes points and decodes codes: fully connected (EAE), convolutions (CAE) or residual convolutions (RAE) for pictures, or widths of your own.',
);
/** Own widths may be none: points and codes are one layer apart. */
const network = networkOf(
  ['eae', 'cae', 'rae', 'quadratic'],
  0,
  'What encodes points and decodes codes: fully connected (EAE); convolutions (CAE) or residual convolutions (RAE) for pictures; of points in the plane their squares and products (quadratic); or widths of your own, with none for one linear layer.',
);

/** Numbers of a code of squares and products by itself. */
const quadraticLatent = 3;

/** The dimensions of a code that are not set: k, and of squares and products always as many. */
export const tiedLatent = ({ network, k }: { readonly network: NetworkChoice; readonly k: number }): number =>
  network === 'quadratic' ? quadraticLatent : k;

const latent: Field<number | null, { readonly k: number }> = {
  schema: v.nullable(integer(limits.latent)),
  default: null,
  ofNetwork: true,
  link: linkedOr('latent', 'tied'),
  controls: [
    {
      kind: 'choice',
      id: 'latent-rule',
      label: 'Latent dimensions m',
      sentence: 'How many numbers a code has. With two, the whole latent space is the map.',
      equation: String.raw`e: \mathbb{R}^d \to \mathbb{R}^m, \quad \text{tied: } m = k`,
      options: [
        { value: 'tied', label: 'Tied to k' },
        { value: 'own', label: 'Own value' },
      ],
      read: (m) => (m === null ? 'tied' : 'own'),
      write: (chosen, _, { k }) => (chosen === 'tied' ? null : Math.min(limits.latent[1], k)),
    },
    {
      kind: 'number',
      label: 'Dimensions of the code',
      sentence: 'The number m, whatever k is.',
      range: limits.latent,
      scale: 'linear',
      whole: true,
      when: (m) => m !== null,
      read: (m, { k }) => m ?? k,
    },
  ],
};

const rate = (which: keyof Rates, id: string, label: string, sentence: string): NumberControl<Rates, unknown> => ({
  kind: 'number',
  id,
  label,
  sentence,
  range: limits.rate,
  scale: 'log',
  whole: false,
  read: (rates) => rates[which],
  write: (typed, rates) => ({ ...rates, [which]: typed }),
});

/** The three rates of the joint training. @param head the control of the head's rate, with what the head learns in its sentence. */
export const ratesField = (
  first: Rates,
  head: { readonly id: string; readonly label: string; readonly sentence: string; readonly learned: string },
): Field<Rates> => ({
  schema: v.strictObject(
    {
      encoder: v.optional(number(limits.rate), first.encoder),
      decoder: v.optional(number(limits.rate), first.decoder),
      head: v.optional(number(limits.rate), first.head),
    },
    'an object such as {"head": 0.01}',
  ),
  default: first,
  live: true,
  secondary: true,
  controls: [
    rate('head', head.id, head.label, head.sentence),
    rate(
      'encoder',
      'rate-encoder',
      'Rate of the encoder',
      'The learning rate of the encoder in the joint training. DCLAM’s best settings leave it nearly still.',
    ),
    rate('decoder', 'rate-decoder', 'Rate of the decoder', 'The learning rate of the decoder in the joint training.'),
  ],
  link: {
    keys: ['rates'],
    write: (rates, usual): Record<string, string> =>
      JSON.stringify(rates) === JSON.stringify(usual) ? {} : { rates: [rates.encoder, rates.decoder, rates.head].join(',') },
    read: ({ rates }) => {
      const [encoder, decoder, last, ...more] = rates.split(',').map(numberOr);
      return last === undefined || more.length > 0
        ? { problem: `“rates” must be three numbers, for encoder, decoder and ${head.learned}, not “${rates.slice(0, 60)}”.` }
        : { value: { encoder, decoder, head: last } };
    },
  },
  // Version 1 calls the head's rate after the memories.
  upgrade: (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !('memories' in value) || 'head' in value) return value;
    const { memories, ...rest } = value as Record<string, unknown>;
    return { ...rest, head: memories };
  },
});

/** What version 1 knew of networks. */
export const firstAutoencoder = {
  network: firstNetwork,
  /** m, dimensions of the code; null ties it to k. */
  latent,
  pretrainEpochs: {
    ...integerField(limits.pretrainEpochs, 100, {
      label: 'Autoencoder epochs',
      sentence:
        'Pretraining: how often the autoencoder goes through all points before there are clusters. It is kept: what is not of the network can be changed without pretraining again.',
      equation: String.raw`\min_{e,d}\; \lVert x - d(e(x)) \rVert^2`,
      scale: 'linear',
    }),
    ofNetwork: true,
  },
  pretrainRate: {
    ...numberField(limits.learningRate, 1e-3, {
      label: 'Autoencoder rate',
      sentence: 'Adam’s learning rate in pretraining.',
      scale: 'log',
    }),
    secondary: true,
    ofNetwork: true,
  },
  /**
   * Of the network's first parameters and the batches of its pretraining: apart from `seed`, so that a new seed of the memories needs no
   * new pretraining.
   */
  networkSeed: {
    ...integerField(limits.seed, 0, {
      label: 'Seed of the network',
      sentence: 'Chance in the network’s first weights and in the batches of its pretraining, apart from that of what learns clusters.',
      scale: 'linear',
    }),
    secondary: true,
    ofNetwork: true,
  },
} as const;

const betweenLayers = choiceField<HiddenActivation>({ relu: 'ReLU', leaky: 'Leaky ReLU, 0.2' }, 'relu', {
  label: 'Between layers',
  sentence: 'What stands between the layers: numbers below 0 become 0, or a fifth of themselves, which lets gradients through.',
});

/** The residual network has a leaky ReLU of its own, and squares and products are one layer from their code. */
const activation: Field<HiddenActivation, { readonly network: NetworkChoice }> = {
  ...betweenLayers,
  secondary: true,
  ofNetwork: true,
  controls: betweenLayers.controls.map((control) => ({
    ...control,
    when: (_: HiddenActivation, { network }: { readonly network: NetworkChoice }) => network !== 'rae' && network !== 'quadratic',
  })),
};

export const autoencoder = {
  ...firstAutoencoder,
  network,
  activation: activation as Field<HiddenActivation>,
  optimiser: { ...sgdOrAdam(defaultOptimiser), secondary: true } as Field<Optimiser>,
} as const;

/** The panel of the networks. */
export const networkPanel = {
  id: 'network',
  label: 'Network',
  fields: ['network', 'latent', 'pretrainEpochs', 'activation', 'pretrainRate', 'rates', 'optimiser', 'networkSeed'],
} as const;

/** The rates of methods whose heads learn centres: one for all, as the papers have it. */
export const centreRates = ratesField(
  { encoder: 1e-3, decoder: 1e-3, head: 1e-3 },
  {
    id: 'rate-centres',
    learned: 'head',
    label: 'Rate of the centres',
    sentence: 'The learning rate of the centres in the joint training. At a low one they lag behind codes that move.',
  },
);

/** The rates that have controls; the others move nothing. */
const ratesWith = (...ids: readonly string[]): Field<Rates> => ({
  ...centreRates,
  controls: centreRates.controls.filter(({ id = '' }) => ids.includes(id)),
});
/** Of methods that train both networks, and centres by no gradient. */
export const networkRates = ratesWith('rate-encoder', 'rate-decoder');
/** The same without the decoder. */
export const encoderRates = ratesWith('rate-encoder');
/** Of methods that train the encoder and the centres. */
export const encoderAndCentreRates = ratesWith('rate-centres', 'rate-encoder');

/** Up to so many features a table gets a small autoencoder. */
const smallTable = 64;

/** k, a network and a scaling that suit pictures or tables, and codes of no more numbers than a point has. */
export function suggestedNetwork({ n, d, k: asked, image }: DataShape) {
  const k = fittingK(asked, n);
  return {
    k,
    scaling: image ? ('pixels' as const) : ('standard' as const),
    ...(image || d > smallTable ? {} : { network: [64, 32] }),
    ...(k > d ? { latent: d } : {}),
  };
}

/** A code's length that was chosen for other data, where it still fits; else null. @param d the data's. */
export const fittingLatent = (m: number | null, d: number): number | null => (m !== null && m > d ? null : m);

interface Networks {
  readonly network: NetworkChoice;
  readonly latent: number | null;
}

/** The network of other data, where it does not go with these: convolutions want pictures, squares and products a plane, and a code is no longer than a point. */
export function suitedNetwork({ network, latent }: Networks, { d, image }: Pick<DataShape, 'd' | 'image'>): Networks {
  const kept = network !== 'quadratic' && (image || typeof network !== 'string');
  return { network: kept ? network : 'eae', latent: fittingLatent(latent, d) };
}

/**
 * The code of a network that has been pretrained stays as wide as it is: other numbers of clusters are tried on it. That of squares and
 * products, once they are chosen, has a number of its own.
 */
export function keptLatent(
  patch: { readonly k?: number; readonly network?: NetworkChoice },
  now: Networks & { readonly k: number },
  pretrained: boolean,
): { readonly latent?: number } {
  if (patch.network === 'quadratic') return { latent: quadraticLatent };
  return patch.k !== undefined && pretrained && now.latent === null ? { latent: tiedLatent(now) } : {};
}
