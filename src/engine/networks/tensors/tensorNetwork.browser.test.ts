import { engine, memory } from '@tensorflow/tfjs-core';
import { describe, expect, test, vi } from 'vitest';
import { Random } from '../../../core/random';
import { backends, excess, useBackend } from '../../kernels/testing';
import { dispatchCount } from '../../kernels/webgpu/dispatch';
import type { BackendName } from '../../protocol';
import { architectureOf, initialNetwork, type Architecture } from '../architecture';
import { TensorNetwork } from './tensorNetwork';

const n = 10;
const k = 3;
const m = 2;
const image = { width: 7, height: 9, channels: 1 };
const d = image.width * image.height * image.channels;
const random = new Random(5);
const points = Float32Array.from({ length: n * d }, () => random.uniform());
const memories = Float32Array.from({ length: k * m }, () => 0.3 * random.normal());
const rows = Uint32Array.of(3, 1, 7, 2);
const slide = { beta: 1, steps: 3, stepSize: 0.2 };
const rates = { encoder: 1e-3, decoder: 1e-2, memories: 1e-2 };

const architectures: readonly [string, Architecture][] = [
  ['EAE', architectureOf([5, 4], { d, image: null }, m)],
  ['CAE', architectureOf('cae', { d, image }, m)],
  ['RAE', architectureOf('rae', { d, image }, m)],
];

/** Those that the backend has kernels for: TensorFlow.js differentiates no convolution on wasm. */
const runs = (backend: BackendName) => (backend === 'wasm' ? architectures.slice(0, 1) : architectures);

function made(architecture: Architecture): TensorNetwork {
  const network = new TensorNetwork({ architecture, points, n, k, batchSize: 4 });
  network.setParameters(initialNetwork(architecture, 1));
  network.setMemories(memories);
  return network;
}

describe.each(backends)('on %s', (backend) => {
  test.each(runs(backend))('steps lower the loss and leave no tensors behind: %s', async (_, architecture) => {
    await useBackend(backend);
    const network = made(architecture);
    network.train(rows, slide, rates);
    await network.loss();
    const held = memory().numTensors;
    const losses: number[] = [];
    for (let epoch = 0; epoch < 3; epoch++) {
      network.beginEpoch();
      for (let t = 0; t < 3; t++) {
        network.pretrain(rows, 1e-3);
        network.train(rows, slide, rates);
      }
      losses.push(await network.loss());
    }
    expect(losses[2]).toBeLessThan(losses[0]);
    const codes = await network.encode(1, 8);
    expect(codes).toHaveLength(8 * m);
    const decoded = await network.decode(codes, 8);
    const error = await network.squaredError(codes, 1, 8);
    let plain = 0;
    for (let i = 0; i < 8 * d; i++) plain += (points[d + i] - decoded[i]) ** 2;
    expect(excess([error], [plain])).toBeLessThanOrEqual(1);
    // The layers' parts of the parameters are cut off anew after a step, and kept by what reads them.
    network.train(rows, slide, rates);
    await network.save();
    expect(memory().numTensors).toBeLessThanOrEqual(held);
    network.dispose();
  });
});

test.each(['webgpu', 'webgl'] as const)('nothing is read back inside an epoch on %s', async (backend) => {
  await useBackend(backend);
  const network = made(architectures[2][1]);
  const reads = [vi.spyOn(engine().backend, 'read'), vi.spyOn(engine().backend, 'readSync')];
  network.beginEpoch();
  network.pretrain(rows, 1e-3);
  network.train(rows, slide, rates);
  network.train(rows.subarray(1), slide, rates);
  expect(reads.map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  expect(await network.loss()).toBeGreaterThan(0);
  expect(reads.map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  vi.restoreAllMocks();
  network.dispose();
});

test('our dispatches on webgpu: two of Adam to pretrain; three, and three of the recursion, to train', async () => {
  await useBackend('webgpu');
  const network = made(architectures[0][1]);
  const counts = [() => network.pretrain(rows, 1e-3), () => network.train(rows, slide, rates)].map((step) => {
    const before = dispatchCount();
    step();
    return dispatchCount() - before;
  });
  expect(counts).toEqual([2, 6]);
  network.dispose();
});
