import type { Preset } from '../method';
import { dclamBaselines } from '../shared/dclamBaselines';
import { paperData, type PaperData } from '../shared/paperData';

export const dcecPresets = dclamBaselines(
  'dcec',
  'DCEC',
  ['cae', 'rae'],
  'γ from 0.01 to 10, a refresh every 1 to 200 steps, batches of 64 to 256, 20,000 or 30,000 steps, a tolerance of 0.001',
  {
    gamma: 0.1,
    refreshSteps: 140,
    batchSize: 256,
    tolerance: 1e-3,
    epochs: 500,
    rates: { encoder: 1e-3, decoder: 1e-3, head: 1e-3 },
  },
) satisfies readonly Preset[];

type Row = [data: PaperData, name: string, refreshSteps: number, pretrainEpochs: number];

/** The steps between two refreshes, and the epochs of pretraining, in the Keras program that the authors of IDEC published. */
const decRows: Row[] = [
  ['mnist', 'MNIST', 140, 300],
  ['fashion-mnist', 'Fashion-MNIST', 140, 300],
  ['usps', 'USPS', 30, 50],
];

export const decPresets = decRows.map(([data, name, refreshSteps, pretrainEpochs]) => ({
  id: `dec-paper/${data}`,
  name: `DEC paper: ${name}`,
  description: `SGD with rate 0.01 and momentum 0.9, a refresh every ${refreshSteps} steps, a tolerance of 0.001, as DEC’s Keras program has them; it pretrains by SGD on MNIST and Fashion-MNIST, here by Adam.${data === 'usps' ? ' Its USPS has 9,298 pictures.' : ''}`,
  dataset: null,
  fits: paperData[data],
  values: {
    k: 10,
    latent: null,
    network: 'eae',
    batchSize: 256,
    refreshSteps,
    tolerance: 1e-3,
    pretrainEpochs,
    pretrainRate: 1e-3,
    epochs: 150,
    optimiser: { kind: 'sgd', epsilon: 1e-7, momentum: 0.9 },
    rates: { encoder: 1e-2, decoder: 1e-2, head: 1e-2 },
    restarts: 1,
    scaling: 'pixels',
  } as const,
})) satisfies readonly Preset[];
