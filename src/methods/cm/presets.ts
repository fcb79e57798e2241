import type { Preset } from '../method';
import { paperData, type PaperData } from '../shared/paperData';

type Row = [
  name: PaperData | '20-newsgroups',
  k: number,
  concentration: number,
  batchSize: number,
  scaling: 'pixels' | 'standard' | 'none',
];

/** AE-CM paper, Table 12 (k: the number of classes). */
const table12: Row[] = [
  ['mnist', 10, 177, 111, 'pixels'],
  ['fashion-mnist', 10, 80, 35, 'pixels'],
  ['usps', 10, 40, 150, 'pixels'],
  ['cifar10', 10, 164, 350, 'pixels'],
  ['reuters-10k', 4, 10, 400, 'none'],
  ['20-newsgroups', 20, 11, 85, 'none'],
  ['10x73k', 8, 1000, 500, 'none'],
  ['pendigits', 10, 13, 80, 'standard'],
];

const adam = { kind: 'adam', epsilon: 1e-3, momentum: 0 } as const;
const all = { reconstruction: 1, sparsity: 1, merging: 1, prior: 1 };
const paper = { init: 'random', terms: all, averaging: true, optimiser: adam, learningRate: 1e-3, epochs: 150 } as const;

const fiveGaussians = {
  ...paper,
  concentration: 5,
  batchSize: 20,
  optimiser: { ...adam, kind: 'sgd' },
  learningRate: 1e-2,
  epochs: 50,
  scaling: 'standard',
} as const;

export const presets = [
  ...table12.map(([name, k, concentration, batchSize, scaling]) => ({
    id: `cm-paper/${name}`,
    name: `AE-CM paper: ${name}`,
    description: `CM’s row of table 12 of the AE-CM paper: concentration ${concentration}, batches of ${batchSize}. Everything starts at random, and the last epoch is averaged.`,
    dataset: null,
    fits: paperData[name === '20-newsgroups' ? '20news' : name],
    values: { ...paper, k, concentration, batchSize, scaling },
  })),
  {
    id: 'cm-paper/five-gaussians',
    name: 'AE-CM paper: five Gaussians',
    description:
      'Figure 1 of the AE-CM paper: gradient descent in batches of 20, and the mean of the centres over the last epoch. The paper does not say the rate; here it is 0.01, at which their way can be seen.',
    dataset: 'synthetic/five-gaussians',
    values: { ...fiveGaussians, k: 5 },
  },
  ...([0, 1, 1.5] as const).map((merging) => ({
    id: `cm-paper/merging-${merging}`,
    name: `AE-CM paper: ten centres, merging × ${merging}`,
    description: `Figure 11 of the AE-CM paper: ten centres for five Gaussians, where E₃ has the weight ${merging}.`,
    dataset: 'synthetic/five-gaussians',
    values: { ...fiveGaussians, k: 10, terms: { ...all, merging } },
  })),
] satisfies readonly Preset[];
