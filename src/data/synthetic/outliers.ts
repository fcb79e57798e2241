import { fixed, generator } from './generator';

export const outliers = generator({
  id: 'synthetic/outliers',
  name: 'Two clusters with outliers',
  description: 'Two compact clusters and a few far points on one side, which pull k-means centres away (CLAM figure 15).',
  n: 300,
  noise: { min: 0, max: 0.5, default: 0.05, means: 'Share of the points that are outliers.' },
  k: fixed(2),
  labels: ['cluster 1', 'cluster 2', 'outlier'],
  draw({ n, noise }, random) {
    const stray = Math.min(n - 2, Math.round(noise * n));
    return (values, i) => {
      if (i >= n - stray) {
        // A loose group far off, around the direction of the second cluster.
        values[2 * i] = 14 + 2 * random.normal();
        values[2 * i + 1] = 10 + 2 * random.normal();
        return 2;
      }
      const cluster = i % 2;
      values[2 * i] = (cluster === 0 ? -2 : 2) + 0.7 * random.normal();
      values[2 * i + 1] = 0.7 * random.normal();
      return cluster;
    };
  },
});
