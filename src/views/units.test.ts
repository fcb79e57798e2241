import { expect, test } from 'vitest';
import type { Dataset } from '../data/dataset';
import type { Space } from '../engine/protocol';
import { countsOf, fits, rowToData, sampleRows, scaledRow, toData } from './units';

const space: Space = {
  d: 2,
  scaling: { kind: 'standard', shift: Float64Array.of(10, -1), scale: Float64Array.of(2, 4) },
  variance: 1,
  pca: { mean: new Float64Array(2), axes: new Float64Array(4), explained: new Float64Array(2) },
};
const dataset: Dataset = {
  id: 'x',
  name: 'x',
  n: 2,
  d: 2,
  values: Float32Array.of(10, -1, 14, 3),
  features: ['a', 'b'],
  labels: null,
  labelNames: [],
  image: null,
  k: 1,
  source: null,
  notes: [],
};

test('scaling a row and taking it back gives the row', () => {
  expect([...scaledRow(dataset, space, 1)]).toEqual([2, 1]);
  expect([...rowToData(space, [9, 2, 1], 1)]).toEqual([14, 3]);
  expect(toData(space, 1, -1)).toBe(-5);
});

test('a space of another dimension does not fit', () => {
  expect(fits(dataset, space)).toBe(true);
  expect(fits(dataset, { ...space, d: 3 })).toBe(false);
  expect(fits(null, space)).toBe(false);
});

test('members are counted, and labels beyond k are not', () => {
  expect([...countsOf(Uint16Array.of(0, 2, 2, 9), 3)]).toEqual([1, 0, 2]);
});

test('a sample of rows that come class by class in turn has all classes', () => {
  expect([...sampleRows(3, 5)]).toEqual([0, 1, 2]);
  const rows = sampleRows(600, 400);
  expect(new Set(rows).size).toBe(400);
  for (const remainder of [0, 1, 2]) expect(rows.filter((row) => row % 3 === remainder).length).toBeGreaterThan(100);
});
