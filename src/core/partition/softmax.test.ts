import { expect, test } from 'vitest';
import { Random } from '../algebra/random';
import { createBasinGrid } from '../map/basins';
import { lift, type Plane } from '../map/plane';
import { partitionerOf, withPrototypes } from './kinds';
import type { SoftmaxPartition } from './model';

const [n, k, d] = [40, 4, 5];
const random = new Random(3);
const normals = (length: number) => Float64Array.from({ length }, () => random.normal());
const points = normals(n * d);
const model: SoftmaxPartition = { kind: 'softmax', k, d, weights: normals(k * d), bias: normals(k), prototypes: normals(k * d) };

const range = Array.from({ length: k }, (_, j) => j);
const rowOf = (i: number) => points.slice(i * d, (i + 1) * d);
const scoresAt = (point: Float64Array) => range.map((j) => point.reduce((sum, x, f) => sum + model.weights[j * d + f] * x, model.bias[j]));
const distancesAt = (point: Float64Array) => range.map((j) => point.reduce((sum, x, f) => sum + (x - model.prototypes[j * d + f]) ** 2, 0));
const sharesAt = (point: Float64Array) => {
  const exps = scoresAt(point).map(Math.exp);
  const sum = exps.reduce((a, b) => a + b);
  return exps.map((value) => value / sum);
};

test('a point is in the region of the greatest score, which need not be the cell of the nearest centre', () => {
  const { assign, nearest, label, memberships, height, entropies } = partitionerOf(model);
  const regions = Array.from({ length: n }, (_, i) => scoresAt(rowOf(i)).indexOf(Math.max(...scoresAt(rowOf(i)))));
  const cells = Array.from({ length: n }, (_, i) => distancesAt(rowOf(i)).indexOf(Math.min(...distancesAt(rowOf(i)))));
  expect([...assign(points, n)]).toEqual(regions);
  expect([...nearest!(points, n)]).toEqual(cells);
  expect(cells).not.toEqual(regions);
  expect(label(points, n)).toEqual({ labels: Uint16Array.from(regions), nearest: Uint16Array.from(cells) });
  const [shares, heights, entropy] = [memberships!(points, n), height!(points, n), entropies!(points, n)];
  for (let i = 0; i < n; i++) {
    const own = sharesAt(rowOf(i));
    const distances = distancesAt(rowOf(i));
    own.forEach((share, j) => expect(shares[i * k + j]).toBeCloseTo(share, 6));
    expect(heights[i]).toBeCloseTo(
      own.reduce((sum, share, j) => sum + share * distances[j], 0),
      9,
    );
    expect(entropy[i]).toBeCloseTo(
      own.reduce((sum, share) => sum - share * Math.log(share), 0),
      6,
    );
  }
});

test('the map of a plane has at each place what the place itself has', () => {
  const plane: Plane = { origin: normals(d), e1: Float64Array.of(0.6, 0.8, 0, 0, 0), e2: Float64Array.of(0, 0, 1, 0, 0) };
  const [width, rows] = [7, 5];
  const grid = createBasinGrid(width, rows);
  const { ground, assign, nearest, height } = partitionerOf(model);
  ground(plane).rows({ s0: -3, ds: 6 / width, t0: 3, dt: -6 / rows, width }, 0, rows, grid);
  const places = Float64Array.from({ length: width * rows * d });
  for (let at = 0; at < width * rows; at++)
    places.set(lift(plane, -3 + ((at % width) + 0.5) * (6 / width), 3 - (Math.floor(at / width) + 0.5) * (6 / rows)), at * d);
  expect([...grid.labels]).toEqual([...assign(places, width * rows)]);
  expect([...grid.nearest]).toEqual([...nearest!(places, width * rows)]);
  height!(places, width * rows).forEach((value, at) => expect(grid.energy[at]).toBeCloseTo(value, 4));
});

test('a centre that is moved leaves the regions and takes its cell along', () => {
  const moved = withPrototypes(model, model.prototypes.map((value, at) => (at < d ? value + 3 : value)) as Float64Array);
  expect(partitionerOf(moved).assign(points, n)).toEqual(partitionerOf(model).assign(points, n));
  expect(partitionerOf(moved).nearest!(points, n)).not.toEqual(partitionerOf(model).nearest!(points, n));
});

test('what does not fit together is refused', () => {
  expect(() => partitionerOf({ ...model, bias: new Float64Array(1) })).toThrow(RangeError);
  expect(() => partitionerOf(model).assign(points, n + 1)).toThrow(RangeError);
  expect(() => partitionerOf(model).ground({ origin: new Float64Array(2), e1: Float64Array.of(1, 0), e2: Float64Array.of(0, 1) })).toThrow(
    RangeError,
  );
});
