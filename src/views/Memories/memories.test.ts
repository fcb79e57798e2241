import { expect, test } from 'vitest';
import type { AssociativeMemory } from '../../core/model';
import { Random } from '../../core/random';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { inTurns, nearestMembers } from './nearest';
import { drawnMemory, measure, position } from './ranges';

const n = 500;
const d = 3;
const random = new Random(5);
const dataset: Dataset = {
  id: 'x', name: 'x', n, d, values: Float32Array.from({ length: n * d }, () => 5 + 2 * random.normal()), features: ['a', 'b', 'c'],
  labels: null, labelNames: [], image: null, k: 2, source: null, notes: [],
};
const space: Space = {
  d,
  scaling: { kind: 'standard', shift: new Float64Array(d).fill(5), scale: new Float64Array(d).fill(2) },
  pca: { mean: new Float64Array(d), axes: new Float64Array(2 * d), explained: new Float64Array(2) },
};
const model: AssociativeMemory = {
  memories: Float32Array.of(1, 0, 0, -1, 0.5, 0), k: 2, d, beta: 1, steps: 5, stepSize: 0.2, similarity: 'euclidean', logWeights: null,
};
const labels = Uint16Array.from({ length: n }, (_, i) => (dataset.values[i * d]! > 5 ? 0 : 1));

function nearestBySorting(mu: number, most: number): number[] {
  const at = (i: number) => {
    let sum = 0;
    for (let f = 0; f < d; f++) sum += ((dataset.values[i * d + f]! - 5) / 2 - model.memories[mu * d + f]!) ** 2;
    return sum;
  };
  return Array.from({ length: n }, (_, i) => i).filter((i) => labels[i] === mu).sort((a, b) => at(a) - at(b)).slice(0, most);
}

test('the nearest members are those that sorting finds', async () => {
  const found = await new Promise<number[][]>((done) => inTurns(nearestMembers(dataset, space, model, labels, 6), done, 0));
  expect(found).toEqual([nearestBySorting(0, 6), nearestBySorting(1, 6)]);
});

test('a memory without members has no nearest ones', () => {
  const work = nearestMembers(dataset, space, model, new Uint16Array(n), 6);
  let step = work.next();
  while (!step.done) step = work.next();
  expect(step.value[0]).toHaveLength(6);
  expect(step.value[1]).toEqual([]);
});

test('ranges hold the data, also when only some rows are read', () => {
  const all = measure(dataset, space);
  const some = measure(dataset, space, 300);
  for (let f = 0; f < d; f++) {
    expect(all.low[f]).toBeLessThanOrEqual(some.low[f]!);
    expect(all.high[f]).toBeGreaterThanOrEqual(some.high[f]!);
    expect(position(all, f, all.low[f]!)).toBe(0);
    expect(position(all, f, all.high[f]!)).toBe(1);
    expect(all.usual.low[f]).toBeCloseTo(-2, 0);
    expect(all.usual.high[f]).toBeCloseTo(2, 0);
  }
  expect(some.meanLength).toBeCloseTo(all.meanLength, 0);
  expect(position({ low: Float64Array.of(2), high: Float64Array.of(2) }, 0, 2)).toBe(0.5);
});

test('on the sphere a memory is drawn at the mean length of the points', () => {
  expect([...drawnMemory(model, 1, dataset, space)]).toEqual([-1, 0.5, 0]);
  expect(Math.hypot(...drawnMemory({ ...model, similarity: 'spherical' }, 1, dataset, space))).toBeCloseTo(measure(dataset, space).meanLength, 6);
});
