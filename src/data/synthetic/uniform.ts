import { generator } from './generator';

export const uniform = generator({
  id: 'synthetic/uniform',
  name: 'Uniform',
  description: 'Points spread evenly over a square: there are no clusters to find, and whatever is found is the method’s own.',
  n: 500,
  noise: { min: 0, max: 1, default: 0, means: 'Blurs the border of the square, of side 2.' },
  k: { min: 2, max: 30, default: 5 },
  labels: null,
  draw:
    ({ noise }, random) =>
    (values, i) => {
      values[2 * i] = 2 * random.uniform() - 1 + noise * random.normal();
      values[2 * i + 1] = 2 * random.uniform() - 1 + noise * random.normal();
      return 0;
    },
});
