import { expect, test } from 'vitest';
import { noCluster } from '../../core/algebra/noCluster';
import { assign, energies, recurse } from '../../core/memory/dynamics';
import type { MemoryPartition, PartitionModel } from '../../core/partition/model';
import { labelName, wordsOf } from '../words';
import { wayBorders, waySample, samples, stations, tOf, walkWay, wayWords, type Way } from './way';
import { memoryPartition } from '../../core/partition/testing';

const model: MemoryPartition = {
  kind: 'memory',
  // The third lies beside the middle of the way from the first to the second.
  memories: Float32Array.of(-2, 0, 2, 0, 0, 0.1, 9, 9),
  k: 4,
  d: 2,
  beta: 2,
  steps: 12,
  stepSize: 0.2,
  similarity: 'euclidean',
  logWeights: null,
};

function walked(of: PartitionModel, from: number, to: number): Way {
  const walking = walkWay(of, from, to);
  let step = walking.next();
  while (!step.done) step = walking.next();
  return step.value;
}

test('places lie evenly between the memories, with the energy and the basin that the dynamics give them', () => {
  const { places, ends, energies: found, basins } = walked(model, 0, 1);
  const all = Float32Array.from({ length: samples * 2 }, (_, i) => (i % 2 === 0 ? -2 + 4 * tOf(i / 2) : 0));
  expect(found).toEqual(energies(model, all, samples));
  expect(basins).toEqual(assign(model, all, samples));
  expect([...places.subarray(0, 4), ...places.subarray(2 * stations - 2)]).toEqual([-2, 0, expect.closeTo(-1.6), 0, 2, 0]);
  expect(ends).toEqual(recurse(model, places, stations));
  expect(waySample(stations - 1)).toBe(samples - 1);
});

test('many features are walked in pieces, and come to the same', () => {
  const d = 3000;
  const wide = { ...model, d, k: 2, memories: Float32Array.from({ length: 2 * d }, (_, i) => Math.sin(i)), beta: 1e-3 };
  const walking = walkWay(wide, 0, 1);
  expect(walking.next().done).toBe(false);
  const { energies: found, places } = walked(wide, 0, 1);
  expect(found![samples - 1]).toBeCloseTo(energies(wide, wide.memories.subarray(d), 1)[0]!, 4);
  expect(places.subarray(10 * d)).toEqual(wide.memories.subarray(d));
});

test('on the sphere the way leads between directions', () => {
  const { places } = walked({ ...model, similarity: 'spherical' }, 0, 3);
  expect([...places.subarray(0, 2)]).toEqual([-1, 0]);
  expect(Math.hypot(...places.subarray(2 * stations - 2))).toBeCloseTo(1, 6);
});

test('borders are told where the basin changes', () => {
  const way = walked(model, 0, 1);
  expect(wayBorders(way.basins).map(({ from, to }) => [from, to])).toEqual([
    [0, 2],
    [2, 1],
  ]);
  const [first, second] = wayBorders(way.basins);
  expect(first!.t + second!.t).toBeCloseTo(1, 6);
  expect(wayWords(way, wordsOf(model))).toMatch(
    /^The basin changes at t = 0\.\d\d \(1 → 3\), at t = 0\.\d\d \(3 → 2\)\. The way is highest at t = /,
  );
  expect(wayWords({ basins: new Uint16Array(samples).fill(4), energies: new Float64Array(samples) }, wordsOf(model))).toContain(
    'The whole way is in the basin of memory 5.',
  );
});

test('between centres nothing is taken anywhere, and the cell changes halfway', () => {
  const way = walked(
    { kind: 'centres', k: 2, d: 2, prototypes: Float32Array.of(0, 0, 4, 0), rule: { by: 'nearest' }, metric: 'euclidean', weights: null },
    0,
    1,
  );
  expect(way.ends).toBeNull();
  expect(wayBorders(way.basins).map(({ t }) => t)).toEqual([0.505]);
  expect(Math.max(...way.energies!)).toBeCloseTo(4, 5);
});

test('between two balls the way is in none, and says so', () => {
  const balls = memoryPartition([0, 0, 4, 0], { energy: 'lsr' });
  const way = walked(balls, 0, 1);
  expect(wayBorders(way.basins).map(({ from, to }) => [from, to])).toEqual([
    [0, noCluster],
    [noCluster, 1],
  ]);
  expect(wayWords(way, wordsOf(balls), (label) => labelName(balls, label))).toMatch(
    /^The basin changes at t = 0\.24 \(1 → none\), at t = 0\.76 \(none → 2\)\./,
  );
});
