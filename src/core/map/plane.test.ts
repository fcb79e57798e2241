import { expect, test } from 'vitest';
import { assignNearest } from '../memory/dynamics';
import type { AssociativeMemory } from '../memory/model';
import { dataPlane, dot, lift, planeFromAxes, planeThroughMemories, project, type Plane } from './plane';
import { Random } from '../algebra/random';
import { voronoiCells } from './voronoi';

const random = new Random(4);
const normals = (count: number) => Float64Array.from({ length: count }, () => random.normal());

/** The deviation of e1 and e2 from orthonormal. */
const skew = ({ e1, e2 }: Plane) => Math.abs(dot(e1, e1) - 1) + Math.abs(dot(e2, e2) - 1) + Math.abs(dot(e1, e2));

test('the plane of two features is the data; one feature has a t-axis that means nothing', () => {
  expect([...project(dataPlane(2), Float64Array.of(3, -2), 1)]).toEqual([3, -2]);
  expect([...project(dataPlane(1), Float64Array.of(3, 5), 2)]).toEqual([3, 0, 5, 0]);
  expect([...lift(dataPlane(1), 3, 100)]).toEqual([3]);
  expect(() => dataPlane(3)).toThrow(RangeError);
});

test('a plane through three memories holds them, at their true distances', () => {
  const d = 7;
  const memories = normals(5 * d);
  const plane = planeThroughMemories(memories, 5, d, [4, 1, 2]);
  expect(skew(plane)).toBeLessThan(1e-12);
  const flat = project(plane, memories, 5);
  for (const mu of [4, 1, 2]) {
    const back = lift(plane, flat[2 * mu], flat[2 * mu + 1]);
    for (let j = 0; j < d; j++) expect(back[j]).toBeCloseTo(memories[mu * d + j], 5);
  }
  expect(() => planeThroughMemories(memories, 5, d, [0, 1, 5])).toThrow(/no memory 5/);
});

test('collinear, equal and parallel directions still give a plane', () => {
  const line = Float64Array.of(0, 0, 0, 1, 2, 3, 2, 4, 6);
  expect(skew(planeThroughMemories(line, 3, 3, [0, 1, 2]))).toBeLessThan(1e-12);
  expect(skew(planeThroughMemories(new Float64Array(9).fill(2), 3, 3, [0, 1, 2]))).toBeLessThan(1e-12);
  expect(skew(planeThroughMemories(line, 3, 3, [1, 1, 2]))).toBeLessThan(1e-12);
  expect(skew(planeFromAxes(new Float64Array(3), Float64Array.of(1e-200, 0, 0), Float64Array.of(1e200, 1e190, 0)))).toBeLessThan(1e-12);
});

test.each(['euclidean', 'spherical'] as const)('Voronoi polygons hold the places nearest to their memory: %s', (similarity) => {
  const [d, k] = [6, 7];
  const model: AssociativeMemory = { memories: normals(k * d), k, d, beta: 1, steps: 1, stepSize: 1, similarity, logWeights: null };
  const plane = planeFromAxes(normals(d), normals(d), normals(d));
  const bounds = { s0: -4, t0: -3, s1: 4, t1: 3 };
  const cells = voronoiCells(model, plane, bounds);
  expect(cells.length).toBe(k);
  expect(cells.filter((cell) => cell.length > 0).length).toBeGreaterThan(1);
  const area = (cell: Float64Array) => {
    let twice = 0;
    for (let i = 0; i < cell.length; i += 2) {
      const j = (i + 2) % cell.length;
      twice += cell[i] * cell[j + 1] - cell[j] * cell[i + 1];
    }
    return twice / 2;
  };
  expect(cells.reduce((sum, cell) => sum + area(cell), 0)).toBeCloseTo(48, 8);
  for (let i = 0; i < 300; i++) {
    const s = -4 + 8 * random.uniform();
    const t = -3 + 6 * random.uniform();
    const [mu] = assignNearest(model, lift(plane, s, t), 1);
    const inside = cells.map((cell) => {
      if (cell.length === 0) return false;
      for (let a = 0; a < cell.length; a += 2) {
        const b = (a + 2) % cell.length;
        if ((cell[b] - cell[a]) * (t - cell[a + 1]) - (cell[b + 1] - cell[a + 1]) * (s - cell[a]) < 0) return false;
      }
      return true;
    });
    expect(inside.indexOf(true)).toBe(mu);
  }
});

test('of memories that coincide the first has the cell', () => {
  const memories = Float64Array.of(0, 0, 1, 0, 0, 0);
  const model: AssociativeMemory = { memories, k: 3, d: 2, beta: 1, steps: 1, stepSize: 1, similarity: 'euclidean', logWeights: null };
  const cells = voronoiCells(model, dataPlane(2), { s0: -1, t0: -1, s1: 2, t1: 1 });
  expect(cells.map((cell) => cell.length > 0)).toEqual([true, true, false]);
});
