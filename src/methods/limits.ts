import { MOST_CLUSTERS } from '../data/dataset';

/** Ranges of settings, ends included. */
export const limits = {
  k: [1, MOST_CLUSTERS],
  beta: [1e-5, 1e3],
  steps: [1, 200],
  stepSize: [1e-4, 1],
  learningRate: [1e-7, 10],
  batchSize: [1, 65_536],
  epochs: [1, 100_000],
  restarts: [1, 100],
  // Restarts count on from it, and must stay whole.
  seed: [0, 9_000_000_000_000_000],
  probability: [0.001, 1],
  weight: [1e-6, 1e6],
  width: [1, 4096],
  latent: [1, 256],
  pretrainEpochs: [1, 10_000],
  lambda: [1e-6, 1e3],
  alpha: [1e-3, 1e5],
  annealed: [1, 1000],
  rate: [0, 10],
  gamma: [1e-6, 1e3],
  neighbours: [2, 500],
  regularisation: [1e-12, 1e3],
  gain: [0, 1e3],
  refreshSteps: [1, 10_000],
  refreshes: [1, 1000],
  tolerance: [0, 1],
} as const satisfies Record<string, readonly [number, number]>;
