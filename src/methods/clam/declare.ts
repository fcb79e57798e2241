import * as v from 'valibot';
import { hiddenEntries } from '../../core/memory/hiddenEntries';
import { choiceField, linkedList, number, numberField, numberOr, oneOf, type Field } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { batches, clusters, common, fittingK } from '../shared/common';
import { betaAt, checkEnergy, init, memory, memoryCount, memoryUnder } from '../shared/memory';
import { memoryNumbers } from '../shared/numbers';
import { clamPaper } from './presets';

/** CLAM: clustering with an associative memory, on the points themselves. */

const maskValues = { mean: 'Feature’s mean', min: 'Feature’s least', max: 'Feature’s most' } as const;

export interface Mask {
  /** The share of the d entries that is hidden: ⌊d·p⌋, at least one. */
  readonly probability: number;
  /** The start value of a hidden entry: this statistic of its feature. */
  readonly value: keyof typeof maskValues;
  /** In every third epoch the whole batch shares one mask, as the published code does. */
  readonly wholeBatchEveryThird: boolean;
}

export const usualMask: Mask = { probability: 0.15, value: 'mean', wholeBatchEveryThird: false };
const maskOf = (mask: Mask | null): Mask => mask ?? usualMask;
const masked = (mask: Mask | null) => mask !== null;

/** How a link names the parts of the mask. */
const maskParts = { maskProbability: 'probability', maskValue: 'value', maskThird: 'wholeBatchEveryThird' } as const;
const parts = Object.entries(maskParts) as [keyof typeof maskParts, keyof Mask][];

const mask: Field<Mask | null> = {
  schema: v.nullable(
    v.strictObject(
      {
        probability: v.optional(number(limits.probability), usualMask.probability),
        value: v.optional(oneOf(Object.keys(maskValues) as (keyof typeof maskValues)[]), usualMask.value),
        wholeBatchEveryThird: v.optional(v.boolean('true or false'), usualMask.wholeBatchEveryThird),
      },
      'null, or an object such as {"probability": 0.15}',
    ),
  ),
  default: null,
  controls: [
    {
      kind: 'toggle',
      label: 'Mask',
      sentence:
        'Hide some entries of each point; the memories learn by filling them in, as in the paper. Off by itself, for from the same start it raised the silhouette of none of nine tables over five seeds: SC of segment 0.36, with a mask 0.34; of ecoli 0.26 and 0.24.',
      equation: String.raw`\mathcal{L} = \bigl\lVert \bar m \odot (x - x^T) \bigr\rVert^2`,
      read: masked,
      write: (on) => (on ? usualMask : null),
    },
    {
      kind: 'number',
      id: 'mask-probability',
      label: 'Hidden fraction',
      sentence: 'The share of a point’s entries that is hidden, at least one of them.',
      equation: String.raw`\max(1, \lfloor d \cdot p \rfloor) \text{ entries}`,
      range: limits.probability,
      scale: 'linear',
      whole: false,
      when: masked,
      read: (now) => maskOf(now).probability,
      write: (probability, now) => ({ ...maskOf(now), probability }),
    },
    {
      kind: 'choice',
      id: 'mask-value',
      label: 'Mask value',
      sentence: 'What stands in a hidden entry before the recursion fills it in.',
      options: Object.entries(maskValues).map(([value, label]) => ({ value, label })),
      when: masked,
      read: (now) => maskOf(now).value,
      write: (value, now) => ({ ...maskOf(now), value: value as Mask['value'] }),
    },
    {
      kind: 'toggle',
      id: 'mask-third',
      label: 'One mask per batch every third epoch',
      sentence: 'In every third epoch a whole batch shares one mask, as the published code of CLAM does.',
      when: masked,
      read: (now) => maskOf(now).wholeBatchEveryThird,
      write: (wholeBatchEveryThird, now) => ({ ...maskOf(now), wholeBatchEveryThird }),
    },
  ],
  link: {
    keys: ['mask', ...Object.keys(maskParts)],
    write: (now, usual) => ({
      ...(masked(now) === masked(usual) ? {} : { mask: now ? 'on' : 'off' }),
      ...(now &&
        Object.fromEntries(parts.filter(([, part]) => now[part] !== maskOf(usual)[part]).map(([key, part]) => [key, String(now[part])]))),
    }),
    read: (texts, start) => {
      const { mask: asked } = texts;
      const given = Object.fromEntries(
        parts.filter(([key]) => texts[key] !== undefined).map(([key, part]) => [part, partOf(part, texts[key])]),
      );
      const problem =
        asked === undefined || asked === 'on' || asked === 'off'
          ? {}
          : { problem: `“mask” must be on or off, not “${asked.slice(0, 60)}”.` };
      if (asked === 'off') return { value: null };
      // The mask settings of a link are changes to the preset's.
      return asked === 'on' || Object.keys(given).length > 0
        ? { value: { ...(start as Mask | null | undefined), ...given }, ...problem }
        : problem;
    },
  },
};

function partOf(part: keyof Mask, text: string): unknown {
  if (part === 'wholeBatchEveryThird') return text === 'true' ? true : text === 'false' ? false : text;
  return part === 'probability' ? numberOr(text) : text;
}

/** ε_μ: all 1, learned through log ε, or k fixed numbers. */
export type Weights = 'none' | 'learned' | readonly number[];

const weights: Field<Weights, { readonly k: number }> = {
  schema: v.union([oneOf(['none', 'learned']), v.array(number(limits.weight))], '"none", "learned" or a list of k positive numbers'),
  default: 'none',
  secondary: true,
  link: linkedList('weights'),
  controls: [
    {
      kind: 'choice',
      label: 'Weights',
      sentence: 'Whether some memories pull more than others: all alike, learned with the memories, or numbers of your own.',
      equation: String.raw`p = \operatorname{softmax}_\mu\bigl(-\beta\lVert\rho_\mu - v\rVert^2 + \log \varepsilon_\mu\bigr)`,
      options: [
        { value: 'none', label: 'All alike' },
        { value: 'learned', label: 'Learned' },
        { value: 'fixed', label: 'Own numbers' },
      ],
      read: (now) => (typeof now === 'string' ? now : 'fixed'),
      write: (chosen, _, { k }) => (chosen === 'none' || chosen === 'learned' ? chosen : Array.from({ length: k }, () => 1)),
    },
    {
      kind: 'list',
      id: 'weight-list',
      label: 'Weights of the memories',
      sentence: 'One positive number for each memory, in order, separated by spaces or commas.',
      range: limits.weight,
      whole: false,
      count: ({ k }) => ({ of: 'memories', many: k }),
      when: (now) => typeof now !== 'string',
      read: (now) => (typeof now === 'string' ? [] : now),
      write: (typed) => typed,
    },
  ],
};

/** Up to so many features the map is the data's own plane or a cut through them, and the way of the memories is there to be seen. */
const planeFeatures = 3;
/** Up to so many memories in it, basins that differ from Voronoi cells cost nothing. */
const planeMemories = 5;

/** Of points whose features have variance 1. */
export function suggestedBeta(d: number, k: number): number {
  const beta = d > planeFeatures ? Math.min(4, 32 / d) : k <= planeMemories ? 1 : Math.max(4, k / 3);
  return Number(Math.max(limits.beta[0], beta).toPrecision(1));
}

const rate = 0.02;

/**
 * β and the learning rate for points of d features whose variances sum to `variance`: d where they are standardised. β shrinks with their
 * squared distances, and steps of learning grow with their distances.
 */
export const suggestedFor = (d: number, k: number, variance: number) => {
  const spread = variance || 1;
  return { beta: (suggestedBeta(d, k) * d) / spread, learningRate: rate * Math.sqrt(spread / d) };
};

/** The same in two digits, within the limits. */
const shortened = ({ beta, learningRate }: ReturnType<typeof suggestedFor>) => ({
  beta: within(limits.beta, Number(beta.toPrecision(2))),
  learningRate: within(limits.learningRate, Number(learningRate.toPrecision(2))),
});
const within = ([low, high]: readonly [number, number], x: number): number => Math.min(high, Math.max(low, x));

const k = clusters(memoryCount.sentence, memoryCount.equation);

export const clam = define({
  id: 'clam',
  name: 'CLAM',
  brief: 'Points slide downhill to memories.',
  sentence: 'Points slide downhill to memories; the memories learn by completing entries of the points that are hidden.',
  papers: [
    {
      authors: ['Saha', 'Krotov', 'Zaki', 'Ram'],
      title: 'End-to-end Differentiable Clustering with Associative Memories',
      where: 'ICML',
      year: 2023,
    },
  ],
  space: 'input',
  numbers: memoryNumbers,
  fields: {
    k: {
      ...k,
      link: {
        keys: ['k'],
        // A list of weights can only be read with its k.
        write: (now, usual, settings): Record<string, string> =>
          now === usual && !Array.isArray(settings['weights']) ? {} : { k: String(now) },
        read: (texts) => ({ value: numberOr(texts['k']) }),
      },
    } as Field<number>,
    ...memory,
    similarity: {
      ...choiceField({ euclidean: 'Euclidean', spherical: 'Spherical' }, 'euclidean', {
        label: 'Similarity',
        sentence: 'Whether memories attract by distance, or by direction alone, on the unit sphere.',
        equation: String.raw`-\beta\lVert\rho_\mu - v\rVert^2 \quad\text{or}\quad \beta\,\langle \rho_\mu/\lVert\rho_\mu\rVert,\, v\rangle`,
      }),
      secondary: true,
    } as Field<'euclidean' | 'spherical'>,
    weights,
    mask,
    init,
    learningRate: {
      ...numberField(limits.learningRate, rate, {
        kind: 'slider',
        label: 'Learning rate',
        sentence: 'How far Adam moves the memories in one batch; it shrinks by itself when the loss stalls.',
        soft: () => [1e-5, 1],
        scale: 'log',
      }),
      live: true,
    } as Field<number>,
    ...batches,
    ...common,
  },
  panels: [
    { id: 'memory', label: 'Memory', fields: ['beta', 'steps', 'k', 'stepSize', 'energy', 'similarity', 'weights'], told: 'similarity' },
    {
      id: 'training',
      label: 'Training',
      fields: ['mask', 'init', 'learningRate', 'batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'],
    },
  ],
  /**
   * Measured on 17 sets × 5 seeds (`npm run bench starts`) as what has the highest silhouette without losing clusters: memories that start
   * as k-means' centres, no mask, and β = 32/d, at most 4, because standardised points lie some 2d apart (squared). In two or three
   * dimensions memories that start as k-means++ points do as well and can be seen on their way; there β is 1 for up to five memories (five
   * Gaussians: SC 0.668, and 0.670 at 4), and grows with k beyond (twelve blobs: SC 0.27 at 1, 0.72 at 4).
   */
  suggest: ({ n, d, k: asked, unscaled }) => {
    const count = fittingK(asked, n);
    const own = unscaled ? shortened(suggestedFor(d, count, unscaled.variance)) : { beta: suggestedBeta(d, count) };
    return { k: count, ...own, mask: null, init: d <= planeFeatures ? 'kmeans++' : 'kmeans' };
  },
  suit: (values) => (Array.isArray(values.weights) ? { weights: 'none' } : {}),
  // Fixed weights come k at a time: new memories weigh 1.
  follow: ({ k: count }, { weights: now }) =>
    count !== undefined && typeof now !== 'string' && now.length !== count
      ? { weights: Array.from({ length: count }, (_, i) => now[i] ?? 1) }
      : {},
  check: ({ weights: given, k: count, similarity, energy }) =>
    typeof given !== 'string' && given.length !== count
      ? { key: 'weights', sentence: `“weights” has ${given.length} numbers for ${count} memories; give one for each.` }
      : similarity === 'spherical' && given !== 'none'
        ? { key: 'weights', sentence: '“weights” other than "none" are defined for the Euclidean similarity only (CLAM eq. 11).' }
        : checkEnergy({ energy, similarity, weights: given }),
  presets: clamPaper,
  result: 'lowestLoss',
  partition: 'memory',
  betaAt,
  under: memoryUnder,
  operations: ({ k: count, steps, restarts, mask: hiding }, n, d) => {
    const hidden = hiding ? hiddenEntries(d, hiding.probability) : d;
    return restarts * n * (2 * count * d + steps * count * (6 * hidden + 6));
  },
});
