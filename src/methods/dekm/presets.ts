import type { Preset } from '../method';
import { dclamBaselines } from '../shared/dclamBaselines';

export const dekmPresets = dclamBaselines(
  'dekm',
  'DEKM',
  ['cae', 'rae'],
  'a refresh every 10 to 200 steps, batches of 64 to 256, 20,000 steps, a tolerance of 0.000001',
  { refreshSteps: 140, batchSize: 256, tolerance: 1e-6, epochs: 500, rates: { encoder: 1e-3, decoder: 1e-3, head: 1e-3 } },
) satisfies readonly Preset[];
