import { examples } from '../../core/partition/examples';
import { choiceField, numberField, type Field } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { batches, clusters, common, fittingK } from '../shared/common';
import { softCentreNumbers } from '../shared/numbers';
import { refreshes } from '../shared/refreshes';
import { presets } from './presets';

/** Soft DEC: DEC without a network, on the points themselves. */

export const softDec = define({
  id: 'soft-dec',
  name: 'Soft DEC',
  brief: 'Centres move so that memberships grow sharper.',
  sentence: 'Points belong to centres by degrees, and centres move so that these degrees come nearer to a sharper copy of themselves.',
  papers: [
    {
      authors: ['Saha', 'Krotov', 'Zaki', 'Ram'],
      title: 'End-to-end Differentiable Clustering with Associative Memories',
      where: 'ICML',
      year: 2023,
    },
    { authors: ['Xie', 'Girshick', 'Farhadi'], title: 'Unsupervised Deep Embedding for Clustering Analysis', where: 'ICML', year: 2016 },
  ],
  space: 'input',
  numbers: softCentreNumbers({
    sentence:
      'How far the memberships are from their target: the mean over the points of KL(p‖q), in nats. Each refresh makes the target anew from the memberships of that time.',
  }),
  fields: {
    k: clusters(
      'How many centres there are, and so how many clusters at most.',
      String.raw`\mu_1, \dots, \mu_k \in \mathbb{R}^d`,
    ) as Field<number>,
    init: choiceField({ kmeans: 'k-means', normal: 'Near the origin' }, 'kmeans', {
      label: 'Centres start as',
      sentence:
        'Where the centres are before the first step: where the best of 20 to 300 k-means has ended, or at random, each entry from N(0.1, 0.1²).',
    }),
    learningRate: {
      ...numberField(limits.learningRate, 1e-3, {
        kind: 'slider',
        label: 'Learning rate',
        sentence: 'How far Adam moves the centres in one batch.',
        soft: () => [1e-5, 1],
        scale: 'log',
      }),
      live: true,
    } as Field<number>,
    ...refreshes,
    ...batches,
    ...common,
  },
  overrides: { batchSize: 256, epochs: 150 },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'refreshSteps', 'tolerance', 'leastRefreshes'] },
    {
      id: 'training',
      label: 'Training',
      fields: ['init', 'learningRate', 'batchSize', 'epochs', 'restarts', 'choose', 'scaling', 'seed'],
    },
  ],
  suggest: ({ n, k }) => ({ k: fittingK(k, n) }),
  presets,
  result: 'last',
  partition: 'centres',
  example: { ...examples.centres, rule: { by: 'student', nu: 1 } },
  // The target, the memberships and the gradient; refreshes are a third of that where each batch has one.
  operations: ({ k, restarts, batchSize, refreshSteps }, n, d) => restarts * n * k * d * (4 + Math.ceil(n / batchSize) / refreshSteps),
  // A label of each refresh.
  workspace: ({ restarts }, n) => restarts * n * (2 * 2 + 4),
});
