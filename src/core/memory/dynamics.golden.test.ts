import { expect, inject, test } from 'vitest';
import { backward, energies, entropies, memberships, recurse, assign } from './dynamics';
import type { AssociativeMemory } from './model';

const { cases } = inject('golden').am;
type Case = (typeof cases)[number];
const flat = (rows: number[][]) => Float64Array.from(rows.flat());

/** Equal to 1e-4 of the largest magnitude expected, or 1e-6 absolutely, whichever is larger. */
function expectClose(actual: ArrayLike<number>, expected: ArrayLike<number>, what: string): void {
  const largest = Array.from(expected).reduce((m, e) => Math.max(m, Math.abs(e)), 0);
  const tolerance = Math.max(1e-4 * largest, 1e-6);
  const off: string[] =
    expected.length > 0 && actual.length === expected.length ? [] : [`${what} has ${actual.length} of ${expected.length} numbers`];
  for (let i = 0; i < expected.length; i++)
    if (!(Math.abs(actual[i] - expected[i]) <= tolerance)) off.push(`${what}[${i}] is ${actual[i]}, not ${expected[i]}`);
  expect(off.slice(0, 5)).toEqual([]);
}

function modelOf(c: Case, change: Partial<AssociativeMemory> = {}): AssociativeMemory {
  return {
    memories: flat(c.memories),
    k: c.k,
    d: c.d,
    beta: c.beta,
    steps: c.T,
    stepSize: c.step,
    similarity: 'euclidean',
    logWeights: null,
    ...change,
  };
}

/** Σ m̄ (x^T − x)² and its gradient at x^T. */
function loss(end: Float32Array, target: Float64Array, mask: Uint8Array | null) {
  let sum = 0;
  const gradient = new Float64Array(end.length);
  for (let j = 0; j < end.length; j++) {
    const off = mask && mask[j] === 0 ? 0 : end[j] - target[j];
    sum += off * off;
    gradient[j] = 2 * off;
  }
  return { sum, gradient };
}

test('there are golden cases', () => {
  expect(cases.length).toBeGreaterThan(0);
});

test.each(cases.map((c) => [`n ${c.n}, d ${c.d}, k ${c.k}, beta ${c.beta}, T ${c.T}`, c] as const))('%s', (_name, c) => {
  const x = flat(c.x);
  const mask = Uint8Array.from(c.mask_bar.flat());
  const weights = { logWeights: Float64Array.from(c.log_weights) };

  expectClose(energies(modelOf(c), x, c.n), c.energy, 'energy');
  expectClose(energies(modelOf(c, weights), x, c.n), c.energy_weighted, 'weighted energy');
  expectClose(memberships(modelOf(c), x, c.n), flat(c.softmax), 'softmax');
  expectClose(entropies(modelOf(c), x, c.n), c.entropy_nats, 'entropy');
  expect([...assign(modelOf(c), x, c.n)]).toEqual(c.plain.labels);

  const check = (
    what: string,
    model: AssociativeMemory,
    start: Float64Array,
    target: Float64Array,
    hidden: Uint8Array | null,
    expected: { xT: number[][]; loss: number; grad_memories: number[][] },
  ) => {
    const end = recurse(model, start, c.n, hidden);
    expectClose(end, flat(expected.xT), `${what} x^T`);
    const { sum, gradient } = loss(end, target, hidden);
    expectClose([sum], [expected.loss], `${what} loss`);
    const gradients = backward(model, start, c.n, gradient, hidden);
    expectClose(gradients.memories, flat(expected.grad_memories), `${what} gradient of the memories`);
    return gradients;
  };

  const plain = check('plain', modelOf(c), x, x, null, c.plain);
  expectClose(plain.points, flat(c.plain.grad_x0), 'plain gradient of the start');
  check('masked', modelOf(c), flat(c.x_masked), x, mask, c.masked);
  const weighted = check('weighted', modelOf(c, weights), x, x, null, c.weighted);
  expectClose(weighted.logWeights, c.weighted.grad_log_weights, 'gradient of the log weights');
  const onSphere = flat(c.spherical.x);
  check('spherical', modelOf(c, { similarity: 'spherical' }), onSphere, onSphere, null, c.spherical);
});
