import { spreadCentres } from './centres';
import { generator } from './generator';

export const anisotropic = generator({
  id: 'synthetic/anisotropic',
  name: 'Anisotropic blobs',
  description: 'Clusters that are all stretched the same way, four times as long as wide.',
  n: 500,
  noise: { min: 0, max: 3, default: 0.7, means: 'Middle width of a cluster: its length is twice this, its thickness half.' },
  k: { min: 2, max: 30, default: 3 },
  draw({ k, noise }, random) {
    const centres = spreadCentres(k, random);
    const [cos, sin] = [Math.cos(Math.PI / 3), Math.sin(Math.PI / 3)];
    return (values, i) => {
      const cluster = i % k;
      const along = 2 * noise * random.normal();
      const across = 0.5 * noise * random.normal();
      values[2 * i] = centres[2 * cluster] + along * cos - across * sin;
      values[2 * i + 1] = centres[2 * cluster + 1] + along * sin + across * cos;
      return cluster;
    };
  },
});
