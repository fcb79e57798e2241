import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { drain } from '../../core/work/steps';
import type { Dataset } from '../../data/dataset';
import { principalColumns, smallerPictures } from './lighter';

const set = (values: Float32Array, d: number, image: Dataset['image']): Dataset => ({
  id: 'file:pets',
  name: 'pets',
  n: values.length / d,
  d,
  values,
  image,
  features: Array.from({ length: d }, (_, f) => `f${f}`),
  labels: Uint16Array.of(0, 1),
  labelNames: ['cat', 'dog'],
  k: 2,
  source: null,
  notes: ['Read.'],
  itemNames: ['a', 'b'],
});

test('smaller pictures are area means of the larger ones, channel by channel', () => {
  const values = Float32Array.from({ length: 2 * 4 * 4 * 3 }, (_, at) => at);
  const smaller = drain(smallerPictures(set(values, 48, { width: 4, height: 4, channels: 3, range: [0, 255] }), 2));
  expect(smaller).toMatchObject({
    d: 12,
    n: 2,
    name: 'pets, 2 × 2',
    image: { width: 2, height: 2, channels: 3, range: [0, 255] },
    labelNames: ['cat', 'dog'],
    itemNames: ['a', 'b'],
  });
  // The four pixels at the top left, in red: 0, 3, 12, 15.
  expect([smaller.values[0], smaller.values[1], smaller.values[12]]).toEqual([7.5, 8.5, 7.5 + 48]);
  expect(smaller.features).toHaveLength(12);
  // A side that does not divide the other: 4 → 3 takes a third of the second pixel's area with the first.
  const ramp = Float32Array.from({ length: 16 }, (_, at) => at % 4);
  const three = drain(smallerPictures(set(ramp, 16, { width: 4, height: 4, channels: 1, range: [0, 255] }), 3));
  expect([...three.values.subarray(0, 3)].map((x) => Number(x.toFixed(5)))).toEqual([0.25, 1.5, 2.75]);
  expect(smaller.notes.at(-1)).toContain('from 4 × 4 to 2 × 2');
});

test('principal columns keep distances in the plane that the points lie in, in one unit', () => {
  const random = new Random(3);
  const n = 60;
  const values = new Float32Array(n * 300);
  const [u, v] = [0, 1].map(() => Float64Array.from({ length: 300 }, () => random.normal()));
  for (let i = 0; i < n; i++) {
    const [a, b] = [10 * random.normal(), random.normal()];
    for (let f = 0; f < 300; f++) values[i * 300 + f] = 5 + a * u[f] + b * v[f];
  }
  const columns = drain(principalColumns(set(values, 300, null), 2, 0));
  expect(columns).toMatchObject({ d: 2, n, image: null, features: ['pc 1', 'pc 2'], name: 'pets, PCA to 2' });
  expect(columns.notes.at(-1)).toContain('keep 100.0% of the variance');
  const distance = (from: Float32Array, d: number, i: number, j: number) =>
    Math.hypot(...Array.from({ length: d }, (_, f) => from[i * d + f] - from[j * d + f]));
  const ratio = distance(values, 300, 0, 1) / distance(columns.values, 2, 0, 1);
  for (let i = 2; i < n; i++) expect(distance(values, 300, 0, i) / distance(columns.values, 2, 0, i)).toBeCloseTo(ratio, 2);
  const squares = columns.values.reduce((sum, x) => sum + x * x, 0);
  expect(squares / columns.values.length).toBeCloseTo(1, 5);
});
