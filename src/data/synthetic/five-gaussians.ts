import { fixed, generator } from './generator';

/** At uneven distances, so that some neighbours are easier to tell apart than others. */
const CENTRES = [
  [0, 0],
  [4, 0.8],
  [-3.2, 2.6],
  [1.4, 4.2],
  [-1.2, -3.8],
];

export const fiveGaussians = generator({
  id: 'synthetic/five-gaussians',
  name: 'Five Gaussians',
  description: 'Five round Gaussian clusters at uneven distances (AE-CM figure 1).',
  n: 2000,
  noise: { min: 0, max: 3, default: 0.7, means: 'Standard deviation of each cluster; centres lie about 4 apart.' },
  k: fixed(5),
  draw:
    ({ noise }, random) =>
    (values, i) => {
      const cluster = i % CENTRES.length;
      values[2 * i] = CENTRES[cluster][0] + noise * random.normal();
      values[2 * i + 1] = CENTRES[cluster][1] + noise * random.normal();
      return cluster;
    },
});
