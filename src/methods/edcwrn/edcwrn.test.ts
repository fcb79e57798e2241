import { describe, expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { drain } from '../../core/work/steps';
import type { HeadArrays } from '../head';
import { edcwrnHead, method, type EdcwrnSettings } from './head';

const settings: EdcwrnSettings = {
  gamma: 0.1,
  featureWeights: 'inverse',
  neighbours: false,
  refreshSteps: 30,
  tolerance: 1e-3,
  leastRefreshes: 5,
};

/** The arrays before and after the first refresh, and the loss over the whole set under each. */
function refreshed(codes: Float32Array, m: number, k: number, patch: Partial<EdcwrnSettings> = {}) {
  const n = codes.length / m;
  const run = { values: { ...settings, ...patch }, n, d: m, m, k };
  const { arrays } = drain(method.begin(codes, run, new Random(1), 1));
  const start: HeadArrays = { targets: new Float32Array(n * k), ...arrays };
  const made = drain(method.refresh!.run(codes, start, run, new Random(2))).arrays;
  const now: HeadArrays = { ...start, ...made };
  const losses = [start, now].map((of) => {
    const partition = method.partition(of, run, 1, codes);
    return drain(method.measure!({ epoch: 1, partition, arrays: of, codes, reconstruction: 0 }, run)).compared;
  });
  return { start, now, losses };
}

const rowSums = (values: Float32Array, width: number): number[] =>
  Array.from({ length: values.length / width }, (_, i) => values.subarray(i * width, (i + 1) * width).reduce((sum, x) => sum + x, 0));

test('a cluster weighs most the numbers in which it is narrow; or all weigh the same', () => {
  // Each cluster is narrow along another axis.
  const random = new Random(3);
  const codes = Float32Array.from({ length: 120 }, (_, at) => {
    const [i, axis] = [Math.floor(at / 2), at % 2];
    return (i % 2 === axis ? 0.1 : 1) * random.normal() + 20 * (i % 2);
  });
  const { now } = refreshed(codes, 2, 2);
  const first = now['labels'][0];
  expect(now['weights'][2 * first]).toBeGreaterThan(0.9);
  expect(now['weights'][2 * (1 - first) + 1]).toBeGreaterThan(0.9);
  rowSums(now['weights'], 2).forEach((sum) => expect(sum).toBeCloseTo(1, 6));
  expect([...refreshed(codes, 2, 2, { featureWeights: 'equal' }).now['weights']]).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test('the decoder reads a code with the greater numbers of its two nearest, where it is asked for', () => {
  const codes = Float32Array.of(0, 0, 1, -1, 1, 2, 10, 10, 11, 9, 12, 12);
  const { start, now } = refreshed(codes, 2, 2, { neighbours: true });
  const greater = [1, 2, 1, 2, 1, 0, 12, 12, 12, 12, 11, 10];
  expect([...now['neighbours']]).toEqual(greater);
  const sums = greater.map((value, at) => value + codes[at]);
  expect([...method.decoderInput!(codes, 0, 2, now)]).toEqual(sums);
  expect([...method.decoderInput!(codes.subarray(6), 3, 2, now)]).toEqual(sums.slice(6));
  expect(method.decoderInput!(codes, 0, 2, refreshed(codes, 2, 2).now)).toBe(codes);
  // What a step decodes is the same.
  const gradient = new Float64Array(4);
  const decoderInput = new Float32Array(12);
  const typed = edcwrnHead(true).make({
    k: 2,
    m: 2,
    batchSize: 6,
    learned: () => ({ values: start['centres'], gradient }),
    decoderInput,
  });
  const rows = Uint32Array.of(0, 1, 2, 3, 4, 5);
  expect([...typed.forward({ rows, count: 6, live: { weight: 1 }, kept: now, noise: null }, codes).decoderInput]).toEqual(sums);
});

describe('where there is little to find, all numbers are finite', () => {
  const line = Float32Array.from({ length: 24 }, (_, i) => i);
  test.each([
    ['all codes in one place', new Float32Array(24).fill(0.5), 3, 4],
    ['one cluster', line, 3, 1],
    ['as many clusters as points', line, 3, 8],
    ['codes of one number', line, 1, 3],
    ['codes far apart', line.map((x) => 1e15 * x), 3, 3],
    ['one point', line.subarray(0, 3), 3, 1],
    ['two points', line.subarray(0, 6), 3, 2],
  ] as const)('%s', (_, codes, m, k) => {
    for (const featureWeights of ['inverse', 'equal'] as const) {
      const { now, losses } = refreshed(codes, m, k, { featureWeights, neighbours: true });
      for (const [name, values] of Object.entries(now)) expect([name, values.every(Number.isFinite)]).toEqual([name, true]);
      for (const name of ['weights', 'targets'])
        for (const sum of rowSums(now[name], name === 'weights' ? m : k)) expect(sum).toBeCloseTo(1, 5);
      for (const loss of losses) expect(loss).toBeGreaterThanOrEqual(0);
    }
  });
});
