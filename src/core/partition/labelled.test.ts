import { expect, test } from 'vitest';
import { Random } from '../algebra/random';
import { createBasinGrid } from '../map/basins';
import { lift, planeFromAxes } from '../map/plane';
import { partitionerOf } from './kinds';
import { cutPartition, labelledPartition, recut, standingRows } from './labelled';
import { cutTree, mergeSizes, type MergeTree } from './mergeTree';

const random = new Random(3);
const normals = (length: number) => Float32Array.from({ length }, () => random.normal());

/** Leaves 0 and 1 merge, then 3 and 4, then 2 with the first pair, then all. */
const tree: MergeTree & { leaves: null } = {
  children: Uint32Array.of(0, 1, 3, 4, 2, 5, 6, 7),
  heights: Float64Array.of(1, 2, 3, 4),
  leaves: null,
};
const five = { points: Float32Array.of(0, 1, 3, 10, 12), n: 5, d: 1, rows: null };

test.each([
  [1, [0, 0, 0, 0, 0]],
  [2, [0, 0, 0, 1, 1]],
  [3, [0, 0, 2, 1, 1]],
  [4, [0, 0, 1, 2, 3]],
  [5, [0, 1, 2, 3, 4]],
])('a tree cut into %i clusters, numbered by size and then by their first point', (k, labels) => {
  const cut = cutPartition(five, tree, k);
  expect([...cut.pointLabels!]).toEqual(labels);
  expect(cut.k).toBe(k);
  for (const from of [1, 3, 5]) expect(recut(cutPartition(five, tree, from), k)).toEqual(cut);
});

test('means are those of the clusters; a tree has no more clusters than leaves', () => {
  expect([...cutPartition(five, tree, 2).means]).toEqual([Math.fround(4 / 3), 11]);
  expect(() => cutTree(tree, 6)).toThrow('no 6 clusters');
  expect([...mergeSizes(tree)]).toEqual([2, 2, 3, 5]);
  const two = cutPartition(five, tree, 2);
  expect(recut(two, 6)).toBe(two);
});

test('points that were not merged take the cluster of a leaf, and a sample stands for them', () => {
  const leaves = Uint32Array.of(0, 0, 1, 2, 3, 3, 3, 3, 4);
  const points = Float32Array.of(0, 0.1, 1, 3, 10, 10, 10, 10, 12);
  const rows = Uint32Array.of(1, 4, 8);
  const cut = cutPartition({ points, n: 9, d: 1, rows }, { ...tree, leaves }, 2);
  expect([...cut.pointLabels!]).toEqual([1, 1, 1, 1, 0, 0, 0, 0, 0]);
  expect([[...cut.points], [...cut.labels]]).toEqual([[...Float32Array.of(0.1, 10, 12)], [1, 0, 0]]);
  expect([...recut(cut, 3).pointLabels!]).toEqual([1, 1, 1, 2, 0, 0, 0, 0, 0]);
});

test.each([1, 2, 6])('the map of a plane in %i dimensions has at each place the cluster of the nearest point', (d) => {
  const n = 400;
  const points = normals(n * d);
  const model = labelledPartition(
    { points, n, d, rows: null },
    Uint16Array.from({ length: n }, () => random.integer(7)),
  );
  const plane = planeFromAxes(normals(d), normals(d), normals(d));
  const [width, rows] = [23, 17];
  const grid = createBasinGrid(width, rows);
  const { ground, assign } = partitionerOf(model);
  ground(plane).rows({ s0: -3, ds: 6 / width, t0: 3, dt: -6 / rows, width }, 0, rows, grid);
  const places = Float64Array.from({ length: width * rows * d });
  for (let at = 0; at < width * rows; at++)
    places.set(lift(plane, -3 + ((at % width) + 0.5) * (6 / width), 3 - (Math.floor(at / width) + 0.5) * (6 / rows)), at * d);
  expect([...grid.labels]).toEqual([...assign(places, width * rows)]);
  expect(new Set(grid.energy)).toEqual(new Set([0]));
});

test('a sample stands for many points, and is smaller where they have many features', () => {
  expect([standingRows(10_000, 2, random), standingRows(1000, 50_000, random)]).toEqual([null, null]);
  const rows = standingRows(60_000, 784, random)!;
  expect(rows.length).toBe(5102);
  expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
  expect(standingRows(10_001, 2, random)!.length).toBe(10_000);
});
