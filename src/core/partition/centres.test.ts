import { describe, expect, test } from 'vitest';
import { Random } from '../algebra/random';
import { createBasinGrid } from '../map/basins';
import { lift, type Plane } from '../map/plane';
import type { CentresPartition, CentresRule } from './model';
import { partitionerOf } from './kinds';

const [n, k, d] = [40, 4, 5];
const random = new Random(3);
const normals = (length: number) => Float64Array.from({ length }, () => random.normal());
const points = normals(n * d);
const base: CentresPartition = {
  kind: 'centres',
  k,
  d,
  prototypes: normals(k * d),
  rule: { by: 'nearest' },
  metric: 'euclidean',
  weights: null,
};
const weights = normals(k * d).map(Math.exp);

/** D_j of a point, by its definition. */
function distance({ prototypes, metric, weights }: CentresPartition, point: ArrayLike<number>, j: number): number {
  const x = Array.from(point);
  const centre = Array.from(prototypes.subarray(j * d, (j + 1) * d));
  const inner = (a: number[], b: number[]) => a.reduce((sum, value, f) => sum + value * b[f], 0);
  if (metric === 'cosine') return 1 - inner(x, centre) / Math.sqrt(inner(x, x) * inner(centre, centre));
  return x.reduce((sum, value, f) => sum + (weights?.[j * d + f] ?? 1) * (value - centre[f]) ** 2, 0);
}
const distancesAt = (model: CentresPartition, point: ArrayLike<number>) => Array.from({ length: k }, (_, j) => distance(model, point, j));
const argmin = (values: number[]) => values.indexOf(Math.min(...values));
const rowOf = (i: number) => points.slice(i * d, (i + 1) * d);

const rules: [CentresRule, (distance: number) => number][] = [
  [{ by: 'softmax', alpha: 0.7 }, (D) => Math.exp(-0.7 * D)],
  [{ by: 'power', alpha: 2.5 }, (D) => D ** -2.5],
  [{ by: 'student', nu: 2 }, (D) => (1 + D / 2) ** -1.5],
  [{ by: 'umap', a: 1.93, b: 0.79 }, (D) => 1 / (1 + 1.93 * D ** 0.79)],
];

const kinds: [string, CentresPartition][] = [
  ['squared distances', base],
  ['weighted distances', { ...base, weights }],
  ['cosines', { ...base, metric: 'cosine' }],
];

describe.each(kinds)('centres by %s', (_, model) => {
  test('a point is in the cluster of the least distance', () => {
    const { assign, nearest } = partitionerOf(model);
    const labels = (of: CentresPartition) => Array.from({ length: n }, (__, i) => argmin(distancesAt(of, rowOf(i))));
    expect([...assign(points, n)]).toEqual(labels(model));
    // Without weights the nearest centre is no other question.
    expect(nearest && [...nearest(points, n)]).toEqual(model.weights && labels({ ...model, weights: null }));
  });

  test.each(rules)('memberships follow the rule %j, and the terrain is the mean distance under them', (rule, weigh) => {
    const { memberships, height } = partitionerOf({ ...model, rule });
    const found = memberships!(points, n);
    const heights = height!(points, n);
    for (let i = 0; i < n; i++) {
      const distances = distancesAt(model, rowOf(i));
      const sum = distances.reduce((total, D) => total + weigh(D), 0);
      const shares = distances.map((D) => weigh(D) / sum);
      shares.forEach((share, j) => expect(found[i * k + j]).toBeCloseTo(share, 6));
      expect(heights[i]).toBeCloseTo(
        shares.reduce((total, share, j) => total + share * distances[j], 0),
        9,
      );
    }
  });

  test('the map of a plane has at each place what the place itself has', () => {
    const soft: CentresPartition = { ...model, rule: { by: 'softmax', alpha: 0.7 } };
    const plane: Plane = { origin: normals(d), e1: Float64Array.of(0.6, 0.8, 0, 0, 0), e2: Float64Array.of(0, 0, 1, 0, 0) };
    const [width, rows] = [7, 5];
    const grid = createBasinGrid(width, rows);
    const { ground, assign, nearest, height } = partitionerOf(soft);
    ground(plane).rows({ s0: -3, ds: 6 / width, t0: 3, dt: -6 / rows, width }, 0, rows, grid);
    const places = Float64Array.from({ length: width * rows * d });
    for (let at = 0; at < width * rows; at++)
      places.set(lift(plane, -3 + ((at % width) + 0.5) * (6 / width), 3 - (Math.floor(at / width) + 0.5) * (6 / rows)), at * d);
    expect([...grid.labels]).toEqual([...assign(places, width * rows)]);
    expect([...grid.nearest]).toEqual([...(nearest ?? assign)(places, width * rows)]);
    height!(places, width * rows).forEach((value, at) => expect(grid.energy[at]).toBeCloseTo(value, 4));
  });
});

test('hard centres have no memberships, and the terrain is the distance to the nearest', () => {
  const { memberships, height, move } = partitionerOf(base);
  expect([memberships, move]).toEqual([null, null]);
  height!(points, n).forEach((value, i) => expect(value).toBeCloseTo(Math.min(...distancesAt(base, rowOf(i))), 9));
});

test('a point on a centre, one at the origin, and one far away have finite memberships', () => {
  for (const [rule] of rules)
    for (const metric of ['euclidean', 'cosine'] as const) {
      const { memberships } = partitionerOf({ ...base, rule, metric });
      for (const point of [base.prototypes.slice(0, d), new Float64Array(d), new Float64Array(d).fill(1e12)]) {
        const shares = memberships!(point, 1);
        expect([...shares].every(Number.isFinite)).toBe(true);
        expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
      }
    }
});

test('what does not fit together is refused', () => {
  expect(() => partitionerOf({ ...base, prototypes: new Float64Array(3) })).toThrow(RangeError);
  expect(() => partitionerOf(base).assign(points, n + 1)).toThrow(RangeError);
  expect(() => partitionerOf(base).ground({ origin: new Float64Array(2), e1: Float64Array.of(1, 0), e2: Float64Array.of(0, 1) })).toThrow(
    RangeError,
  );
});
