import { expect, inject, test } from 'vitest';
import { basinRows, createBasinGrid } from './basins';
import { assign, assignNearest, energies } from '../memory/dynamics';
import type { AssociativeMemory } from '../memory/model';
import { dataPlane, lift, planeFromAxes, planeThroughMemories, type Plane } from './plane';
import { Random } from '../algebra/random';
import { reduceToSubspace } from './subspace';

const cases = inject('golden').basins.basins;

test('there are golden cases, with places to compare and places left out', () => {
  expect(cases.length).toBeGreaterThan(0);
  for (const c of cases) expect(c.margin_ok.filter((m) => m === 1).length).toBeGreaterThan(c.grid ** 2 / 2);
});

test.each(cases.map((c) => [`${c.memories.length} memories, beta ${c.beta}`, c] as const))('basins of the unit square: %s', (_name, c) => {
  const model: AssociativeMemory = {
    memories: Float64Array.from(c.memories.flat()),
    k: c.memories.length,
    d: 2,
    beta: c.beta,
    steps: c.T,
    stepSize: 1 / c.T,
    similarity: 'euclidean',
    logWeights: null,
  };
  const out = createBasinGrid(c.grid, c.grid);
  basinRows(model, dataPlane(2), [0, 1], [0, 1], c.grid, c.grid, 0, c.grid, out);
  const wrong = { labels: 0, voronoi: 0, assign: 0, assignNearest: 0 };
  const points = places(dataPlane(2), c.grid, 0, 1);
  const labels = assign(model, points, c.grid ** 2);
  const nearest = assignNearest(model, points, c.grid ** 2);
  let agree = 0;
  c.labels.forEach((label, i) => {
    if (out.labels[i] === out.nearest[i]) agree++;
    if (c.margin_ok[i] !== 1) return;
    if (out.labels[i] !== label) wrong.labels++;
    if (out.nearest[i] !== c.voronoi[i]) wrong.voronoi++;
    if (labels[i] !== label) wrong.assign++;
    if (nearest[i] !== c.voronoi[i]) wrong.assignNearest++;
  });
  expect(wrong).toEqual({ labels: 0, voronoi: 0, assign: 0, assignNearest: 0 });
  expect(agree / c.grid ** 2).toBeCloseTo(c.agree, 2);
});

/** The lattice of cell centres over [low, high]², lifted: grid² × d. */
function places(plane: Plane, grid: number, low: number, high: number): Float64Array {
  const at = (i: number) => low + ((i + 0.5) * (high - low)) / grid;
  return Float64Array.from(Array.from({ length: grid * grid }, (_, i) => [...lift(plane, at(i % grid), at(Math.floor(i / grid)))]).flat());
}

/** Compares with the direct computation at every place; a label may differ only where two memories are equally near at the end. */
function expectSame(model: AssociativeMemory, plane: Plane, low: number, high: number): number {
  const grid = 18;
  const out = createBasinGrid(grid, grid);
  // In two parts, as workers ask for it.
  const part = createBasinGrid(grid, 10);
  basinRows(model, plane, [low, high], [low, high], grid, grid, 0, grid, out);
  basinRows(model, plane, [low, high], [low, high], grid, grid, 7, 17, part);
  expect([...part.labels]).toEqual([...out.labels.subarray(7 * grid, 17 * grid)]);
  const points = places(plane, grid, low, high);
  const labels = assign(model, points, grid * grid);
  const nearest = assignNearest(model, points, grid * grid);
  const energy = energies(model, points, grid * grid);
  const scale = energy.reduce((m, e) => Math.max(m, Math.abs(e)), 0);
  const wrong = { labels: 0, nearest: 0, energy: 0 };
  for (let i = 0; i < grid * grid; i++) {
    if (labels[i] !== out.labels[i]) wrong.labels++;
    if (nearest[i] !== out.nearest[i]) wrong.nearest++;
    if (!(Math.abs(energy[i] - out.energy[i]) <= 1e-6 * scale)) wrong.energy++;
  }
  expect(wrong).toEqual({ labels: 0, nearest: 0, energy: 0 });
  return new Set(labels).size;
}

const random = new Random(11);
const normals = (count: number) => Float64Array.from({ length: count }, () => random.normal());

test.each([
  ['one feature', 1, 4],
  ['two features', 2, 6],
  ['three features, many memories', 3, 14],
  ['four features, many memories', 4, 12],
  ['three features, few memories', 3, 4],
  ['many features', 40, 6],
  ['more memories than a stride', 9, 13],
  ['one memory', 5, 1],
] as const)('the map of a plane equals the direct computation: %s', (_name, d, k) => {
  const plane = d <= 2 ? dataPlane(d) : planeFromAxes(normals(d), normals(d), normals(d));
  let basins = 0;
  for (const beta of [1e-3, 0.5, 8, 100])
    for (const logWeights of [null, normals(k)])
      for (const stepSize of [0.15, 1.5]) {
        const model: AssociativeMemory = { memories: normals(k * d), k, d, beta, steps: 6, stepSize, similarity: 'euclidean', logWeights };
        basins = Math.max(basins, expectSame(model, plane, -3, 3));
        if (d > 1) expectSame({ ...model, similarity: 'spherical' }, plane, -3, 3);
      }
  expect(basins).toBe(k === 1 ? 1 : Math.max(2, basins));
});

test('a far place among close memories is not settled by its distance', () => {
  // Far out one memory has p above 1 − 1e-7 by distance alone; on arrival the memberships even out, and all end in one basin.
  const model: AssociativeMemory = {
    memories: Float64Array.from([0, 0, 1, 0.2, 0.4, -0.6, -0.9, 0.7]),
    k: 4,
    d: 2,
    beta: 0.3,
    steps: 12,
    stepSize: 0.5,
    similarity: 'euclidean',
    logWeights: null,
  };
  expect(expectSame(model, dataPlane(2), -80, 80)).toBe(1);
  expect(new Set(assignNearest(model, places(dataPlane(2), 24, -80, 80), 24 * 24)).size).toBeGreaterThan(1);
});

test.each(['euclidean', 'spherical'] as const)('the reduced space holds the same labels as the full one: %s', (similarity) => {
  const [d, k] = [50, 5];
  const model: AssociativeMemory = {
    memories: normals(k * d),
    k,
    d,
    beta: 0.8,
    steps: 7,
    stepSize: 0.2,
    similarity,
    logWeights: normals(k),
  };
  const plane = planeFromAxes(normals(d), normals(d), normals(d));
  const reduced = reduceToSubspace(model, plane);
  expect(reduced.model.d).toBe(similarity === 'spherical' ? k + 3 : k + 2);
  const full = places(plane, 20, -9, 9);
  const small = places(reduced.plane, 20, -9, 9);
  expect([...assign(reduced.model, small, 400)]).toEqual([...assign(model, full, 400)]);
  expect([...assignNearest(reduced.model, small, 400)]).toEqual([...assignNearest(model, full, 400)]);
  const energy = energies(model, full, 400);
  energies(reduced.model, small, 400).forEach((e, i) => expect(e).toBeCloseTo(energy[i], 8));
  const through = planeThroughMemories(model.memories, k, d, [0, 2, 3]);
  expect(reduceToSubspace(model, through).model.d).toBe(similarity === 'spherical' ? k : k - 1);
});
