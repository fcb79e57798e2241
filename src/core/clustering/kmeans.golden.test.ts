import { expect, inject, test } from 'vitest';
import { kmeans } from './kmeans';
import { adjustedRand } from '../metrics/agreement';
import { contingency } from '../metrics/contingency';
import { Random } from '../algebra/random';

interface Case {
  X: number[][];
  k: number;
  best_inertia: number;
  labels: number[];
}

const cases: Case[] = inject('golden').classical.cases;

test('there is at least one case', () => expect(cases.length).toBeGreaterThan(0));

test.each(cases.map((c, i) => [i, c] as const))('the best of 20 seeds is the oracle’s partition (case %i)', (_, c) => {
  const result = kmeans(Float64Array.from(c.X.flat()), c.X.length, c.X[0].length, c.k, new Random(0));
  expect(Math.abs(result.inertia / c.best_inertia - 1)).toBeLessThan(1e-6);
  expect(adjustedRand(contingency(result.labels, c.labels))).toBe(1);
});
