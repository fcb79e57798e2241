import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { agreement } from '../../core/metrics/agreement';
import { partitionerOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import { ConfigError, defaultsOf, parseConfig } from '../config';
import { method } from './head';

const [n, m, k, d] = [90, 3, 3, 12];
const random = new Random(4);
// Three clusters of codes, at a distance that CM, whose rate is 1e-3, finds its way to.
const codes = Float32Array.from({ length: n * m }, (_, i) => 0.3 * random.normal() + (Math.floor(i / m) % 3 === i % m ? 2 : -1));
const labels = Uint16Array.from({ length: n }, (_, i) => i % 3);
const values = { ...defaultsOf('ae-cm'), k };
const run = { values, n, d, m, k };
const begun = (of: Float32Array, patch: object = {}) => drain(method.begin(of, { ...run, ...patch }, new Random(7), 7)).arrays;

test('from a pretrained network it begins with what CM learns of the codes, from a random one by chance', () => {
  const nmi = (arrays: ReturnType<typeof begun>) =>
    agreement(partitionerOf(method.partition(arrays, run, 0, codes)).assign(codes, n), labels).nmi;
  const [start, after] = [0, 100].map((headEpochs) => begun(codes, { values: { ...values, headEpochs } }));
  expect(nmi(start)).toBeGreaterThan(0.5);
  expect(nmi(after)).toBeGreaterThan(0.9);
  expect(after['W']).not.toEqual(start['W']);
  // Before CM: the centres of k-means, their pseudo-inverse, and no offsets.
  expect([...start['b'], ...start['c']]).toEqual([0, 0, 0, 0, 0, 0]);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < m; j++) {
      const product = Array.from({ length: k }, (_, c) => start['W'][i * k + c] * start['V'][c * m + j]).reduce((a, b) => a + b);
      expect(product).toBeCloseTo(i === j ? 1 : 0, 5);
    }
  const chance = begun(codes, { values: { ...values, start: 'random' } });
  expect(chance['b'].some((x) => x !== 0)).toBe(true);
  expect(begun(new Float32Array(n * m), { values: { ...values, start: 'random' } })).toEqual(chance);
});

test('what Adam adds goes with the sums that the loss is divided by; the last epoch averages; small batches are left out', () => {
  const [{ optimiser }] = method.phases!(run);
  // A batch of all 90 points.
  expect(optimiser).toEqual({ kind: 'adam', epsilon: 1e-3 / (90 * d), momentum: 0.9 });
  const [small] = method.phases!({ ...run, values: { ...values, batchSize: 20 } });
  expect(small.optimiser?.epsilon).toBe(1e-3 / (20 * d));
  expect([49, 50].map((epoch) => method.averages!(values, epoch))).toEqual([false, true]);
  expect(method.averages!({ ...values, averaging: false }, 50)).toBe(false);
  expect(method.leastBatch!({ ...values, batchSize: 20 })).toBe(10);
});

test('one cluster, as many as codes, codes that have collapsed onto one place or onto the origin', () => {
  const one = Float32Array.from({ length: n * m }, (_, i) => i % m);
  for (const [of, clusters] of [
    [codes, 1],
    [codes, n],
    [one, 4],
    [new Float32Array(n * m), 4],
  ] as const) {
    const own = { ...run, k: clusters, values: { ...values, k: clusters, headEpochs: 5 } };
    const arrays = begun(of, own);
    for (const array of Object.values(arrays)) expect(array.every(Number.isFinite)).toBe(true);
    const partition = method.partition(arrays, own, 0, of);
    const { compared, terms } = drain(method.measure!({ epoch: 0, partition, arrays, codes: of, reconstruction: 0.5 }, own));
    expect(compared).toBeGreaterThanOrEqual(0);
    expect(Object.values(terms).every(Number.isFinite)).toBe(true);
    expect(
      partitionerOf(partition)
        .assign(of, n)
        .every((label) => label < clusters),
    ).toBe(true);
  }
});

test('settings out of range are refused by a sentence', () => {
  const refused = (patch: object) => {
    try {
      parseConfig({ method: 'ae-cm', k: 3, ...patch });
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
    }
    return null;
  };
  expect(refused({ reconstruction: -1 })).toBe('“reconstruction” must be between 0.000001 and 1000, not -1.');
  expect(refused({ orthonormality: 1e4 })).toBe('“orthonormality” must be between 0.000001 and 1000, not 10000.');
  expect(refused({ concentration: [1, 2] })).toBe('“concentration” has 2 numbers for 3 clusters; give one for each, or one for all.');
  expect(refused({ headEpochs: -1 })).toMatch(/“headEpochs” must be a whole number/);
  expect(refused({ start: 'mixture' })).toMatch(/“start” must be one of "pretrained", "random"/);
  expect(refused({ terms: {} })).toMatch(/“terms” is a setting of CM, which AE-CM does not have/);
  expect(refused({ concentration: [1, 2, 3], start: 'random', averaging: false })).toBeNull();
});
