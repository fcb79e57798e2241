import { grads, sum, square, sub, mul, tensor2d, tensor3d, tidy } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, inject, test } from 'vitest';
import type { BackendName } from '../protocol';
import { recursion } from './recursion';
import { backends, excess, useBackend } from './testing';

const { cases } = inject('golden').am;
type Case = (typeof cases)[number];
/**
 * Graphics in software take seconds for what is long or compiled anew. A pipeline of ours on WebGPU is chosen by similarity, mask, weights
 * and lanes, and takes its sizes as numbers: what is long is left to processors there. On WebGL operations of TensorFlow.js are composed,
 * so that one size is enough.
 */
const casesOn = (backend: BackendName) => {
  if (inject('full') || backend === 'cpu' || backend === 'wasm') return cases;
  const short = cases.filter(({ d }) => d <= 64);
  return backend === 'webgpu' ? short : short.slice(1, 2);
};
const variants = ['plain', 'masked', 'weighted', 'spherical'] as const;

/** A case of the oracle run through the backend: x^T and the gradients of Σ m̄⊙(x − x^T)². */
async function evaluate(c: Case, variant: (typeof variants)[number]): Promise<Record<string, Float32Array>> {
  const masked = variant === 'masked';
  const options = {
    beta: c.beta,
    steps: c.T,
    stepSize: c.step,
    similarity: variant === 'spherical' ? ('spherical' as const) : ('euclidean' as const),
  };
  const all = tidy(() => {
    const target = tensor3d([c[variant].x ?? c.x]);
    const start = tensor3d([masked ? c.x_masked : (c[variant].x ?? c.x)]);
    const hidden = masked ? tensor3d([c.mask_bar]) : null;
    const inputs: Tensor[] = [start, tensor3d([c.memories])];
    if (variant === 'weighted') inputs.push(tensor2d([c.log_weights]));
    const run = (points: Tensor, memories: Tensor, logWeights?: Tensor) =>
      recursion(points as Tensor3D, memories as Tensor3D, { ...options, hidden, logWeights: (logWeights as Tensor2D | undefined) ?? null });
    const loss = (...args: Tensor[]) => {
      const [points, memories, logWeights] = args as [Tensor, Tensor, Tensor?];
      const error = sub(target, run(points, memories, logWeights));
      return sum(square(hidden ? mul(hidden, error) : error));
    };
    const [points, memories, logWeights] = grads(loss)(inputs);
    const [first, second, third] = inputs as [Tensor, Tensor, Tensor?];
    return { xT: run(first, second, third), points, memories, logWeights };
  });
  const read: Record<string, Float32Array> = {};
  for (const [name, tensor] of Object.entries(all)) if (tensor) read[name] = (await tensor.data()) as Float32Array;
  return read;
}

describe.each(backends)('on %s', (backend) => {
  test.each(casesOn(backend).map((c) => [`n ${c.n}, d ${c.d}, k ${c.k}, β ${c.beta}`, c] as const))(
    'the recursion and its gradients: %s',
    async (_, c) => {
      await useBackend(backend);
      const excesses: Record<string, number> = {};
      for (const variant of variants) {
        const want = c[variant];
        const got = await evaluate(c, variant);
        const compare = (name: string, numbers: number[] | undefined) => {
          if (numbers) excesses[`${variant} ${name}`] = excess(got[name] ?? [], numbers);
        };
        compare('xT', want.xT.flat());
        compare('memories', want.grad_memories.flat());
        compare('logWeights', want.grad_log_weights);
        compare('points', want.grad_x0?.flat());
      }
      expect(Object.keys(excesses).length).toBe(10);
      expect(Object.entries(excesses).filter(([, value]) => !(value <= 1))).toEqual([]);
    },
  );
});
