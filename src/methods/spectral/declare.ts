import { choiceField, integerField, numberField, type Field } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { clusters, common, fittingK } from '../shared/common';
import { labelledNumbers } from '../shared/numbers';
import { mostPairs, pairBytes } from './kernelAffinity';
import { landmarkBytes, landmarks } from './landmarkAffinity';

/** Spectral clustering of the points. */

interface Affinity {
  readonly affinity: 'neighbours' | 'rbf';
}

const neighbours = integerField(limits.neighbours, 10, {
  label: 'Neighbours',
  sentence: 'How many nearest points each point is joined to, itself among them.',
  scale: 'linear',
  within: ({ n }) => [limits.neighbours[0], Math.min(limits.neighbours[1], n ?? limits.neighbours[1])],
});
const gamma = numberField(limits.gamma, 1, {
  kind: 'slider',
  label: 'Kernel width γ',
  sentence:
    'How fast points grow unlike one another with their distance. By itself it is 1 over the number of features. A large one leaves single points far from all others in clusters of their own, at a high SC.',
  equation: String.raw`A_{ij} = \exp(-\gamma\,\lVert x_i - x_j\rVert^2)`,
  scale: 'log',
});
/** A control that is there under one affinity alone. */
const only = <T>(field: Field<T>, of: Affinity['affinity']): Field<T, Affinity> => ({
  ...field,
  controls: field.controls.map((control) => ({ ...control, when: (_, { affinity }) => affinity === of })),
});

export const spectral = define({
  id: 'spectral',
  name: 'Spectral',
  brief: 'Cuts the neighbour graph where it is thin.',
  sentence: 'Points become a graph of who is near whom, its first eigenvectors a map of the points, and there k-means finds the clusters.',
  papers: [
    {
      authors: ['Shi', 'Malik'],
      title: 'Normalized Cuts and Image Segmentation',
      where: 'IEEE Transactions on Pattern Analysis and Machine Intelligence',
      year: 2000,
    },
    { authors: ['von Luxburg'], title: 'A Tutorial on Spectral Clustering', where: 'Statistics and Computing', year: 2007 },
    { authors: ['Yu', 'Shi'], title: 'Multiclass Spectral Clustering', where: 'ICCV', year: 2003 },
  ],
  space: 'input',
  numbers: labelledNumbers(
    'Normalised cut: the share of its edges that lead out of a cluster, summed over the clusters. It lies between 0, where no edge leads out, and k.',
  ),
  fields: {
    k: clusters(
      'How many clusters there are, and how many eigenvectors they are looked for among.',
      String.raw`L = I - D^{-1/2} A\, D^{-1/2}, \quad L u_j = \lambda_j u_j, \quad j = 1 \dots k`,
    ) as Field<number>,
    affinity: choiceField({ neighbours: 'Nearest neighbours', rbf: 'Gaussian of the distance' }, 'neighbours', {
      label: 'Alike are',
      sentence: 'How alike two points are: 1 or ½ where they are nearest neighbours, else 0; or a Gaussian of their distance.',
    }),
    neighbours: only(neighbours as Field<number>, 'neighbours'),
    gamma: only(gamma as Field<number>, 'rbf'),
    assign: choiceField({ kmeans: 'k-means', discretize: 'Rotation' }, 'kmeans', {
      label: 'Clusters by',
      sentence: 'How clusters are read off the eigenvectors: k-means, or the rotation that brings the points nearest to the axes.',
    }),
    ...common,
  },
  atMap: ['neighbours', 'gamma', 'k'],
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'affinity', 'neighbours', 'gamma', 'assign'] },
    { id: 'training', label: 'Training', fields: ['restarts', 'choose', 'scaling', 'seed'] },
  ],
  suggest: ({ n, d, k }) => ({ k: fittingK(k, n), gamma: Math.max(limits.gamma[0], 1 / d) }),
  fits: ({ affinity, neighbours: many }, { n }) =>
    affinity === 'neighbours' && many > n
      ? { key: 'neighbours', sentence: `“neighbours” is ${many}, but there are only ${n} points: choose at most ${n}.` }
      : null,
  remark: ({ affinity }, { n }) =>
    affinity === 'rbf' && n > mostPairs
      ? `Nearly, by Nyström’s method: the ${n.toLocaleString('en')} points are compared with a sample of ${landmarks} of them, from which the affinities of all pairs follow nearly. Up to ${mostPairs.toLocaleString('en')} points all pairs are compared.`
      : null,
  presets: [],
  result: 'last',
  partition: 'labelled',
  operations({ affinity, k, restarts }, n, d) {
    const map = 150 * n * (2 * k + 20);
    if (affinity === 'neighbours') return restarts * (n ** 1.15 * (20_000 + 1600 * d) * 0.2 + map);
    return restarts * (n <= mostPairs ? n * n * (d / 2 + 150) : n * landmarks * (d + 300)) + map;
  },
  workspace({ affinity, neighbours: many, k, restarts }, n) {
    const graph = affinity === 'neighbours' ? n * many * 40 : n <= mostPairs ? pairBytes(n) : landmarkBytes(n);
    // The basis of the search for eigenvectors.
    return graph + restarts * n * 8 + n * (2 * k + 20) * 16;
  },
});
