import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { basinRows, createBasinGrid } from '../../core/map/basins';
import type { AssociativeMemory, Similarity } from '../../core/memory/model';
import { dataPlane, planeThroughMemories } from '../../core/map/plane';
import { Random } from '../../core/algebra/random';
import { GpuBasins } from './basinsWgsl';
import { excess } from './testing';

const cases = inject('golden').basins.basins;

let device: GPUDevice;
let gpu: GpuBasins;
beforeAll(async () => {
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('This browser has no WebGPU adapter.');
  device = await adapter.requestDevice();
  gpu = GpuBasins.create(device);
});
afterAll(() => {
  gpu.destroy();
  device.destroy();
});

/** The number of places in which two pictures differ. */
const differing = (a: ArrayLike<number>, b: ArrayLike<number>, counts: (i: number) => boolean = () => true) =>
  Array.from(a).filter((label, i) => counts(i) && label !== b[i]).length;

describe('basins on the GPU', () => {
  test.each(cases.map((c) => [`k ${c.memories.length}, β ${c.beta}`, c] as const))('agree with the oracle: %s', async (_, c) => {
    const k = c.memories.length;
    const model: AssociativeMemory = {
      memories: Float64Array.from(c.memories.flat()),
      k,
      d: 2,
      beta: c.beta,
      steps: c.T,
      stepSize: 1 / c.T,
      similarity: 'euclidean',
      logWeights: null,
    };
    const got = await gpu.compute({ model, plane: dataPlane(2), width: c.grid, height: c.grid, xDomain: [0, 1], yDomain: [0, 1] });
    expect(differing(got.labels, c.labels, (i) => Boolean(c.margin_ok[i]))).toBe(0);
    // A float32 distance cannot tell which of two memories is nearer to a place halfway between them.
    expect(differing(got.nearest, c.voronoi)).toBeLessThanOrEqual(2);
  });

  test.each<[Similarity, number, boolean]>([
    ['euclidean', 5, true],
    ['spherical', 3, false],
    ['euclidean', 20, false],
    ['spherical', 20, true],
  ])('agree with the core: %s, d %i, weighted %s', async (similarity, d, weighted) => {
    const random = new Random(d);
    const k = 7;
    const normal = (length: number) => Float64Array.from({ length }, () => random.normal());
    const memories = normal(k * d);
    const model: AssociativeMemory = {
      memories,
      k,
      d,
      beta: 1.5,
      steps: 6,
      stepSize: 0.2,
      similarity,
      logWeights: weighted ? normal(k) : null,
    };
    const plane = planeThroughMemories(memories, k, d, [0, 1, 2]);
    const [width, height] = [31, 17];
    const xDomain = [-3, 2] as const;
    const yDomain = [2.5, -2] as const;
    const want = createBasinGrid(width, height);
    basinRows(model, plane, xDomain, yDomain, width, height, 0, height, want);
    const got = await gpu.compute({ model, plane, width, height, xDomain, yDomain });
    expect(excess(got.energy, want.energy)).toBeLessThan(1);
    expect(differing(got.labels, want.labels)).toBeLessThanOrEqual(1);
    expect(differing(got.nearest, want.nearest)).toBeLessThanOrEqual(1);
  });
});
