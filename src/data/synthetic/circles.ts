import { fixed, generator } from './generator';

export const circles = generator({
  id: 'synthetic/circles',
  name: 'Two circles',
  description: 'A circle within a circle: the two clusters share one centre.',
  n: 500,
  noise: { min: 0, max: 1, default: 0.05, means: 'Spread of the points about the circles, of radius 1 and 0.5.' },
  k: fixed(2),
  labels: ['outer', 'inner'],
  draw:
    ({ noise }, random) =>
    (values, i) => {
      const ring = i % 2;
      const radius = ring === 0 ? 1 : 0.5;
      const angle = 2 * Math.PI * random.uniform();
      values[2 * i] = radius * Math.cos(angle) + noise * random.normal();
      values[2 * i + 1] = radius * Math.sin(angle) + noise * random.normal();
      return ring;
    },
});
