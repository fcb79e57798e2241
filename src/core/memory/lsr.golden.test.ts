import { expect, inject, test } from 'vitest';
import { backward, energies, entropies, memberships, recurse, trajectory } from './dynamics';
import { BatchGradient } from './gradient';
import { modelOfCase } from './lsr.testing';
import type { AssociativeMemory } from './model';

const { cases } = inject('golden').lsr;

/** Equal to 1e-6 of the largest magnitude expected, or 1e-6 absolutely: what comes out is rounded to single precision. */
function off(actual: ArrayLike<number>, expected: readonly number[], what: string): string[] {
  const tolerance = 1e-6 * Math.max(1, ...expected.map(Math.abs));
  if (actual.length !== expected.length) return [`${what} has ${actual.length} of ${expected.length} numbers`];
  return expected.flatMap((value, i) => (Math.abs(actual[i] - value) <= tolerance ? [] : [`${what}[${i}] is ${actual[i]}, not ${value}`]));
}

test('there are golden cases', () => {
  expect(cases.length).toBeGreaterThan(0);
});

test.each(cases.map((c) => [`n ${c.n}, d ${c.m}, k ${c.k}, beta ${c.beta}, T ${c.steps}`, c] as const))('log-sum-ReLU: %s', (_, c) => {
  const { n, m: d, k } = c;
  const model = modelOfCase(c);
  const x = Float64Array.from(c.points.flat());
  const counts = c.inside.map((row) => row.reduce((sum, one) => sum + one, 0));
  const end = recurse(model, x, n);
  const { memories } = backward(
    model,
    x,
    n,
    Float64Array.from(c.end.flat(), (value, i) => 2 * (value - x[i])),
  );
  const batch = new BatchGradient(k, d, model.steps);
  batch.begin(model);
  let loss = 0;
  let alone = 0;
  for (let i = 0; i < n; i++) {
    alone += batch.loss(x, i * d, x, null, 0, 0);
    loss += batch.add(x, i * d, x, null, 0, 0);
  }
  batch.finish();
  expect(alone).toBe(loss);
  expect([
    ...off(energies(model, x, n), c.energy, 'energy'),
    ...off(
      memberships(model, x, n),
      c.inside.flatMap((row, i) => row.map((one) => one / Math.max(1, counts[i]))),
      'memberships',
    ),
    ...off(
      entropies(model, x, n),
      counts.map((count) => Math.log(Math.max(1, count))),
      'entropy',
    ),
    ...c.points.flatMap((point, i) =>
      off(
        trajectory(model, Float64Array.from(point)),
        c.path.flatMap((step) => step[i]),
        `path ${i}`,
      ),
    ),
    ...off(end, c.end.flat(), 'end'),
    ...off([loss], [c.loss], 'loss'),
    ...off(memories, c.grad_memories.flat(), 'gradient of the memories'),
    ...off(batch.memories, c.grad_memories.flat(), 'gradient of the memories by batches'),
  ]).toEqual([]);
  // Where no ball holds a point the recursion is the identity, which hands the gradient on.
  const handedOn = backward(model, x, n, new Float64Array(n * d).fill(1)).points;
  expect(handedOn.map((slope, at) => (counts[Math.floor(at / d)] === 0 ? slope : 1))).toEqual(new Float32Array(n * d).fill(1));
  expect(handedOn.every((slope, at) => counts[Math.floor(at / d)] === 0 || slope < 1)).toBe(true);
});

test('log-sum-ReLU is neither on the sphere nor weighted', () => {
  const model = modelOfCase(cases[0]);
  const x = new Float64Array(model.d);
  const wrong: Partial<AssociativeMemory>[] = [{ similarity: 'spherical' }, { logWeights: new Float64Array(model.k) }];
  for (const change of wrong) {
    expect(() => recurse({ ...model, ...change }, x, 1)).toThrow(RangeError);
    expect(() => new BatchGradient(model.k, model.d, model.steps).begin({ ...model, ...change })).toThrow(RangeError);
  }
});
