import { expect, test } from 'vitest';
import type { Dataset } from '../../data/dataset';
import { thumbnailPoints } from './thumbnailPoints';

const dataset = (d: number, values: number[]): Dataset => ({
  id: 'file:a.csv',
  name: 'a',
  n: values.length / d,
  d,
  values: Float32Array.from(values),
  features: [],
  labels: null,
  labelNames: [],
  image: null,
  k: 2,
  source: null,
  notes: [],
});

test('points keep their shape, upright and centred', () => {
  expect(thumbnailPoints(dataset(2, [0, 0, 4, 0, 4, 2]), null)).toEqual([
    { row: 0, x: 0, y: 0.75 },
    { row: 1, x: 1, y: 0.75 },
    { row: 2, x: 1, y: 0.25 },
  ]);
});

test('one feature is a line, one point a dot in the middle', () => {
  expect(thumbnailPoints(dataset(1, [1, 3]), null).map(({ x, y }) => [x, y])).toEqual([
    [0, 0.5],
    [1, 0.5],
  ]);
  expect(thumbnailPoints(dataset(2, [7, 7]), null)).toEqual([{ row: 0, x: 0.5, y: 0.5 }]);
});

test('a large set is sampled evenly', () => {
  const points = thumbnailPoints(
    dataset(
      1,
      Array.from({ length: 3000 }, (_, i) => i),
    ),
    null,
  );
  expect(points).toHaveLength(1500);
  expect(points.at(-1)?.row).toBe(2998);
});
