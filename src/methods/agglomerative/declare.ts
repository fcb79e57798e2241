import { examples } from '../../core/partition/examples';
import { recut } from '../../core/partition/labelled';
import { choiceField, type Field } from '../fields';
import { define } from '../method';
import { clusters, common, fittingK } from '../shared/common';
import { labelledNumbers } from '../shared/numbers';
import { holdsDistances, mergedPoints } from './extent';
import { distanceBytes } from './matrix';

/** Agglomerative clustering of the points. */

export const agglomerative = define({
  id: 'agglomerative',
  name: 'Agglomerative',
  brief: 'Merges the two nearest clusters, again and again.',
  sentence: 'Every point begins as a cluster of its own, and again and again the two nearest clusters become one.',
  papers: [
    {
      authors: ['Ward'],
      title: 'Hierarchical Grouping to Optimize an Objective Function',
      where: 'Journal of the American Statistical Association',
      year: 1963,
    },
    { authors: ['Müllner'], title: 'Modern hierarchical, agglomerative clustering algorithms', where: 'arXiv', year: 2011 },
  ],
  space: 'input',
  numbers: labelledNumbers(
    'Mean squared distance, per feature, between the points and the means of their clusters. Ward’s linkage lets it rise as little as it can with each merge.',
  ),
  fields: {
    k: {
      ...(clusters(
        'How many clusters the tree of merges is cut into. A trained tree is cut anew at once, without training.',
        String.raw`|\mathcal C| = k`,
      ) as Field<number>),
      live: true,
      ofPartition: true,
    },
    linkage: choiceField({ ward: 'Ward', average: 'Average', complete: 'Complete', single: 'Single' }, 'ward', {
      label: 'Linkage',
      sentence:
        'How far apart two clusters are. Ward: how much merging them raises the squared distances to their means. Average, complete, single: the mean, the largest, the smallest distance between their points.',
      equation: String.raw`\text{Ward: } \sqrt{\tfrac{2|A||B|}{|A|+|B|}}\,\|\bar a - \bar b\|,\quad \operatorname*{mean}_{a,b}, \max_{a,b}, \min_{a,b}\, d(a, b)`,
    }),
    metric: choiceField({ euclidean: 'Euclidean', manhattan: 'Manhattan', cosine: 'Cosine' }, 'euclidean', {
      label: 'Distance',
      sentence:
        'The distance between two points: straight, feature by feature, or 1 − the cosine of their angle. Ward takes the straight one.',
      equation: String.raw`\|a-b\|_2,\quad \|a-b\|_1,\quad 1 - \tfrac{\langle a, b\rangle}{\|a\|\|b\|}`,
    }),
    ...common,
  },
  atMap: ['linkage', 'metric', 'k'],
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'linkage', 'metric'] },
    { id: 'training', label: 'Training', fields: ['scaling', 'seed'] },
  ],
  suggest: ({ n, k }) => ({ k: fittingK(k, n) }),
  check: ({ linkage, metric }) =>
    linkage === 'ward' && metric !== 'euclidean'
      ? {
          key: 'metric',
          sentence: `“metric” must be "euclidean" with linkage "ward", which is of means, not "${metric}": choose another linkage first.`,
        }
      : null,
  follow: ({ linkage }) => (linkage === 'ward' ? { metric: 'euclidean' } : {}),
  remark({ linkage }, { n, d }) {
    const merged = mergedPoints(linkage, n, d);
    return merged < n
      ? `On a sample of ${merged.toLocaleString('en')} of the ${n.toLocaleString('en')} points: these are merged, and each other point is in the cluster of the nearest of them.`
      : null;
  },
  presets: [],
  result: 'last',
  partition: 'labelled',
  example: {
    ...examples.labelled,
    tree: { children: Uint32Array.of(0, 1), heights: Float64Array.of(1), leaves: null, rows: null },
  },
  under: (partition, { k }) => (partition.kind === 'labelled' ? recut(partition, k) : partition),
  operations({ linkage }, n, d) {
    const merged = mergedPoints(linkage, n, d);
    const distances = holdsDistances(linkage) ? (merged ** 2 / 2) * (d + 8) : 1.5 * merged ** 2 * d;
    return distances + (merged < n ? n * merged * d : 0);
  },
  workspace({ linkage }, n, d) {
    const merged = mergedPoints(linkage, n, d);
    return holdsDistances(linkage) ? distanceBytes(merged) : merged * d * 8;
  },
});
