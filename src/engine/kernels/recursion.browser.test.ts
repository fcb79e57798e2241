import { concat, env, findBackend, grads, mul, sum, tensor2d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, inject, test } from 'vitest';
import { backward, recurse } from '../../core/memory/dynamics';
import type { Energy, Similarity } from '../../core/memory/model';
import { Random } from '../../core/algebra/random';
import type { BackendName } from '../protocol';
import { recursion } from './recursion';
import { backends, excess, useBackend } from './testing';
import { scratchFlag } from './webgpu/walkBack';

interface Sizes {
  n: number;
  k: number;
  d: number;
  beta: number;
  steps: number;
  similarity?: Similarity;
  energy?: Energy;
  weighted?: boolean;
  spread?: number;
}

/** A random problem, what the core makes of it, and what the backend does. */
async function compare({
  n,
  k,
  d,
  beta,
  steps,
  similarity = 'euclidean',
  energy,
  weighted = false,
  spread = 1,
}: Sizes): Promise<Record<string, number>> {
  const random = new Random(n + k + d);
  const normal = (length: number) => Float32Array.from({ length }, () => spread * random.normal());
  const points = normal(n * d);
  const memories = normal(k * d);
  const logWeights = weighted ? normal(k) : null;
  const gradient = normal(n * d);
  const stepSize = 1 / steps;
  const model = { memories, k, d, beta, steps, stepSize, similarity, logWeights, energy };
  const want = { end: recurse(model, points, n), ...backward(model, points, n, gradient) };
  const got = tidy(() => {
    const inputs = [tensor3d(points, [1, n, d]), tensor3d(memories, [1, k, d]), ...(logWeights ? [tensor2d(logWeights, [1, k])] : [])];
    const run = (p: Tensor3D, m: Tensor3D, w?: Tensor2D) =>
      recursion(p, m, { beta, steps, stepSize, similarity, energy, logWeights: w ?? null });
    const direction = tensor3d(gradient, [1, n, d]);
    const [p, m, w] = grads((...a) => sum(mul(direction, run(a[0] as Tensor3D, a[1] as Tensor3D, a[2] as Tensor2D | undefined))))(inputs);
    return {
      end: run(inputs[0] as Tensor3D, inputs[1] as Tensor3D, inputs[2] as Tensor2D | undefined),
      points: p,
      memories: m,
      ...(w ? { logWeights: w } : {}),
    };
  });
  const excesses: Record<string, number> = {};
  for (const [name, tensor] of Object.entries(got)) {
    excesses[name] = excess((await tensor.data()) as Float32Array, want[name as keyof typeof want]);
    tensor.dispose();
  }
  return excesses;
}

const bad = (excesses: Record<string, number>) => Object.entries(excesses).filter(([, value]) => !(value <= 1));

const extremes: Sizes[] = [
  { n: 3, k: 4, d: 5, beta: 1e3, steps: 3 },
  { n: 2, k: 3, d: 20_000, beta: 1e-5, steps: 2, spread: 10 },
  { n: 3, k: 4, d: 5, beta: 1e-5, steps: 3, similarity: 'spherical' },
  { n: 2, k: 3, d: 20_000, beta: 1e3, steps: 2 },
  { n: 2, k: 520, d: 3, beta: 2, steps: 3, weighted: true },
  { n: 3, k: 520, d: 3, beta: 0.2, steps: 3, energy: 'lsr' },
];
/** On WebGL each is compiled anew, which takes software a second. */
const extremesOn = (backend: BackendName) => (backend === 'webgl' && !inject('full') ? extremes.slice(0, 2) : extremes);

describe.each(backends)('on %s', (backend) => {
  test('several runs at once are the runs one by one', async () => {
    await useBackend(backend);
    const points = [
      tensor3d([
        [
          [0.1, 0.9],
          [0.4, 0.2],
        ],
      ]),
      tensor3d([
        [
          [0.7, 0.3],
          [-1, 2],
        ],
      ]),
    ] as const;
    const memories = [
      tensor3d([
        [
          [0, 0],
          [1, 1],
          [1, 0],
        ],
      ]),
      tensor3d([
        [
          [0.5, 2],
          [0, 1],
          [-1, 1],
        ],
      ]),
    ] as const;
    const hidden = tensor3d([
      [
        [1, 0],
        [1, 1],
      ],
    ]);
    const options = { beta: 3, steps: 4, stepSize: 0.25, similarity: 'euclidean' as const, hidden };
    const both = await recursion(concat([...points], 0), concat([...memories], 0), options).data();
    const first = await recursion(points[0], memories[0], options).data();
    const second = await recursion(points[1], memories[1], options).data();
    expect(excess(both, [...first, ...second])).toBeLessThan(0.01);
  });

  test.each(extremesOn(backend))('extremes agree with the core: %o', async (sizes) => {
    await useBackend(backend);
    expect(bad(await compare(sizes))).toEqual([]);
  });
});

describe('on webgpu', () => {
  test('the backward pass in pieces is the whole one', async () => {
    await useBackend('webgpu');
    env().set(scratchFlag, 4 * 2 * 8 * 5);
    expect(bad(await compare({ n: 5, k: 3, d: 5, beta: 1, steps: 3, similarity: 'spherical' }))).toEqual([]);
    env().reset();
  });

  test('the layout of hardware agrees too', async () => {
    await useBackend('webgpu');
    const backend = findBackend('webgpu') as unknown as { adapterInfo: object };
    const { adapterInfo } = backend;
    backend.adapterInfo = { ...adapterInfo, architecture: 'hardware' };
    try {
      expect(bad(await compare({ n: 3, k: 9, d: 1030, beta: 0.01, steps: 2 }))).toEqual([]);
    } finally {
      backend.adapterInfo = adapterInfo;
    }
  });
});
