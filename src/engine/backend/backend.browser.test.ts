import { getBackend, tensor3d } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createBackends } from './backend';
import { probe } from './probe';
import { recursion } from '../kernels/recursion';
import type { BackendName } from '../protocol';

const all: BackendName[] = ['webgpu', 'webgl', 'wasm', 'cpu'];
const options = { beta: 1, steps: 2, stepSize: 0.5, similarity: 'euclidean' as const };
/** Two steps from (0.2, 0) between memories at 0 and 1, by hand. */
const start = 0.2;
let expected = start;
for (let t = 0; t < 2; t++) expected += 0.5 * (1 / (1 + Math.exp((expected - 1) ** 2 - expected ** 2)) - expected);

async function run(): Promise<number> {
  const end = recursion(
    tensor3d([[[start, 0]]]),
    tensor3d([
      [
        [0, 0],
        [1, 0],
      ],
    ]),
    options,
  );
  const [x] = await end.data();
  return x;
}

describe('the backend', () => {
  test('this browser has all four, the graphics in software, so the CPU path is taken', async () => {
    const found = await probe();
    expect(found.webgpu?.software).toBe(true);
    expect(found.webgl?.software).toBe(true);
    expect(found.wasm?.simd).toBe(true);
    expect(await createBackends().choose('auto')).toMatchObject({ name: 'wasm', hardware: false, forced: false });
  });

  test.each(['webgpu', 'webgl'] as const)('a lost %s device is noticed and replaced', async (name) => {
    const backends = createBackends();
    const told = new Promise<string>((resolve) => backends.onLost(resolve));
    await backends.choose(name);
    expect(await backends.ready()).toBe(name);
    expect(await run()).toBeCloseTo(expected, 5);
    expect(await backends.lossBehind()).toBe(false);
    backends.destroyDevice();
    expect(await backends.lossBehind()).toBe(true);
    expect(await told).toMatch(/graphics device was lost/);
    expect(backends.lost).toBe(true);
    expect(await backends.replaceLost()).toMatchObject({ name });
    expect(backends.lost).toBe(false);
    expect(getBackend()).toBe(name);
    expect(await run()).toBeCloseTo(expected, 5);
  });

  test('all four run in a worker', async () => {
    const worker = new Worker(new URL('./trial.worker.ts', import.meta.url), { type: 'module' });
    const results = await new Promise<Record<string, number[]>>((resolve, reject) => {
      worker.addEventListener('message', ({ data }) => resolve(data as Record<string, number[]>));
      worker.addEventListener('error', ({ message }) => reject(new Error(message)));
      worker.addEventListener('messageerror', () => reject(new Error('The worker sent what cannot be read.')));
      worker.postMessage(all, { transfer: [] });
    });
    worker.terminate();
    expect(Object.keys(results)).toEqual(all);
    for (const [x, y] of Object.values(results)) {
      expect(x).toBeCloseTo(expected, 5);
      expect(y).toBeCloseTo(0, 6);
    }
  });
});
