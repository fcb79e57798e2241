import { spreadCentres } from './centres';
import { generator } from './generator';

export const blobs = generator({
  id: 'synthetic/blobs',
  name: 'Blobs',
  description: 'Round clusters of one width.',
  n: 500,
  noise: { min: 0, max: 3, default: 0.7, means: 'Standard deviation of each cluster; centres lie about 4 apart.' },
  k: { min: 2, max: 30, default: 3 },
  draw({ k, noise }, random) {
    const centres = spreadCentres(k, random);
    return (values, i) => {
      const cluster = i % k;
      values[2 * i] = centres[2 * cluster] + noise * random.normal();
      values[2 * i + 1] = centres[2 * cluster + 1] + noise * random.normal();
      return cluster;
    };
  },
});

export const variedBlobs = generator({
  id: 'synthetic/varied-blobs',
  name: 'Blobs of varied width',
  description: 'Round clusters, some three times as wide as others.',
  n: 500,
  noise: { min: 0, max: 3, default: 0.8, means: 'Standard deviation of a cluster of middle width; centres lie about 4 apart.' },
  k: { min: 2, max: 30, default: 4 },
  draw({ k, noise }, random) {
    const centres = spreadCentres(k, random);
    // From 1/√3 to √3 of the middle width, in equal ratios.
    const width = (cluster: number): number => noise * 3 ** (cluster / (k - 1) - 0.5);
    return (values, i) => {
      const cluster = i % k;
      values[2 * i] = centres[2 * cluster] + width(cluster) * random.normal();
      values[2 * i + 1] = centres[2 * cluster + 1] + width(cluster) * random.normal();
      return cluster;
    };
  },
});
