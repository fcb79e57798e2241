import * as v from 'valibot';
import { choiceField, number, numberField, numberOr, type Field, type ToggleControl } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { batches, clusters, common, fittingK } from '../shared/common';
import { sgdOrAdam } from '../shared/optimiser';
import {
  averaging,
  checkedConcentration,
  concentration,
  followedConcentration,
  suitedConcentration,
} from '../shared/clusteringModule/fields';
import { allTerms, termNames, type Terms } from '../shared/clusteringModule/loss';
import { cmNumbers } from './numbers';
import { presets } from './presets';

/** CM, the clustering module of AE-CM, on the points themselves. */

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
  default: allTerms,
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
    concentration: concentration(13),
    terms,
    init: choiceField({ mixture: 'Mixture', random: 'Random', pinv: 'Pseudo-inverse' }, 'mixture', {
      label: 'Start',
      sentence:
        'Centres of k-means++ and one step of Lloyd, with regions that are their cells (mixture) or of the pseudo-inverse; or everything at random, as most of the paper’s tables have it.',
      equation: String.raw`W = 2V^\top,\; b_j = -\lVert V_j \rVert^2 \quad\text{or}\quad W = V^+,\; b = 0`,
    }),
    averaging,
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
  suit: suitedConcentration,
  follow: followedConcentration,
  check: checkedConcentration,
  presets,
  result: 'last',
  partition: 'softmax',
  operations: ({ k, restarts }, n, d) => restarts * n * k * d * 7,
  workspace: ({ restarts, batchSize, k }, n, d) => restarts * (8 * (5 * (2 * k * d + k + d) + Math.min(batchSize, n) * k) + 4 * n),
});
