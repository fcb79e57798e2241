import { expect, test } from 'vitest';
import { blobs, config, data } from '../testing';
import { kmeansSample } from '../../methods/shared/startingMemories';
import { initialMemories } from './initialise';

test('memories that begin at points begin at different ones, however often a point comes', async () => {
  const twice = { ...data, values: Float32Array.from({ length: 270 }, (_, i) => data.values[i % 15]!) };
  for (let seed = 0; seed < 20; seed++) {
    const memories = initialMemories(config({ k: 5, init: 'points', seed }), twice.values, 90, 3, 0);
    const rows = new Set(Array.from({ length: 5 }, (_, mu) => memories.subarray(3 * mu, 3 * mu + 3).join()));
    expect(rows.size).toBe(5);
  }
});

test('k-means’ centres that training starts from are found on a sample where points are many', () => {
  expect([
    kmeansSample(2310, 19, 7),
    kmeansSample(1797, 64, 10),
    kmeansSample(200_000, 10, 10),
    kmeansSample(60_000, 784, 10),
    kmeansSample(5000, 3000, 200),
  ]).toEqual([2310, 1797, 20_000, 1000, 4000]);
  const many = blobs(
    30_000,
    Array.from({ length: 10 }, (_, c) => [10 * c, (c % 3) * 10, (c % 2) * 10]),
  );
  const memories = initialMemories(config({ k: 10, init: 'kmeans' }), many.values, many.n, many.d, 0);
  const nearest = Array.from({ length: 10 }, (_, c) =>
    Math.min(
      ...Array.from({ length: 10 }, (_, mu) =>
        Math.hypot(memories[3 * mu] - 10 * c, memories[3 * mu + 1] - (c % 3) * 10, memories[3 * mu + 2] - (c % 2) * 10),
      ),
    ),
  );
  expect(Math.max(...nearest)).toBeLessThan(0.1);
});
