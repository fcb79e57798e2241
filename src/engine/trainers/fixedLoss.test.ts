import { expect, test } from 'vitest';
import { recurse } from '../../core/memory/dynamics';
import { Random } from '../../core/algebra/random';
import { defaultConfig, type ClamConfig } from '../../methods/config';
import { TimeSlice } from '../wire/timeSlice';
import { FixedLoss, lossPoints } from './fixedLoss';

const [n, d, k] = [60, 5, 3];
const random = new Random(4);
const points = Float32Array.from({ length: n * d }, () => random.normal());
const config = (patch: Partial<ClamConfig> = {}): ClamConfig => ({ ...defaultConfig, k, ...patch });
const model = (seed: number, patch: Partial<ClamConfig> = {}) => {
  const { beta, steps, similarity } = config(patch);
  const draw = new Random(seed);
  return {
    kind: 'memory' as const,
    memories: Float32Array.from({ length: k * d }, () => draw.normal()),
    logWeights: null,
    k,
    d,
    beta,
    steps,
    stepSize: 1 / steps,
    similarity,
  };
};

test('without a mask it is the mean of ‖x − A(x)‖² over points and entries', async () => {
  const loss = await new FixedLoss({ points, n, d, config: config({ mask: null }) }).of(model(1), new TimeSlice());
  const ends = recurse(model(1), points, n);
  expect(loss).toBeCloseTo(points.reduce((sum, x, i) => sum + (x - ends[i]) ** 2, 0) / (n * d), 6);
});

test.each([['euclidean'], ['spherical']] as const)(
  'the same memories have the same loss whatever was asked before: %s',
  async (similarity) => {
    const fixed = new FixedLoss({ points, n, d, config: config({ similarity }) });
    const first = await fixed.of(model(1, { similarity }), new TimeSlice());
    const both = await Promise.all(
      [2, 1].map((seed) => fixed.of(model(seed, { similarity, steps: seed === 2 ? 4 : 10 }), new TimeSlice())),
    );
    expect(both[1]).toBe(first);
    expect(both[0]).not.toBe(first);
    // Another seed of the memories is judged under the same masks.
    expect(
      await new FixedLoss({ points, n, d, config: config({ similarity, seed: 7 }) }).of(model(1, { similarity }), new TimeSlice()),
    ).toBe(first);
  },
);

test('numbers that are not finite give a loss that is none', async () => {
  const broken = model(1);
  broken.memories[3] = Number.NaN;
  expect(await new FixedLoss({ points, n, d, config: config() }).of(broken, new TimeSlice())).toBeNaN();
});

test('a large set is judged on a part of it, by the work that a point is', () => {
  expect(lossPoints(150, 4, config())).toBe(150);
  const fashion = config({ k: 10, mask: { probability: 0.1, value: 'max', wholeBatchEveryThird: false } });
  expect(lossPoints(60_000, 784, fashion)).toBeGreaterThan(5000);
  expect(lossPoints(60_000, 784, fashion)).toBeLessThan(60_000);
  expect(lossPoints(60_000, 784, { ...fashion, mask: null })).toBeGreaterThan(500);
  expect(lossPoints(1000, 10, config(), 1)).toBe(1);
  const part = new FixedLoss({ points, n, d, config: config({ k: 256, steps: 200, mask: null }) });
  expect(part.count).toBe(lossPoints(n, d, config({ k: 256, steps: 200, mask: null })));
});
