import { expect, test } from 'vitest';
import { entropies, memberships } from '../../core/memory/dynamics';
import type { MemoryPartition } from '../../core/partition/model';
import { Random } from '../../core/algebra/random';
import type { Dataset } from '../../data/dataset';
import type { Latent, Space } from '../../engine/protocol';
import { binAt, binned, certainties, mostHistogramPoints, pointCertainty, certaintyRange, certaintySample } from './certainty';
import { binSentence, figures, figureSentence, pointSentence } from './figures';

const n = 500;
const random = new Random(3);
const values = Float32Array.from({ length: n * 2 }, () => 10 + 5 * random.normal());
const dataset = { n, d: 2, values } as unknown as Dataset;
const space = { d: 2, scaling: { kind: 'standard', shift: Float64Array.of(10, 10), scale: Float64Array.of(5, 5) } } as unknown as Space;
const model: MemoryPartition = {
  kind: 'memory',
  memories: Float32Array.of(-1, 0, 1, 0, 0, 1.5),
  k: 3,
  d: 2,
  beta: 2,
  steps: 10,
  stepSize: 0.1,
  similarity: 'euclidean',
  logWeights: null,
};
const scaled = Float32Array.from(values, (value) => (value - 10) / 5);

function run<T>(work: Generator<void, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

test('entropy and largest membership are those of the points as they are', () => {
  const { entropy, largest } = run(certainties(dataset, space, { model, latent: null }, certaintySample(n)));
  const expected = entropies(model, scaled, n);
  const p = memberships(model, scaled, n);
  for (let i = 0; i < n; i++) {
    expect(entropy[i]).toBeCloseTo(expected[i]!, 4);
    expect(largest[i]).toBe(Math.max(...p.subarray(3 * i, 3 * i + 3)));
  }
  expect(pointCertainty(dataset, space, { model, latent: null }, 7)).toEqual({
    entropy: expect.closeTo(entropy[7]!, 5),
    largest: largest[7],
  });
});

test('of deep methods it is the codes that are asked about', () => {
  const codes = Float32Array.from({ length: n }, (_, i) => (i < 250 ? -3 : 0));
  const latent = { m: 1, codes, decoded: new Float32Array(4), pretrained: true } as Latent;
  const deep: MemoryPartition = { ...model, memories: Float32Array.of(-1, 1), k: 2, d: 1 };
  const { entropy, largest } = run(certainties(dataset, space, { model: deep, latent }, certaintySample(n)));
  expect(largest[0]).toBeGreaterThan(0.99);
  expect(entropy[400]).toBeCloseTo(Math.log(2), 5);
  expect(largest[400]).toBeCloseTo(0.5, 6);
});

test('work is done in slices', () => {
  const wide = { ...model, memories: new Float32Array(3 * 4000), d: 4000 };
  const latent = { m: 4000, codes: new Float32Array(20 * 4000), decoded: new Float32Array(6), pretrained: true } as Latent;
  let slices = 1;
  const work = certainties({ ...dataset, n: 20 }, space, { model: wide, latent }, certaintySample(20));
  while (!work.next().done) slices++;
  expect(slices).toBeGreaterThanOrEqual(2);
});

test('a sample of many points is the same each time, and has no point twice', () => {
  const sample = certaintySample(60_000);
  expect([sample.length, new Set(sample).size]).toEqual([mostHistogramPoints, mostHistogramPoints]);
  expect(certaintySample(60_000)).toEqual(sample);
  expect([...certaintySample(3)]).toEqual([0, 1, 2]);
});

test('every value has a bin, the highest and what rounding put beyond it too', () => {
  const bins = binned(Float32Array.of(0, 0.1, 0.5, 1, 1.0000001, -1e-9), 0, 1, 10);
  expect([...bins.counts]).toEqual([2, 1, 0, 0, 0, 1, 0, 0, 0, 2]);
  expect([bins.total, bins.median]).toEqual([6, expect.closeTo(0.1)]);
  expect(certaintyRange(bins, 5)).toEqual([0.5, expect.closeTo(0.6)]);
  expect(binAt(bins, 0.55)).toBe(5);
  expect(binned(new Float32Array(0), 0, 1, 10).median).toBeNull();
});

test('ranges are those that k memories allow, and words say what is counted', () => {
  const [entropy, largest] = figures;
  expect(figures.map(({ name }) => name)).toEqual(['Entropy of the points', 'Largest membership']);
  expect(entropy!.range(4)).toEqual([0, Math.log(4)]);
  expect(largest!.range(4)).toEqual([0.25, 1]);
  const bins = entropy!.bins({ entropy: Float32Array.of(0, 0, 0.9), largest: new Float32Array(3) }, 4);
  expect(binSentence(entropy!, bins, 0)).toBe('0.00–0.05 nats: 2 points (67%)');
  expect(binSentence(largest!, largest!.bins({ entropy: new Float32Array(1), largest: Float32Array.of(1) }, 4), 29)).toBe(
    '0.98–1.00: 1 point (100%)',
  );
  expect(pointSentence(entropy!, 4, 0.42)).toBe('point 5: 0.42 nats');
  expect(figureSentence(entropy!, bins, 12)).toBe(
    'Entropy of the points, epoch 12, 3 points: median 0.00 nats; fullest bin 0.00–0.05 nats: 2 points (67%).',
  );
});
