import type { Preset } from '../method';

/** As CLAM's paper has it, which chooses among starts and u by the silhouette (table 7, and its published code). */
const paper = {
  init: 'kmeans',
  learningRate: 1e-3,
  tolerance: 1e-3,
  batchSize: 256,
  restarts: 3,
  choose: 'silhouette',
  scaling: 'standard',
} as const;

export const presets = [
  {
    id: 'soft-dec/as-stopped',
    name: 'As the paper stopped it',
    description:
      'The row “DEC” of the CLAM paper’s table 1: the target is made anew at each step, and training may end at the first. It does, and the result is the k-means partition that it starts from.',
    dataset: null,
    values: { ...paper, refreshSteps: 1, leastRefreshes: 1, epochs: 1000 },
  },
  {
    id: 'soft-dec/to-the-end',
    name: 'Trained to the end',
    description:
      'The same from the same start, with a target that lasts 30 steps, until refreshes leave the labels as they are or 1000 epochs are over.',
    dataset: null,
    values: { ...paper, refreshSteps: 30, leastRefreshes: 5, epochs: 1000 },
  },
  {
    id: 'soft-dec/random',
    name: 'From random centres',
    description: 'The row “DEC^r” of the CLAM paper’s table 1: all centres start in one place, with entries from N(0.1, 0.1²).',
    dataset: null,
    values: { ...paper, init: 'normal', refreshSteps: 30, leastRefreshes: 5, epochs: 1000 },
  },
  ...(
    [
      ['two', 2, '1', 'the long cluster across (NMI 0.01, SC 0.37)'],
      ['three', 3, '13', 'one cluster across (NMI 0.74, SC 0.53)'],
    ] as const
  ).map(([count, k, figure, cut]) => ({
    id: `soft-dec/${count}-elongated`,
    name: `CLAM paper: ${count} elongated clusters`,
    description: `After “DEC” in figure ${figure} of the CLAM paper, on points of our own: it starts from k-means’ centres and like k-means cuts ${cut}.`,
    dataset: `synthetic/${count}-elongated`,
    values: { ...paper, k, refreshSteps: 30, leastRefreshes: 5, epochs: 300 },
  })),
] as const satisfies readonly Preset[];
