import { describe, expect, inject, test } from 'vitest';
import { createBasinGrid, prepareBasins } from '../map/basins';
import { dataPlane, lift, planeThroughMemories } from '../map/plane';
import { BallBasins } from '../map/ballBasins';
import { BallDiscovery, ballLabels, keyOf, meansOf, mostSets } from './balls';
import { noCluster } from '../algebra/noCluster';
import { energies } from './dynamics';
import { modelOfCase } from './lsr.testing';

const { cases } = inject('golden').lsr;
/** In double precision a rim is nearer than this to few points. */
const leastMargin = 1e-9;
const told = (c: (typeof cases)[number]) => `n ${c.n}, d ${c.m}, k ${c.k}, beta ${c.beta}`;

describe.each(cases.map((c) => [told(c), c] as const))('where points come to rest: %s', (_, c) => {
  const model = modelOfCase(c);
  const points = Float64Array.from(c.points.flat());
  const discovery = new BallDiscovery(model);
  // In two pieces, as a worker does.
  const half = Math.floor(c.n / 2);
  discovery.add(points.subarray(0, half * c.m), half);
  discovery.add(points.subarray(half * c.m), c.n - half);
  const { sets, labels, emptyBalls } = discovery.end();

  test('at the sets of memories that the oracle names', () => {
    const ours = Array.from(labels, (label) => (label === noCluster ? [] : label < c.k ? [label] : sets[label - c.k]));
    const sure = c.margin.map((margin) => margin === null || margin > leastMargin);
    expect(sure.filter(Boolean).length).toBeGreaterThan(c.n / 2);
    expect(ours.map((set, i) => (sure[i] ? set : null))).toEqual(c.fixed_set.map((set, i) => (sure[i] ? set : null)));
    const places = meansOf(model.memories, c.m, sets);
    const named = c.fixed_set.map((set, i) => (sure[i] ? sets.findIndex((members) => keyOf(members) === keyOf(set)) : -1));
    const ends = named.map((at) => (at < 0 ? null : [...places.subarray(at * c.m, (at + 1) * c.m)]));
    expect(ends).toEqual(named.map((at, i) => (at < 0 ? null : c.fixed_point[i]!.map(Math.fround))));
  });

  test('memories whose balls no point enters on its way are those without a gradient', () => {
    expect(emptyBalls).toBe(c.grad_memories.filter((row) => row.every((slope) => slope === 0)).length);
    const far = { ...model, k: c.k + 1, memories: Float64Array.of(...model.memories, ...Array.from({ length: c.m }, () => 1e3)) };
    const beside = new BallDiscovery(far);
    beside.add(points, c.n);
    expect(beside.end().emptyBalls).toBe(emptyBalls + 1);
  });

  test('emergent memories have labels by falling number of points, and the same ones afterwards', () => {
    const counts = sets.map((_, i) => labels.filter((label) => label === c.k + i).length);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(ballLabels(model, sets)(points, c.n).labels).toEqual(labels);
    // Unnamed ones share the label after the last.
    const first = ballLabels(model, sets.slice(0, 1))(points, c.n).labels;
    expect(first).toEqual(labels.map((label) => (label === noCluster || label <= c.k ? label : c.k + Math.min(1, sets.length))));
  });

  test('a map shows what its places have', () => {
    const plane = c.m === 2 ? dataPlane(2) : c.k > 2 ? planeThroughMemories(model.memories, c.k, c.m, [0, 1, 2]) : null;
    if (!plane) return;
    const side = 24;
    const lattice = { s0: -4, ds: 8 / side, t0: -4, dt: 8 / side, width: side };
    const out = createBasinGrid(side, side);
    new BallBasins(model, sets, plane).rows(lattice, 0, side, out);
    const places = Float64Array.from(
      Array.from({ length: side * side }, (_, i) => [
        ...lift(plane, -4 + ((i % side) + 0.5) * lattice.ds, -4 + (Math.floor(i / side) + 0.5) * lattice.dt),
      ]).flat(),
    );
    const direct = ballLabels(model, sets)(places, side * side);
    expect(out.labels.filter((label, i) => label !== direct.labels[i]).length).toBeLessThanOrEqual(1);
    expect(out.nearest).toEqual(direct.nearest);
    const heights = energies(model, places, side * side);
    expect(Math.max(...out.energy.map((e, i) => Math.abs(e - heights[i])))).toBeLessThan(1e-4 * Math.max(1, ...heights.map(Math.abs)));
  });
});

test('between two memories whose balls meet a third is where nobody stored one', () => {
  const model = {
    memories: Float64Array.of(0, 0, 1, 0),
    k: 2,
    d: 2,
    beta: 2,
    steps: 5,
    stepSize: 0.2,
    similarity: 'euclidean',
    logWeights: null,
    energy: 'lsr',
  } as const;
  const label = ballLabels(model, [[0, 1]]);
  expect([...label(Float64Array.of(0.5, 0, 0.45, 0.1, -0.3, 0, 1.4, 0.1, 5, 5), 5).labels]).toEqual([2, 2, 0, 1, noCluster]);
  // Log-sum-exp has no such places.
  const grid = createBasinGrid(4, 4);
  const { energy: _, ...usual } = model;
  prepareBasins(usual, dataPlane(2)).rows({ s0: -9, ds: 4, t0: -9, dt: 4, width: 4 }, 0, 4, grid);
  expect(Math.max(...grid.labels)).toBeLessThan(2);
});

test('of more emergent memories than have names the rarest share the label after the last', () => {
  const pairs = 300;
  // Pairs of memories 1 apart, and between each pair one point, between the first two more.
  const memories = Float64Array.from({ length: 2 * pairs }, (_, mu) => 10 * Math.floor(mu / 2) + (mu % 2));
  const model = { memories, k: 2 * pairs, d: 1, beta: 1, steps: 5, stepSize: 0.2, similarity: 'euclidean', logWeights: null } as const;
  const points = Float64Array.from({ length: pairs + 1 }, (_, i) => 10 * (i % pairs) + 0.5);
  const discovery = new BallDiscovery({ ...model, energy: 'lsr' });
  discovery.add(points, pairs + 1);
  const { sets, labels } = discovery.end();
  expect([sets.length, sets[0], labels[0], labels[pairs]]).toEqual([mostSets, [0, 1], model.k, model.k]);
  expect([...labels].filter((label) => label === model.k + mostSets)).toHaveLength(pairs - mostSets);
});
