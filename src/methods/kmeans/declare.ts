import { choiceField, type Field } from '../fields';
import { define } from '../method';
import { batches, clusters, common, fittingK } from '../shared/common';
import { kmeansNumbers } from '../shared/numbers';
import { presets } from './presets';

/** k-means, on the points themselves. */

export const kmeans = define({
  id: 'kmeans',
  aliases: ['k-means'],
  name: 'k-means',
  brief: 'Each point goes to the nearest mean.',
  sentence: 'Each point belongs to its nearest centre, and each centre moves to the mean of its points, in turn.',
  papers: [
    {
      authors: ['Lloyd'],
      title: 'Least squares quantization in PCM',
      where: 'IEEE Transactions on Information Theory',
      year: 1982,
    },
    {
      authors: ['Arthur', 'Vassilvitskii'],
      title: 'k-means++: The Advantages of Careful Seeding',
      where: 'SODA',
      year: 2007,
    },
  ],
  space: 'input',
  numbers: kmeansNumbers,
  fields: {
    k: clusters('How many centres there are, and so how many clusters.', String.raw`\mu_1, \dots, \mu_k \in \mathbb{R}^d`) as Field<number>,
    init: choiceField({ 'kmeans++': 'k-means++', points: 'Data points', best: 'Best of many k-means++' }, 'kmeans++', {
      label: 'Centres start as',
      sentence:
        'Where the centres are before the first step: points that lie far from one another, any points, or where the best of 20 to 300 such starts has ended. Each restart draws its own.',
    }),
    epochs: batches.epochs,
    ...common,
  },
  overrides: { restarts: 20, epochs: 300 },
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k'] },
    { id: 'training', label: 'Training', fields: ['init', 'epochs', 'restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: ({ n, k }) => ({ k: fittingK(k, n) }),
  presets,
  result: 'last',
  partition: 'centres',
  // Bounds on distances, and restarts that end early, spare nine of ten.
  operations: ({ k, restarts }, n, d) => 0.1 * restarts * n * k * d,
  // A label, and two bounds in double precision.
  workspace: ({ restarts }, n) => restarts * n * (2 + 2 * 8),
});
