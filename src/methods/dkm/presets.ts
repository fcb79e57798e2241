import type { Preset } from '../method';
import { paperData, type PaperData } from '../shared/paperData';
import { paperAnnealing } from './annealing';

type Row = [data: PaperData, name: string, k: number, annealed: number, pretrained: number, remark?: string];

/** DKM paper, Table 3: λ of the annealed and of the pretrained variant. */
const table3: Row[] = [
  ['mnist', 'MNIST', 10, 0.1, 1],
  [
    'usps',
    'USPS',
    10,
    0.1,
    1,
    'The paper has its pixels in [−1, 1]; in [0, 1], as here, the same λ weighs four times as much. It has 9,298 points, 37 steps an epoch; the test set alone, 2,007 points, has 8.',
  ],
  [
    '20news',
    '20NEWS',
    20,
    1e-4,
    0.1,
    'The paper represents documents by the 2,000 words of highest tf-idf and does not say how it scales them; here they are as they come.',
  ],
  [
    'rcv1',
    'RCV1',
    4,
    1e-4,
    0.01,
    'The paper draws 10,000 documents of the four largest classes, by 2,000 words of highest tf-idf; here they are as they come.',
  ],
];

const common = {
  latent: null,
  network: 'eae',
  batchSize: 256,
  rates: { encoder: 1e-3, decoder: 1e-3, head: 1e-3 },
  distance: 'euclidean',
  restarts: 1,
} as const;
const variants = {
  pretrained: { start: 'pretrained', alpha: 1000, anneal: null, pretrainEpochs: 50, pretrainRate: 1e-3, epochs: 100 },
  annealed: { start: 'random', anneal: paperAnnealing, epochs: paperAnnealing.values * paperAnnealing.epochsEach },
} as const;
const sentences = {
  pretrained:
    'Section 4 and Table 3 of the DKM paper, DKM^p: 50 epochs of pretraining, then α = 1000 for 100 epochs. It does not print how often k-means starts, here 20 times; its code keeps Adam’s moments of the networks from pretraining, here they begin anew.',
  annealed:
    'Section 4 and Table 3 of the DKM paper, DKM^a: from random weights, while α rises through 40 values for 200 epochs. Its formula for α is undefined at the first step; as in its code the ratio to the n-th value is of ln n.',
} as const;
/** Of both variants. */
const differences =
  'λ is the one of eight powers of ten that was best by the labels of 10% of the points. The code draws each batch from all points anew, here an epoch visits each point once.';

export const dkmPaper = table3.flatMap(([data, name, k, annealed, pretrained, remark]) =>
  (['pretrained', 'annealed'] as const).map((variant) => ({
    id: `dkm-paper/${data}-${variant}`,
    name: `DKM paper: ${name}, ${variant}`,
    description: [sentences[variant], differences, ...(remark ? [remark] : [])].join(' '),
    dataset: null,
    fits: paperData[data],
    values: {
      k,
      ...common,
      ...variants[variant],
      scaling: data === 'mnist' || data === 'usps' ? 'pixels' : 'none',
      lambda: variant === 'annealed' ? annealed : pretrained,
    } as const,
  })),
) satisfies readonly Preset[];
