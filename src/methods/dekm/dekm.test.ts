import { describe, expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { partitionerOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import type { HeadArrays } from '../head';
import { method } from './head';
import { matched } from './matched';
import { targetsOf } from './target';

test('clusters keep their numbers where the same points are together, and what moved is counted', () => {
  const before = [0, 0, 0, 1, 1, 2, 2, 2];
  const found = { labels: [2, 2, 1, 0, 0, 1, 1, 1], centres: Float32Array.of(10, 20, 30) };
  const { labels, centres, changed } = matched(found, before, 8, 3, 1);
  expect([...labels]).toEqual([0, 0, 2, 1, 1, 2, 2, 2]);
  expect([...centres]).toEqual([30, 10, 20]);
  expect(changed).toBe(1 / 8);
});

test('along the widest direction targets are the centres, elsewhere the codes as they are', () => {
  const codes = Float32Array.of(0, -3, 0, 3, 10, -4, 10, 4);
  const targets = drain(targetsOf({ codes, n: 4, m: 2, centres: Float32Array.of(0, 0, 10, 0), labels: [0, 0, 1, 1] }));
  [0, 0, 0, 0, 10, 0, 10, 0].forEach((value, at) => expect(targets[at]).toBeCloseTo(value, 5));
});

const values = { refreshSteps: 40, tolerance: 5e-3 };
const begun = (codes: Float32Array, n: number, m: number, k: number) => {
  const run = { values, n, d: m, m, k };
  const arrays = drain(method.begin(codes, run, new Random(1), 1)).arrays;
  const start: HeadArrays = { ...arrays, targets: new Float32Array(n * m) };
  const refreshed = (of: Float32Array, now: HeadArrays) => {
    const { arrays: made, changed } = drain(method.refresh!.run(of, now, run, new Random(2)));
    return { now: { ...now, ...made } as HeadArrays, changed };
  };
  const loss = (of: Float32Array, now: HeadArrays) =>
    drain(method.measure!({ epoch: 1, partition: method.partition(now, run, 1, of), arrays: now, codes: of, reconstruction: 0 }, run))
      .compared;
  return { run, start, refreshed, loss };
};

test('the first refresh keeps the clusters that training begins with; later ones find them anew under their numbers', () => {
  const [n, m, k] = [60, 3, 3];
  const random = new Random(4);
  const codes = Float32Array.from({ length: n * m }, (_, at) => 8 * (Math.floor(at / m) % k) + random.normal());
  const { run, start, refreshed, loss } = begun(codes, n, m, k);
  // Before and after it the loss is that of the same targets.
  const before = loss(codes, start);
  const first = refreshed(codes, start);
  expect(first.changed).toBe(null);
  expect(first.now['labels']).toEqual(start['labels']);
  expect(before).toBeGreaterThan(0);
  expect(loss(codes, first.now)).toBe(before);
  expect(loss(first.now['targets'], first.now)).toBe(0);
  // The codes of ten points become those of their neighbours in the next cluster.
  const moved = codes.slice();
  for (let i = 0; i < 10; i++) moved.copyWithin(i * m, (i + 1) * m, (i + 2) * m);
  const second = refreshed(moved, first.now);
  expect(second.changed).toBeCloseTo(10 / n, 6);
  expect([...second.now['labels'].subarray(10)]).toEqual([...start['labels'].subarray(10)]);
  const partition = method.partition(second.now, run, 2, moved);
  expect([...partition.pointLabels!]).toEqual([...second.now['labels']]);
  // Centres that were moved are no longer those of k-means: points follow them, k-means goes on from them, and that ends nothing.
  const put = { ...second.now, ...method.arraysOf({ ...partition, pointLabels: undefined }) };
  for (let f = 0; f < m; f++) {
    const first = put['centres'][f];
    put['centres'][f] = put['centres'][m + f];
    put['centres'][m + f] = first;
  }
  const swapped = second.now['labels'].map((label) => [1, 0, 2][label]);
  const after = method.partition(put, run, 2, moved);
  expect([after.pointLabels, partitionerOf(after).assign(moved, n)]).toEqual([undefined, Uint16Array.from(swapped)]);
  const third = refreshed(moved, put);
  expect([third.changed, third.now['centres']]).toEqual([null, put['centres']]);
});

describe('where there is little to find, all numbers are finite', () => {
  const collapsed = new Float32Array(24).fill(0.5);
  const line = Float32Array.from({ length: 24 }, (_, i) => i);
  test.each([
    ['all codes in one place', collapsed, 8, 3, 4],
    ['one cluster', line, 8, 3, 1],
    ['as many clusters as points', line, 8, 3, 8],
    ['codes of one number', line, 24, 1, 3],
  ] as const)('%s', (_, codes, n, m, k) => {
    const { start, refreshed, loss } = begun(codes, n, m, k);
    const first = refreshed(codes, start);
    const second = refreshed(codes, first.now);
    for (const { now } of [first, second]) {
      for (const values of Object.values(now)) expect(values.every(Number.isFinite)).toBe(true);
      expect(loss(codes, now)).toBeGreaterThanOrEqual(0);
    }
  });
  test('codes of one number are drawn to their centres', () => {
    const { start, refreshed } = begun(line, 24, 1, 3);
    expect(refreshed(line, start).now['targets']).toEqual(start['labels'].map((label) => start['centres'][label]));
  });
});
