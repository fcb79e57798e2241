import { expect, test } from 'vitest';
import { drain } from '../work/steps';
import { nearestRows } from './nearestRows';

const points = Float32Array.of(0, 0, 3, 4, 3, 4, -1, 0);

test('each place has the row that is nearest to it, and of equal rows the first', () => {
  expect([...drain(nearestRows(Float32Array.of(2.9, 4, -0.6, 0, 0.1, 0.2), points, 4, 2))]).toEqual([1, 3, 0]);
  expect([...drain(nearestRows(new Float32Array(0), points, 4, 2))]).toEqual([]);
});

test('a place that is no number has the first row', () => {
  expect([...drain(nearestRows(Float32Array.of(Number.NaN, 0), points, 4, 2))]).toEqual([0]);
});

test('it yields, so that many rows keep nobody waiting', () => {
  const steps = nearestRows(new Float32Array(200), new Float32Array(60_000 * 10), 60_000, 10);
  let yields = 0;
  while (!steps.next().done) yields++;
  expect(yields).toBeGreaterThan(40);
});
