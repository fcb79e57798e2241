import { expect, inject, test } from 'vitest';
import { backward, recurse } from './dynamics';
import { BatchGradient } from './gradient';
import type { AssociativeMemory } from './model';
import { Random } from '../algebra/random';

const { cases } = inject('golden').am;

/** The largest difference over the largest magnitude expected (or over 0.01, so that 1e-4 of it is 1e-6). */
function error(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let largest = 0.01;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(expected[i]));
    worst = Math.max(worst, Number.isNaN(actual[i]) ? Infinity : Math.abs(actual[i] - expected[i]));
  }
  return worst / largest;
}

test('there are golden cases', () => {
  expect(cases.length).toBeGreaterThan(0);
});

test.each(cases.map((c) => [`n ${c.n}, d ${c.d}, k ${c.k}, beta ${c.beta}, T ${c.T}`, c] as const))('a batch: %s', (_name, c) => {
  const { n, d, k } = c;
  const batch = new BatchGradient(k, d, c.T);
  const zeros = new Float64Array(d);
  const run = (x: number[][], mask: number[][] | null, change: Partial<AssociativeMemory>) => {
    const memories = Float64Array.from(c.memories.flat());
    batch.begin({ memories, k, d, beta: c.beta, steps: c.T, stepSize: c.step, similarity: 'euclidean', logWeights: null, ...change });
    const points = Float64Array.from(x.flat());
    let loss = 0;
    for (let i = 0; i < n; i++) {
      const hidden = mask && Uint32Array.from(mask[i].flatMap((m, j) => (m === 1 ? [j] : [])));
      const alone = batch.loss(points, i * d, zeros, hidden, 0, hidden?.length ?? 0);
      const added = batch.add(points, i * d, zeros, hidden, 0, hidden?.length ?? 0);
      expect(alone).toBe(added);
      loss += added;
    }
    batch.finish();
    return loss;
  };
  const loss = run(c.x, null, {});
  expect(error([loss], [c.plain.loss])).toBeLessThan(1e-4);
  expect(error(batch.memories, c.plain.grad_memories.flat())).toBeLessThan(1e-4);
  expect(error([run(c.x, c.mask_bar, {})], [c.masked.loss])).toBeLessThan(1e-4);
  expect(error(batch.memories, c.masked.grad_memories.flat())).toBeLessThan(1e-4);
  expect(error([run(c.x, null, { logWeights: Float64Array.from(c.log_weights) })], [c.weighted.loss])).toBeLessThan(1e-4);
  expect(error(batch.memories, c.weighted.grad_memories.flat())).toBeLessThan(1e-4);
  expect(error(batch.logWeights, c.weighted.grad_log_weights)).toBeLessThan(1e-4);
  expect(error([run(c.spherical.x, null, { similarity: 'spherical' })], [c.spherical.loss])).toBeLessThan(1e-4);
  expect(error(batch.memories, c.spherical.grad_memories.flat())).toBeLessThan(1e-4);
});

test.each([
  ['narrow', 16, 3, 'euclidean', undefined],
  ['one entry', 7, 1, 'euclidean', undefined],
  ['four entries', 5, 4, 'euclidean', undefined],
  ['wide', 23, 9, 'euclidean', undefined],
  ['all hidden', 10, 10, 'euclidean', undefined],
  ['on the sphere', 9, 4, 'spherical', undefined],
  ['narrow, in balls', 16, 3, 'euclidean', 'lsr'],
  ['wide, in balls', 23, 9, 'euclidean', 'lsr'],
  ['all hidden, in balls', 10, 10, 'euclidean', 'lsr'],
] as const)('the masked batch equals the generic recursion and its backward pass: %s', (_name, d, h, similarity, energy) => {
  const random = new Random(d);
  const n = 12;
  const k = 6;
  const normals = (count: number) => Float64Array.from({ length: count }, () => random.normal());
  const model: AssociativeMemory = {
    memories: normals(k * d),
    k,
    d,
    // A ball of this radius holds about half of the points.
    beta: energy ? 1 / (2 * d) : 0.7,
    steps: 8,
    stepSize: 0.15,
    similarity,
    logWeights: energy ? null : normals(k),
    energy,
  };
  const x = normals(n * d);
  const fill = normals(d);
  if (similarity === 'spherical')
    for (let i = 0; i < n; i++) {
      const length = Math.hypot(...x.subarray(i * d, (i + 1) * d));
      for (let j = 0; j < d; j++) x[i * d + j] /= length;
    }
  const indices = new Uint32Array(n * h);
  for (let i = 0; i < n; i++) indices.set(random.distinct(h, d), i * h);

  const hidden = new Uint8Array(n * d);
  const start = x.slice();
  for (let i = 0; i < n * h; i++) {
    const at = Math.floor(i / h) * d + indices[i];
    hidden[at] = 1;
    start[at] = fill[indices[i]];
  }
  const end = recurse(model, start, n, hidden);
  const gradient = new Float64Array(n * d);
  let expectedLoss = 0;
  for (let j = 0; j < n * d; j++) {
    gradient[j] = hidden[j] * 2 * (end[j] - x[j]);
    expectedLoss += (gradient[j] * gradient[j]) / 4;
  }
  const expected = backward(model, start, n, gradient, hidden);

  const batch = new BatchGradient(k, d, model.steps);
  // Twice, so that whatever the first batch left in the scratch would show.
  for (let round = 0; round < 2; round++) {
    batch.begin(model);
    let loss = 0;
    for (let i = 0; i < n; i++) loss += batch.add(x, i * d, fill, indices, i * h, h);
    batch.add(x, 0, fill, null, 0, 0);
    batch.begin(model);
    loss = 0;
    for (let i = 0; i < n; i++) loss += batch.add(x, i * d, fill, indices, i * h, h);
    batch.finish();
    expect(loss).toBeCloseTo(expectedLoss, 4);
    expect(error(batch.memories, expected.memories)).toBeLessThan(1e-5);
    expect(error(batch.logWeights, expected.logWeights)).toBeLessThan(1e-5);
  }
});

test('a batch of another shape is refused', () => {
  const model: AssociativeMemory = {
    memories: new Float64Array(6),
    k: 3,
    d: 2,
    beta: 1,
    steps: 5,
    stepSize: 0.2,
    similarity: 'euclidean',
    logWeights: null,
  };
  expect(() => new BatchGradient(3, 2, 4).begin(model)).toThrow(RangeError);
});
