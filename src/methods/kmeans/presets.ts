import type { Preset } from '../method';

/** k-means in the figures of the CLAM paper. */
export const presets = (
  [
    ['two', 2, '1', 'the long cluster across (NMI 0.01, SC 0.37)'],
    ['three', 3, '13', 'one cluster across (NMI 0.74, SC 0.53)'],
  ] as const
).map(([count, k, figure, cut]) => ({
  id: `kmeans/${count}-elongated`,
  name: `CLAM paper: ${count} elongated clusters`,
  description: `After k-means in figure ${figure} of the CLAM paper, on points of our own: of twenty starts the one of the least inertia cuts ${cut}; chosen by the silhouette one would find the clusters.`,
  dataset: `synthetic/${count}-elongated`,
  values: { k, init: 'kmeans++', restarts: 20, choose: 'loss', epochs: 300, scaling: 'standard' } as const,
})) satisfies readonly Preset[];
