import { memory, tensor1d, tensor2d, tensor3d, zeros } from '@tensorflow/tfjs-core';
import type { Tensor, Tensor3D } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { backward, recurse } from '../../core/memory/dynamics';
import type { Energy, Similarity } from '../../core/memory/model';
import { Random } from '../../core/algebra/random';
import { adamStep, adamDefaults } from './adam';
import { clamGradients } from './clamGradient';
import { clamState, clamStep } from './clamStep';
import { backends, excess, useBackend } from './testing';

const n = 6;
const d = 5;
const k = 3;
const runs = 2;
const batch = 4;
const random = new Random(7);
const normal = (length: number) => Float32Array.from({ length }, () => random.normal());
const data = normal(n * d);
const fill = normal(d);
const memories = normal(runs * k * d);
const logWeights = normal(runs * k);
const rows = Int32Array.from({ length: runs * batch }, () => random.integer(n));
const hidden = Float32Array.from({ length: runs * batch * d }, () => (random.uniform() < 0.4 ? 1 : 0));

interface Variant {
  name: string;
  similarity?: Similarity;
  mask?: 'own' | 'shared' | 'none';
  weighted?: boolean;
  energy?: Energy;
}
const variants: Variant[] = [
  { name: 'masked, weighted', weighted: true },
  { name: 'with a shared mask, weighted', mask: 'shared', weighted: true },
  { name: 'unmasked', mask: 'none' },
  { name: 'spherical', similarity: 'spherical' },
  { name: 'in balls, with a shared mask', energy: 'lsr', mask: 'shared' },
];
/** A ball holds some of the points. */
const model = (similarity: Similarity, energy?: Energy) => ({ beta: energy ? 0.1 : 0.7, steps: 4, stepSize: 0.3, similarity, energy });

/** One run's loss and gradients by the core's plain dynamics. */
function reference(run: number, { similarity = 'euclidean', mask = 'own', weighted = false, energy }: Variant) {
  const scale = 1 / (batch * d);
  const am = {
    ...model(similarity, energy),
    k,
    d,
    memories: memories.slice(run * k * d, (run + 1) * k * d),
    logWeights: weighted ? logWeights.slice(run * k, (run + 1) * k) : null,
  };
  const target = new Float32Array(batch * d);
  const moves = new Uint8Array(batch * d);
  const start = new Float32Array(batch * d);
  for (let b = 0; b < batch; b++) {
    const row = data.subarray(rows[run * batch + b] * d, (rows[run * batch + b] + 1) * d);
    const length = similarity === 'spherical' ? Math.hypot(...row) : 1;
    for (let j = 0, i = b * d; j < d; j++, i++) {
      target[i] = row[j] / length;
      moves[i] = mask === 'none' ? 1 : hidden[(mask === 'own' ? run * batch * d : 0) + i];
      start[i] = mask !== 'none' && moves[i] ? fill[j] : target[i];
    }
  }
  const end = recurse(am, start, batch, moves);
  const error = end.map((x, i) => moves[i] * (x - target[i]));
  const gradients = backward(
    am,
    start,
    batch,
    error.map((e) => 2 * scale * e),
    moves,
  );
  return { loss: scale * error.reduce((sum, e) => sum + e * e, 0), ...gradients };
}

const batchOf = (mask: Variant['mask']) => ({
  data: tensor2d(data, [n, d]),
  rows: tensor1d(rows, 'int32'),
  hidden:
    mask === 'none' ? null : tensor3d(mask === 'shared' ? hidden.slice(0, batch * d) : hidden, [mask === 'shared' ? 1 : runs, batch, d]),
  fill: tensor1d(fill),
});
const read = async (tensor: Tensor) => (await tensor.data()) as Float32Array;

describe.each(backends)('on %s', (backend) => {
  test.each(variants)("a batch's loss and gradients are the core's: $name", async (variant) => {
    await useBackend(backend);
    const { similarity = 'euclidean', mask, weighted = false, energy } = variant;
    const weights = weighted ? tensor2d(logWeights, [runs, k]) : null;
    const got = clamGradients(model(similarity, energy), tensor3d(memories, [runs, k, d]), weights, batchOf(mask), tensor1d([1, 2]));
    const want = [reference(0, variant), reference(1, variant)];
    const values = await Promise.all([got.loss, got.memories, ...(got.logWeights ? [got.logWeights] : [])].map(read));
    const expected = [
      want.map(({ loss }, run) => run + 1 + loss),
      want.flatMap((run) => [...run.memories]),
      ...(weighted ? [want.flatMap((run) => [...run.logWeights])] : []),
    ];
    expect(values.map((value, i) => excess(value, expected[i]) <= 1)).toEqual(expected.map(() => true));
  });

  test('Adam is Adam', async () => {
    await useBackend(backend);
    const rates = [0.1, 0.003];
    let moments = {
      parameter: tensor3d(memories, [runs, k, d]),
      mean: zeros([runs, k, d]) as Tensor3D,
      square: zeros([runs, k, d]) as Tensor3D,
    };
    const theta = Float64Array.from(memories);
    const m = new Float64Array(theta.length);
    const s = new Float64Array(theta.length);
    const { beta1, beta2, epsilon } = adamDefaults;
    for (let t = 1; t <= 3; t++) {
      const g = normal(theta.length).map((x) => x * 1e-2);
      moments = adamStep(moments, tensor3d(g, [runs, k, d]), tensor1d(rates), t);
      for (let i = 0; i < theta.length; i++) {
        m[i] = beta1 * m[i] + (1 - beta1) * g[i];
        s[i] = beta2 * s[i] + (1 - beta2) * g[i] * g[i];
        theta[i] -=
          (((rates[Math.floor(i / (k * d))] * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t)) * m[i]) / (Math.sqrt(s[i]) + epsilon);
      }
    }
    expect(excess(await read(moments.parameter), theta)).toBeLessThan(1);
    expect(excess(await read(moments.square), s)).toBeLessThan(1);
  });

  test('steps lower the loss, and leave no tensors behind', async () => {
    await useBackend(backend);
    const given = batchOf('own');
    const rates = tensor1d([0.05, 0.05]);
    let state = clamState(tensor3d(memories, [runs, k, d]), tensor2d(logWeights, [runs, k]));
    const losses: number[] = [];
    const before = memory().numTensors;
    let sofar = 0;
    for (let t = 0; t < 4; t++) {
      state = clamStep(model('euclidean'), state, given, rates, true);
      const [loss] = await read(state.loss);
      losses.push(loss - sofar);
      sofar = loss;
    }
    expect(memory().numTensors).toBe(before);
    expect(losses[3]).toBeLessThan(losses[0]);
  });
});
