import { expect, inject, test } from 'vitest';
import { assign, assignNearest } from './dynamics';
import type { AssociativeMemory } from './model';
import { partition } from './partition';
import { Random } from '../algebra/random';

test('by scores as by coordinates: Euclidean, weighted, spherical, from cold to hot', () => {
  let compared = 0;
  let differ = 0;
  for (const [k, d] of [
    [1, 3],
    [3, 2],
    [7, 16],
    [15, 90],
    [8, 4],
  ])
    for (const beta of [1e-5, 0.05, 0.5, 3, 1000])
      for (const [similarity, weighted] of [
        ['euclidean', false],
        ['euclidean', true],
        ['spherical', false],
      ] as const) {
        const random = new Random(k * 1000 + d + beta);
        const n = 120;
        const points = Float32Array.from({ length: n * d }, () => random.normal());
        const memories = Float32Array.from({ length: k * d }, () => 0.7 * random.normal());
        const logWeights = weighted ? Float64Array.from({ length: k }, () => random.normal()) : null;
        const model: AssociativeMemory = { memories, k, d, beta, steps: 10, stepSize: 0.1, similarity, logWeights };
        const { labels, nearest } = partition(model, points, n);
        const expected = assign(model, points, n);
        expect(nearest).toEqual(assignNearest(model, points, n));
        // Where points gather between memories, as they do at small β, rounding decides between equals.
        for (let i = 0; i < n; i++) if (labels[i] !== expected[i]) differ++;
        compared += n;
      }
  expect(compared).toBe(9000);
  expect(differ).toBeLessThanOrEqual(9);
});

test('the labels of the oracle', () => {
  const { cases } = inject('golden')['am'];
  expect(cases.length).toBeGreaterThan(0);
  for (const one of cases) {
    const model: AssociativeMemory = {
      memories: Float64Array.from(one.memories.flat()),
      k: one.k,
      d: one.d,
      beta: one.beta,
      steps: one.T,
      stepSize: one.step,
      similarity: 'euclidean',
      logWeights: null,
    };
    expect(Array.from(partition(model, Float64Array.from(one.x.flat()), one.n).labels)).toEqual(one.plain.labels);
  }
});
