import { fixed, generator } from './generator';

export const moons = generator({
  id: 'synthetic/moons',
  name: 'Two moons',
  description: 'Two interlocking half circles, which no prototype method with one memory each can separate.',
  n: 500,
  noise: { min: 0, max: 1, default: 0.08, means: 'Spread of the points about a half circle of radius 1.' },
  k: fixed(2),
  draw:
    ({ noise }, random) =>
    (values, i) => {
      const moon = i % 2;
      const angle = Math.PI * random.uniform();
      values[2 * i] = (moon === 0 ? Math.cos(angle) : 1 - Math.cos(angle)) + noise * random.normal();
      values[2 * i + 1] = (moon === 0 ? Math.sin(angle) : 0.5 - Math.sin(angle)) + noise * random.normal();
      return moon;
    },
});
