import { expect, test } from 'vitest';
import type { Dataset } from '../../data/dataset';
import { defaultConfig, defaultsOf, type Config } from '../../methods/config';
import { methods } from '../../methods/index';
import { fitOf } from './fit';

const table: Dataset = {
  id: 'file:a.csv',
  name: 'a',
  n: 40,
  d: 4,
  values: new Float32Array(160),
  features: ['a', 'b', 'c', 'd'],
  labels: null,
  labelNames: [],
  image: null,
  k: 3,
  source: null,
  notes: [],
};

test('every method begins with settings that fit a small table, or says that it takes pictures alone', () => {
  const refusals = methods.map((method) => [method.id, fitOf(method, table, defaultConfig, false).refusal] as const);
  expect(refusals.filter(([, refusal]) => refusal !== null)).toEqual([['dcec', expect.stringMatching(/needs pictures/)]]);
});

test('some methods say how long they take', () => {
  const clam = fitOf({ id: 'clam' }, table, defaultConfig, false).seconds!;
  expect(clam).toBeGreaterThan(0);
  expect(fitOf({ id: 'clam' }, table, defaultConfig, true).seconds).toBeLessThan(clam);
});

test('a method that cannot take the data says why', () => {
  const many = { ...defaultConfig, k: 41 } as Config;
  expect(fitOf({ id: 'clam' }, table, many, false)).toEqual({
    refusal: '“k” is 41, but there are only 40 points; choose k between 1 and 40.',
    remarks: [],
    seconds: null,
  });
});

test('what a method does otherwise on many points is told beforehand', () => {
  const large = { ...table, n: 60_000, k: 3 };
  const average: Config = { ...defaultsOf('agglomerative'), linkage: 'average' };
  expect(fitOf({ id: 'agglomerative' }, large, average, false).remarks.join(' ')).toMatch(/\d,\d{3}.*60,000/);
  expect(fitOf({ id: 'kmeans' }, large, defaultConfig, false).remarks).toEqual([]);
});
