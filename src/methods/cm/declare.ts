import * as v from 'valibot';
import { choiceField, linked, number, numberField, numberOr, type Field, type ToggleControl } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { batches, clusters, common, fittingK } from '../shared/common';
import { sgdOrAdam } from '../shared/optimiser';
import { termNames, type Terms } from './loss';
import { cmNumbers } from './numbers';
import { presets } from './presets';

/** CM, the clustering module of AE-CM, on the points themselves. */

/** α: one number for all clusters, or one for each. */
export type Concentration = number | readonly number[];

const concentration: Field<Concentration, { readonly k: number }> = {
  schema: v.union([number(limits.concentration), v.array(number(limits.concentration))], 'a number, or a list of k numbers'),
  default: 13,
  live: true,
  link: linked<Concentration>('concentration', (text) => (text.includes(',') ? text.split(',').map(numberOr) : numberOr(text))),
  controls: [
    {
      kind: 'choice',
      id: 'concentration-rule',
      label: 'Sizes expected',
      sentence: 'Whether all clusters are expected to have the same share of the points, or each a concentration of its own.',
      options: [
        { value: 'even', label: 'All alike' },
        { value: 'own', label: 'Own numbers' },
      ],
      read: (now) => (typeof now === 'number' ? 'even' : 'own'),
      write: (chosen, now, { k }) =>
        chosen === 'even'
          ? typeof now === 'number'
            ? now
            : now[0]
          : Array.from({ length: k }, () => (typeof now === 'number' ? now : now[0])),
    },
    {
      kind: 'slider',
      label: 'Concentration α',
      sentence:
        'How strongly clusters are held to equal shares of a batch; below 1 few clusters take all. It counts once a batch, so it goes with the batch size.',
      equation: String.raw`E_4 = \textstyle\sum_j (1 - \alpha_j) \ln \tilde\gamma_j`,
      range: limits.concentration,
      soft: () => [0.1, 1000],
      scale: 'log',
      whole: false,
      when: (now) => typeof now === 'number',
      read: (now) => (typeof now === 'number' ? now : now[0]),
      write: (typed) => typed,
    },
    {
      kind: 'list',
      id: 'concentrations',
      label: 'Concentrations α',
      sentence: 'One positive number for each cluster; the least goes with the smallest cluster, and so on.',
      range: limits.concentration,
      whole: false,
      count: ({ k }) => ({ of: 'clusters', many: k }),
      when: (now) => typeof now !== 'number',
      read: (now) => (typeof now === 'number' ? [] : now),
      write: (typed) => typed,
    },
  ],
};

/** Which terms the loss has: each can be taken out, as in the paper's table 3. */
const said: Readonly<Record<keyof Terms, { readonly label: string; readonly sentence: string; readonly equation: string }>> = {
  reconstruction: {
    label: 'Reconstruction E₁',
    sentence: 'Points are to be drawn again from their memberships.',
    equation: String.raw`E_1 = \lVert x - \textstyle\sum_j \gamma_j \mu_j \rVert^2`,
  },
  sparsity: {
    label: 'Sparsity E₂',
    sentence: 'Points are to belong to few clusters.',
    equation: String.raw`E_2 = \textstyle\sum_j \gamma_j (1 - \gamma_j) \lVert \mu_j \rVert^2`,
  },
  merging: {
    label: 'Merging E₃',
    sentence: 'Centres that share points are to lie in one direction: at a greater weight clusters merge.',
    equation: String.raw`E_3 = -\textstyle\sum_{j \neq l} \gamma_j \gamma_l \langle \mu_j, \mu_l \rangle`,
  },
  prior: {
    label: 'Prior E₄',
    sentence: 'Clusters are to have the shares that their concentrations expect.',
    equation: String.raw`E_4 = \textstyle\sum_j (1 - \alpha_j) \ln \tilde\gamma_j`,
  },
};

const termSwitch = (name: keyof Terms): ToggleControl<Terms, unknown> => ({
  kind: 'toggle',
  id: `term-${name}`,
  ...said[name],
  read: (terms) => terms[name] > 0,
  write: (on, terms) => ({ ...terms, [name]: on ? 1 : 0 }),
});

const terms: Field<Terms> = {
  schema: v.strictObject(
    {
      reconstruction: v.optional(number(limits.termWeight), 1),
      sparsity: v.optional(number(limits.termWeight), 1),
      merging: v.optional(number(limits.termWeight), 1),
      prior: v.optional(number(limits.termWeight), 1),
    },
    'an object such as {"merging": 1.5}',
  ),
  default: { reconstruction: 1, sparsity: 1, merging: 1, prior: 1 },
  live: true,
  link: {
    keys: ['terms'],
    write: (now, usual): Record<string, string> =>
      termNames.every((name) => now[name] === usual[name]) ? {} : { terms: termNames.map((name) => now[name]).join(',') },
    read: ({ terms: text }) => {
      const weights = text.split(',').map(numberOr);
      return weights.length === termNames.length
        ? { value: Object.fromEntries(termNames.map((name, at) => [name, weights[at]])) }
        : { problem: `“terms” must be four numbers, for ${termNames.join(', ')}, not “${text.slice(0, 60)}”.` };
    },
  },
  controls: [
    ...termNames.map(termSwitch),
    {
      kind: 'slider',
      id: 'merging-weight',
      label: 'Weight of merging',
      sentence:
        'How much E₃ counts. At 1 it makes E₁ and E₂ soft k-means, which spreads the points over all centres; at other weights centres that are too many keep few points.',
      range: limits.termWeight,
      soft: () => [0, 2],
      scale: 'linear',
      whole: false,
      read: ({ merging }) => merging,
      write: (merging, now) => ({ ...now, merging }),
    },
  ],
};

/** Below so many points a rate of 1e-3 moves nothing far in 150 epochs. */
const fewPoints = 500;

export const cm = define({
  id: 'cm',
  name: 'CM',
  brief: 'A softmax layer learns soft k-means.',
  sentence:
    'A softmax layer gives points their memberships, and centres draw the points again from these: k-means with learned soft labels.',
  papers: [
    {
      authors: ['Boubekki', 'Kampffmeyer', 'Brefeld', 'Jenssen'],
      title: 'Joint Optimization of an Autoencoder for Clustering and Embedding',
      where: 'Machine Learning',
      year: 2021,
    },
  ],
  space: 'input',
  numbers: cmNumbers,
  fields: {
    k: clusters(
      'How many regions there are, and so how many clusters at most.',
      String.raw`\mu_1, \dots, \mu_k \in \mathbb{R}^d`,
    ) as Field<number>,
    concentration: concentration as Field<Concentration>,
    terms,
    init: choiceField({ mixture: 'Mixture', random: 'Random', pinv: 'Pseudo-inverse' }, 'mixture', {
      label: 'Start',
      sentence:
        'Centres of k-means++ and one step of Lloyd, with regions that are their cells (mixture) or of the pseudo-inverse; or everything at random, as most of the paper’s tables have it.',
      equation: String.raw`W = 2V^\top,\; b_j = -\lVert V_j \rVert^2 \quad\text{or}\quad W = V^+,\; b = 0`,
    }),
    averaging: {
      schema: v.boolean('true or false'),
      default: true,
      live: true,
      link: linked('averaging', (text) => (text === 'true' ? true : text === 'false' ? false : text)),
      controls: [
        {
          kind: 'toggle',
          label: 'Average the last epoch',
          sentence: 'The last epoch goes through the points once more, and the result is the mean over the steps of that pass.',
        },
      ],
    } as Field<boolean>,
    learningRate: {
      ...numberField(limits.learningRate, 1e-3, {
        kind: 'slider',
        label: 'Learning rate',
        sentence: 'How far the optimiser goes in one batch.',
        soft: () => [1e-5, 1],
        scale: 'log',
      }),
      live: true,
    } as Field<number>,
    optimiser: sgdOrAdam({ kind: 'adam', epsilon: 1e-3, momentum: 0 }),
    ...batches,
    ...common,
  },
  overrides: { batchSize: 80, epochs: 150 },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'concentration', 'terms'] },
    {
      id: 'training',
      label: 'Training',
      fields: ['init', 'learningRate', 'optimiser', 'averaging', 'batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'],
    },
  ],
  suggest: ({ n, k, image }) => ({
    k: fittingK(k, n),
    scaling: image ? 'pixels' : 'standard',
    learningRate: n < fewPoints ? 1e-2 : 1e-3,
  }),
  suit: ({ concentration: now }) => (typeof now === 'number' ? {} : { concentration: now[0] }),
  // Own concentrations come k at a time.
  follow: ({ k }, { concentration: now }) =>
    k !== undefined && typeof now !== 'number' && now.length !== k
      ? { concentration: Array.from({ length: k }, (_, j) => now[j] ?? now[0]) }
      : {},
  check: ({ concentration: given, k }) =>
    typeof given !== 'number' && given.length !== k
      ? {
          key: 'concentration',
          sentence: `“concentration” has ${given.length} numbers for ${k} clusters; give one for each, or one for all.`,
        }
      : null,
  presets,
  result: 'last',
  partition: 'softmax',
  operations: ({ k, restarts }, n, d) => restarts * n * k * d * 7,
  workspace: ({ restarts, batchSize, k }, n, d) => restarts * (8 * (5 * (2 * k * d + k + d) + Math.min(batchSize, n) * k) + 4 * n),
});
