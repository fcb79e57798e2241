import type { Preset } from '../method';

export const presets = [
  {
    id: 'gmm/igmm',
    name: 'iGMM',
    description: 'The isotropic mixture of the AE-CM paper: every covariance is ½ I, and all Gaussians have the same share.',
    dataset: null,
    values: { covariance: 'isotropic', beta: 1 },
  },
] as const satisfies readonly Preset[];
