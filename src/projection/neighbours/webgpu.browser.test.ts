import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { blobs } from '../testing';
import { finish } from '../work';
import { exactNeighbours } from './exact';
import { gpuNeighbours } from './webgpu';

const device = async () => (await navigator.gpu.requestAdapter())!.requestDevice();
let shared: GPUDevice;
beforeAll(async () => {
  shared = await device();
});

/**
 * The largest relative error of a distance, and the share of other neighbours than all pairs have (of those equally far but for rounding
 * either may come first).
 */
async function deviation(points: Float32Array, n: number, d: number, k: number): Promise<{ error: number; others: number }> {
  const found = await gpuNeighbours(shared, points, n, d, k);
  const exact = finish(exactNeighbours(points, n, d, k));
  let error = 0;
  let others = 0;
  for (let at = 0; at < n * k; at++) {
    error = Math.max(error, Math.abs(found.distances[at] / exact.distances[at] - 1));
    if (found.indices[at] !== exact.indices[at]) others++;
  }
  return { error, others: others / (n * k) };
}

describe('neighbours on the GPU', () => {
  test.each([
    [500, 7, 15],
    [300, 8, 90],
    [129, 3, 128],
    [65, 1, 64],
    [90, 67, 7],
    [2, 2, 1],
  ])('are those of all pairs: %i points of %i numbers, k = %i', async (n, d, k) => {
    const { error, others } = await deviation(blobs(n, d, 4, new Random(n)), n, d, k);
    expect(error).toBeLessThan(1e-5);
    expect(others).toBeLessThan(0.01);
  });

  test('are duplicates, by rising index', async () => {
    const points = blobs(40, 3, 2, new Random(1));
    const many = new Float32Array(400 * 3);
    for (let i = 0; i < 400; i++) many.set(points.subarray((i % 2) * 3, (i % 2) * 3 + 3), i * 3);
    const found = await gpuNeighbours(shared, many, 400, 3, 5);
    expect([...found.indices.subarray(0, 5)]).toEqual([2, 4, 6, 8, 10]);
    expect([...found.indices.subarray(7 * 5, 8 * 5)]).toEqual([1, 3, 5, 9, 11]);
    expect(found.distances.every((distance) => distance === 0)).toBe(true);
  });

  test.each([2 ** 100, 2 ** -100])('of numbers times %s', async (scale) => {
    const points = blobs(100, 4, 3, new Random(2)).map((value) => value * scale);
    expect((await deviation(points, 100, 4, 5)).error).toBeLessThan(1e-5);
  });

  test('are not looked for once nobody wants them, or the device is lost', async () => {
    const gpu = await device();
    const points = blobs(500, 4, 3, new Random(3));
    await expect(gpuNeighbours(gpu, points, 500, 4, 500)).rejects.toThrow(RangeError);
    const stop = new AbortController();
    const told: number[] = [];
    const stopped = gpuNeighbours(gpu, points, 500, 4, 15, {
      signal: stop.signal,
      onProgress: (fraction) => {
        told.push(fraction);
        stop.abort(new Error('Not wanted.'));
      },
    });
    await expect(stopped).rejects.toThrow('Not wanted.');
    expect(told).toHaveLength(1);
    await expect(gpuNeighbours(gpu, points, 500, 4, 15, { signal: stop.signal })).rejects.toThrow('Not wanted.');
    const lost = gpuNeighbours(gpu, points, 500, 4, 15);
    gpu.destroy();
    await expect(lost).rejects.toThrow(Error);
  });
});
