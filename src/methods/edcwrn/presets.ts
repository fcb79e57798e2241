import type { Preset } from '../method';
import { dclamBaselines } from '../shared/dclamBaselines';

export const edcwrnPresets = dclamBaselines(
  'edcwrn',
  'EDCWRN',
  ['eae'],
  'γ from 0.01 to 10, a refresh every 1 to 200 steps, batches of 64 to 256, 8,000 to 24,000 steps, a tolerance of 0.0001',
  {
    gamma: 0.1,
    refreshSteps: 30,
    batchSize: 256,
    tolerance: 1e-4,
    epochs: 500,
    rates: { encoder: 1e-3, decoder: 1e-3, head: 1e-3 },
  },
) satisfies readonly Preset[];
