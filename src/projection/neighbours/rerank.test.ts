import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { finish } from '../work';
import { exactNeighbours } from './exact';
import { candidatesFor, reranked, searchedWhole } from './rerank';

test('all others as candidates, in any order, come out as the exact neighbours', () => {
  const [n, d, k] = [60, 7, 9];
  const random = new Random(2);
  const points = Float32Array.from({ length: n * d }, () => random.normal());
  // Some at one place, to tie.
  points.copyWithin(10 * d, 0, d);
  points.copyWithin(40 * d, 0, d);
  const indices = new Uint32Array(n * (n - 1));
  for (let i = 0; i < n; i++) indices.set(random.shuffle(Array.from({ length: n - 1 }, (_, j) => (j < i ? j : j + 1))), i * (n - 1));
  const found = finish(reranked(points, d, { n, k: n - 1, indices, distances: new Float32Array(n * (n - 1)) }, k));
  const exact = finish(exactNeighbours(points, n, d, k));
  expect(found.indices).toEqual(exact.indices);
  for (let at = 0; at < n * k; at++) expect(found.distances[at]).toBeCloseTo(exact.distances[at], 5);
});

test('there are never more candidates than others, nor fewer than are kept', () => {
  expect([candidatesFor(15, 1000), candidatesFor(15, 20), candidatesFor(0, 1)]).toEqual([30, 19, 0]);
  const graph = { n: 2, k: 1, indices: Uint32Array.of(1, 0), distances: new Float32Array(2) };
  expect(() => finish(reranked(new Float32Array(4), 2, graph, 2))).toThrow(/1 candidates/);
});

test('up to 10,000 points of 784 dimensions there is nothing to rank anew', () => {
  expect([searchedWhole(60_000, 100), searchedWhole(10_000, 784), searchedWhole(11_000, 784), searchedWhole(60_000, 784)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
