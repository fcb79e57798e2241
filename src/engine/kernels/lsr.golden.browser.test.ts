import { tensor1d, tensor2d, tensor3d, zeros } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import { describe, expect, inject, test } from 'vitest';
import { backward } from '../../core/memory/dynamics';
import { leastMargin, modelOfCase } from '../../core/memory/lsr.testing';
import type { BackendName } from '../protocol';
import { clamGradients } from './clamGradient';
import { recursion, recursionGradients } from './recursion';
import { backends, excess, useBackend } from './testing';

const { cases } = inject('golden').lsr;
type Case = (typeof cases)[number];

/** Graphics in software take seconds for what is compiled anew: on WebGPU for widths of some sizes, on WebGL for each size. */
const casesOn = (backend: BackendName) => {
  if (inject('full') || backend === 'cpu' || backend === 'wasm') return cases;
  return backend === 'webgpu' ? cases.filter(({ m }) => m === 2) : cases.slice(1, 2);
};

/**
 * Points that come near a rim may be on its other side in single precision. They are left out, and what they add to the expected loss and
 * gradient is taken away: the core, whose sums over all points are held against the oracle, says how much.
 */
function withoutRims(c: Case) {
  const far = c.margin.flatMap((margin, i) => (margin > leastMargin ? [i] : []));
  const near = c.margin.flatMap((margin, i) => (margin > leastMargin ? [] : [i]));
  const rows = (all: readonly number[][], which: readonly number[]) => which.map((i) => all[i]);
  const missed = rows(c.end, near).flatMap((end, at) => end.map((x, j) => 2 * (x - c.points[near[at]][j])));
  const start = Float64Array.from(rows(c.points, near).flat());
  const { memories } = backward(modelOfCase(c), start, near.length, Float64Array.from(missed));
  return {
    points: rows(c.points, far),
    path: c.path.map((step) => rows(step, far).flat()),
    end: rows(c.end, far),
    loss: c.loss - missed.reduce((sum, slope) => sum + slope ** 2 / 4, 0),
    memories: c.grad_memories.flat().map((slope, at) => slope - memories[at]),
  };
}

const read = async (tensor: Tensor) => (await tensor.data()) as Float32Array;

describe.each(backends)('log-sum-ReLU on %s', (backend) => {
  test.each(casesOn(backend).map((c) => [`n ${c.n}, d ${c.m}, k ${c.k}, β ${c.beta}, T ${c.steps}`, c] as const))(
    'the recursion, its gradients and those of CLAM: %s',
    async (_, c) => {
      await useBackend(backend);
      const { m: d, k, beta, steps, step: stepSize } = c;
      const want = withoutRims(c);
      const n = want.points.length;
      const model = { beta, steps, stepSize, similarity: 'euclidean', energy: 'lsr' } as const;
      const points = tensor3d([want.points]);
      const memories = tensor3d([c.memories]);
      const excesses: Record<string, number> = {};
      for (let t = 1; t <= steps; t++)
        excesses[`v_${t}`] = excess(await read(recursion(points, memories, { ...model, steps: t })), want.path[t]);
      const missed = want.end.flatMap((end, i) => end.map((x, j) => 2 * (x - want.points[i][j])));
      const [, toMemories] = recursionGradients(points, memories, tensor3d(missed, [1, n, d]), model);
      excesses['memories'] = excess(await read(toMemories), want.memories);
      const batch = {
        data: tensor2d(want.points),
        rows: tensor1d(
          Int32Array.from({ length: n }, (_one, i) => i),
          'int32',
        ),
        hidden: null,
        fill: null,
      };
      const clam = clamGradients(model, memories, null, batch, zeros([1]) as Tensor1D);
      excesses['loss'] = excess([(await read(clam.loss))[0] * n * d], [want.loss]);
      excesses['memories of CLAM'] = excess(
        (await read(clam.memories)).map((slope) => slope * n * d),
        want.memories,
      );
      expect(Object.keys(excesses).length).toBe(steps + 3);
      expect(toMemories.shape).toEqual([1, k, d]);
      expect(Object.entries(excesses).filter(([, value]) => !(value <= 1))).toEqual([]);
    },
  );
});
