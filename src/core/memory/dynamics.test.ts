import { expect, test } from 'vitest';
import { assign, assignNearest, backward, energies, entropies, memberships, pulls, recurse, trajectory } from './dynamics';
import { BatchGradient } from './gradient';
import type { AssociativeMemory } from './model';
import { Random } from '../algebra/random';

const random = new Random(2);
const normals = (count: number, scale = 1) => Float32Array.from({ length: count }, () => scale * random.normal());

function make(k: number, d: number, change: Partial<AssociativeMemory> = {}): AssociativeMemory {
  return { memories: normals(k * d), k, d, beta: 1, steps: 6, stepSize: 1 / 6, similarity: 'euclidean', logWeights: null, ...change };
}

function finite(numbers: ArrayLike<number>): boolean {
  for (let i = 0; i < numbers.length; i++) if (!Number.isFinite(numbers[i])) return false;
  return numbers.length > 0;
}

test.each(['euclidean', 'spherical'] as const)('extremes of beta, dimension and scale stay finite: %s', (similarity) => {
  let cases = 0;
  const wide = normals(4 * 20_000);
  for (const beta of [1e-5, 1, 1e3])
    for (const [d, scale] of [
      [2, 1e-6],
      [3, 1e5],
      [20_000, 1],
    ]) {
      const [n, k] = [2, 4];
      const model = make(k, d, { memories: wide.slice(0, k * d).map((x) => scale * x), beta, similarity });
      const points = wide.slice(5, 5 + n * d).map((x) => scale * x);
      const end = recurse(model, points, n);
      const gradients = backward(model, points, n, end);
      const batch = new BatchGradient(k, d, model.steps);
      batch.begin(model);
      const loss =
        batch.add(points, 0, new Float32Array(d), Uint32Array.of(0, 1), 0, 2) + batch.add(points, d, new Float32Array(d), null, 0, 0);
      batch.finish();
      const all = {
        energies: energies(model, points, n),
        memberships: memberships(model, points, n),
        entropies: entropies(model, points, n),
        end,
      };
      for (const [name, numbers] of Object.entries({
        ...all,
        ...gradients,
        batch: batch.memories,
        batchWeights: batch.logWeights,
        loss: [loss],
      })) {
        expect({ name, beta, d, scale, finite: finite(numbers) }).toEqual({ name, beta, d, scale, finite: true });
        cases++;
      }
      for (let i = 0; i < n; i++) expect(all.memberships.subarray(i * k, (i + 1) * k).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    }
  expect(cases).toBeGreaterThan(0);
});

test('one memory draws every point along a straight line: (1 − a)^T of the distance is left', () => {
  const model = make(1, 3, { memories: Float64Array.of(1, 2, 3), steps: 5, stepSize: 0.2 });
  const end = recurse(model, Float64Array.of(0, 0, 0), 1);
  [1, 2, 3].forEach((m, j) => expect(end[j]).toBeCloseTo(m * (1 - 0.8 ** 5), 6));
});

test('a trajectory starts at the point and ends where the recursion does; energy falls along it', () => {
  const model = make(5, 4);
  const point = normals(4);
  const path = trajectory(model, point);
  expect(path.length).toBe(7 * 4);
  expect([...path.subarray(0, 4)]).toEqual([...point]);
  expect([...path.subarray(24)]).toEqual([...recurse(model, point, 1)]);
  const energy = energies(model, path, 7);
  for (let t = 1; t < 7; t++) expect(energy[t]).toBeLessThanOrEqual(energy[t - 1]);
});

test('held entries stay to the bit, and moving ones depend on them', () => {
  const model = make(4, 5);
  const points = normals(2 * 5);
  const hidden = Uint8Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0, 0);
  const end = recurse(model, points, 2, hidden);
  hidden.forEach((h, j) => expect(end[j] === points[j]).toBe(h === 0));
  expect(end[0]).not.toBeCloseTo(recurse(model, points, 2)[0], 5);
});

test('on the sphere points and memories count by their direction alone', () => {
  const model = make(4, 5, { similarity: 'spherical' });
  const points = normals(10 * 5);
  const longer = { ...model, memories: model.memories.map((m, i) => m * (1 + (i - (i % 5)))) };
  expect([
    ...assign(
      longer,
      points.map((x) => 7 * x),
      10,
    ),
  ]).toEqual([...assign(model, points, 10)]);
  expect([...assignNearest(longer, points, 10)]).toEqual([...assignNearest(model, points, 10)]);
  recurse(longer, points, 10).forEach((x, j) => expect(x).toBeCloseTo(recurse(model, points, 10)[j], 5));
});

test('the gradients through both normalisations agree with differences, mask included', () => {
  const [n, k, d] = [2, 3, 4];
  const memories = Float64Array.from(normals(k * d));
  const model = make(k, d, { memories, similarity: 'spherical', logWeights: Float64Array.from(normals(k)), beta: 2 });
  const points = Float64Array.from(normals(n * d));
  const hidden = Uint8Array.of(1, 0, 1, 0, 0, 1, 1, 1);
  const weights = Float64Array.from(normals(n * d));
  const value = (m: AssociativeMemory, x: Float64Array) => recurse(m, x, n, hidden).reduce((sum, v, j) => sum + v * weights[j], 0);
  const gradients = backward(model, points, n, weights, hidden);
  // Float32 outputs: a wide step, differences good to about 1e-3.
  const h = 1e-2;
  const difference = (array: Float64Array, j: number, f: () => number) => {
    const kept = array[j];
    array[j] = kept + h;
    const up = f();
    array[j] = kept - h;
    const down = f();
    array[j] = kept;
    return (up - down) / (2 * h);
  };
  memories.forEach((_, j) =>
    expect(gradients.memories[j]).toBeCloseTo(
      difference(memories, j, () => value(model, points)),
      2,
    ),
  );
  points.forEach((_, j) =>
    expect(gradients.points[j]).toBeCloseTo(
      difference(points, j, () => value(model, points)),
      2,
    ),
  );
  const logWeights = model.logWeights as Float64Array;
  logWeights.forEach((_, j) =>
    expect(gradients.logWeights[j]).toBeCloseTo(
      difference(logWeights, j, () => value(model, points)),
      2,
    ),
  );
});

test('entropy runs from 0 at one certain memory to ln k among equals', () => {
  const [certain] = entropies(make(3, 1, { memories: Float64Array.of(0, 9, 18), beta: 1e3 }), Float64Array.of(0), 1);
  expect(certain).toBe(0);
  const [even] = entropies(make(3, 1, { memories: Float64Array.of(1, 1, 1) }), Float64Array.of(0), 1);
  expect(even).toBeCloseTo(Math.log(3), 6);
});

test('what does not fit together is refused', () => {
  const points = normals(4);
  expect(() => recurse(make(2, 3), points, 2)).toThrow(/6 numbers/);
  expect(() => assign(make(2, 2, { memories: normals(3) }), points, 2)).toThrow(RangeError);
  expect(() => energies(make(2, 2, { beta: 0 }), points, 2)).toThrow(/inverse temperature/);
  expect(() => memberships(make(2, 2, { logWeights: normals(3) }), points, 2)).toThrow(/log weights/);
});

test.each([
  ['log-sum-exp', {}],
  ['log-sum-ReLU', { energy: 'lsr', beta: 0.05 }],
  ['on the sphere', { similarity: 'spherical' }],
] as const)('the first step is the step size times what all memories pull: %s', (_name, how) => {
  const model = make(2, 3, how);
  const point = Float64Array.of(0.6, -0.3, 0.74);
  const all = pulls(model, point);
  const [v, next] = [trajectory(model, point).subarray(0, 3), trajectory(model, point).subarray(3, 6)];
  const to = Array.from(v, (x, j) => x + model.stepSize * [0, 1].reduce((sum, mu) => sum + all[mu * 3 + j]!, 0));
  const length = model.similarity === 'spherical' ? Math.hypot(...to) : 1;
  to.forEach((x, j) => expect(x / length).toBeCloseTo(next[j]!, 5));
});
