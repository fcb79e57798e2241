import { engine, memory } from '@tensorflow/tfjs-core';
import { describe, expect, inject, test, vi } from 'vitest';
import type { Slide } from '../../../methods/dclam/attraction';
import { dclamHead } from '../../../methods/dclam/head';
import { Random } from '../../../core/algebra/random';
import { backends, excess, useBackend } from '../../kernels/testing';
import { dispatchCount } from '../../kernels/webgpu/dispatch';
import type { BackendName } from '../../protocol';
import { architectureOf, initialNetwork, type Architecture, type Parameters } from '../architecture';
import { conv, dense, norm, residual, transposed } from '../build';
import { shapeLength, parametersOf, type Shape } from '../layers';
import type { NetworkState } from '../network';
import { PlainKernels } from '../typed/plain/plainKernels';
import { TypedNetwork } from '../typed/typedNetwork';
import { dclamTensorHead } from '../../deep/dclamTensors';
import { TensorNetwork } from './tensorNetwork';

const n = 7;
const k = 4;
const m = 3;
const batchSize = 4;
const rows = Uint32Array.of(4, 1, 0, 3);
const slide = { beta: 0.7, steps: 5, stepSize: 0.2 };
const rates = { encoder: 1e-3, decoder: 2e-3, head: 5e-3 };

const architectures = {
  // With the leaky ReLU: others have the plain one.
  EAE: architectureOf([6, 9], { d: 7, image: null }, m, m, 'leaky'),
  'RAE 5×3 in colour': architectureOf('rae', { d: 45, image: { height: 5, width: 3, channels: 3 } }, m),
  'a normalised residual block': residualBlock([3, 2, 2]),
  // On WebGL operations on fewer than 128 numbers are done, and read, on the processor.
  'a wide table': architectureOf([200], { d: 150, image: null }, m),
};
/**
 * On wasm TensorFlow.js differentiates no convolution, and graphics in software compile each for seconds: WebGPU gets one of each kind of
 * layer, WebGL only when all is run.
 */
function hardest(backend: BackendName): Architecture {
  if (backend === 'cpu') return architectures['RAE 5×3 in colour'];
  return architectures[backend === 'webgpu' || (backend === 'webgl' && inject('full')) ? 'a normalised residual block' : 'EAE'];
}

/** One of each kind of layer. */
function residualBlock(shape: Shape): Architecture {
  const across = conv('across', shape, shape[2], 3, 1, 'linear');
  const block = residual('block', [across, norm('across_norm', across.output, 'leaky 0.3')], [], 'leaky 0.3');
  const half = transposed('double', [2, 1, 2], shape, 3, 2, 'linear');
  return {
    d: shapeLength(shape),
    m,
    encoder: [block, dense('code', shape, m, 'linear')],
    decoder: [dense('uncode', [1, 1, m], [2, 1, 2], 'leaky 0.3'), half],
  };
}

/** Points, memories, and parameters off their start, so that each has its part in what comes out. */
function setting(architecture: Architecture): { points: Float32Array; parameters: Parameters; memories: Float32Array } {
  const random = new Random(5);
  const points = Float32Array.from({ length: n * architecture.d }, () => random.uniform());
  const parameters = initialNetwork(architecture, 3);
  for (const half of ['encoder', 'decoder'] as const)
    for (const { start, offset, size } of parametersOf(architecture[half]))
      if (start.kind === 'constant') for (let i = offset; i < offset + size; i++) parameters[half][i] += 0.2 * random.uniform();
  return { points, parameters, memories: Float32Array.from({ length: k * m }, () => 0.5 * random.normal()) };
}

function tensorNetwork(architecture: Architecture): TensorNetwork<Slide> {
  const { points, parameters, memories } = setting(architecture);
  const network = new TensorNetwork({ architecture, points, n, k, batchSize, head: dclamTensorHead });
  network.setParameters(parameters);
  network.setHead({ memories });
  return network;
}

/** The reference: plain arithmetic in double precision, whose gradients are tested by finite differences. */
function plainNetwork(architecture: Architecture): TypedNetwork<Slide> {
  const { points, parameters, memories } = setting(architecture);
  const network = new TypedNetwork({ architecture, points, n, k, batchSize, head: dclamHead, kernels: new PlainKernels(Float64Array) });
  network.setParameters(parameters);
  network.setHead({ memories });
  return network;
}

/** The arrays that differ by more than allowed, and by how much. */
function differing(architecture: Architecture, actual: Parameters, expected: Record<'encoder' | 'decoder', ArrayLike<number>>): string[] {
  return (['encoder', 'decoder'] as const).flatMap((half) =>
    parametersOf(architecture[half]).flatMap(({ name, offset, size }) => {
      const part = (all: ArrayLike<number>) => Array.from({ length: size }, (_, i) => all[offset + i]);
      const off = excess(part(actual[half]), part(expected[half]));
      return off <= 1 ? [] : [`${half} ${name}: ${off}`];
    }),
  );
}

/** After one step of Adam the first moments are a tenth of the gradients. */
function gradients({ optimisers }: NetworkState): Parameters {
  const of = (half: 'encoder' | 'decoder') => optimisers[half].first.map((x) => 10 * x);
  return { encoder: of('encoder'), decoder: of('decoder') };
}

describe.each(backends)('on %s', { timeout: 300_000 }, (backend) => {
  test('training agrees with the reference, and goes on there and back from what was saved', async () => {
    await useBackend(backend);
    const architecture = hardest(backend);
    const run = (network: TensorNetwork<Slide> | TypedNetwork<Slide>, steps: number) => {
      for (let t = 0; t < steps; t++) {
        network.pretrain(rows.subarray(t % 2), 1e-3);
        network.train({ rows, live: slide }, rates);
      }
    };
    const whole = plainNetwork(architecture);
    run(whole, 6);
    const first = tensorNetwork(architecture);
    run(first, 2);
    const between = plainNetwork(architecture);
    between.restore(await first.save());
    run(between, 2);
    const last = tensorNetwork(architecture);
    last.restore(between.save());
    last.beginEpoch();
    run(last, 2);
    const [actual, expected] = [await last.save(), whole.save()];
    expect(actual.optimisers.head.updates).toBe(6);
    expect(actual.optimisers.encoder.updates).toBe(12);
    expect(excess(actual.head.memories, expected.head.memories)).toBeLessThanOrEqual(10);
    for (const key of ['encoder', 'decoder'] as const) expect(excess(actual[key], expected[key])).toBeLessThanOrEqual(10);
    for (const key of ['encoder', 'decoder', 'head'] as const)
      expect(excess(actual.optimisers[key].second, expected.optimisers[key].second)).toBeLessThanOrEqual(10);
    first.dispose();
    last.dispose();
  });

  test('training and inference leave no tensors behind', async () => {
    await useBackend(backend);
    const outside = memory().numTensors;
    const network = tensorNetwork(hardest(backend));
    const epoch = async () => {
      network.beginEpoch();
      network.pretrain(rows, 1e-3);
      network.train({ rows, live: slide }, rates);
      network.setHead(await network.head());
      network.addToMean();
      network.takeMean();
      network.addToMean();
      await network.squaredError(await network.encode(0, n), 0, n);
      await network.loss();
    };
    await epoch();
    const held = memory().numTensors;
    for (let more = 0; more < 3; more++) await epoch();
    expect(memory().numTensors).toBe(held);
    network.dispose();
    expect(memory().numTensors).toBe(outside);
  });
});

// A matrix that is large enough to be split takes software seconds.
test.runIf(inject('full'))('on webgpu no sum is split among workgroups, whose order nobody knows', async () => {
  await useBackend('webgpu');
  // 8 rows through 2,100 numbers to a code of 17, and back: 136 sums, which are too many for its program of few outputs.
  const architecture = architectureOf([2100], { d: 2, image: null }, 17);
  const points = Float32Array.from({ length: 16 }, (_, i) => Math.sin(i));
  const all = Uint32Array.from({ length: 8 }, (_, i) => i);
  const programs = vi.spyOn(
    engine().backend as unknown as { runWebGPUProgram(program: { shaderKey: string }): unknown },
    'runWebGPUProgram',
  );
  const states: NetworkState[] = [];
  for (const network of [
    new TensorNetwork({ architecture, points, n: 8, k, batchSize: 8, head: dclamTensorHead }),
    new TypedNetwork({ architecture, points, n: 8, k, batchSize: 8, head: dclamHead, kernels: new PlainKernels(Float64Array) }),
  ]) {
    network.setParameters(initialNetwork(architecture, 1));
    network.pretrain(all, 0);
    states.push(await network.save());
    network.dispose();
  }
  const keys = programs.mock.calls.map(([{ shaderKey }]) => shaderKey);
  vi.restoreAllMocks();
  expect(keys.filter((key) => /matmul/i.test(key)).length).toBeGreaterThan(5);
  expect(keys.filter((key) => /splitk/i.test(key))).toEqual([]);
  expect(differing(architecture, gradients(states[0]), gradients(states[1]))).toEqual([]);
});

test('inference in blocks gives what it gives in one', async () => {
  await useBackend('wasm');
  // A layer of 4,096 takes 2,048 points a block.
  const architecture = architectureOf([4096], { d: 2, image: null }, m);
  const many = 5000;
  const points = Float32Array.from({ length: 2 * many }, (_, i) => Math.sin(i));
  const network = new TensorNetwork({ architecture, points, n: many, k, batchSize, head: dclamTensorHead });
  network.setParameters(initialNetwork(architecture, 1));
  const codes = await network.encode(1, 4999);
  const decoded = await network.decode(codes, 4999);
  for (const at of [0, 2047, 2048, 4998]) {
    const code = codes.subarray(at * m, (at + 1) * m);
    expect(excess(await network.encode(at + 1, 1), code)).toBeLessThanOrEqual(1);
    expect(excess(await network.decode(code, 1), decoded.subarray(2 * at, 2 * at + 2))).toBeLessThanOrEqual(1);
  }
  expect(
    excess([await network.squaredError(codes, 1, 4999)], [decoded.reduce((sum, x, i) => sum + (points[2 + i] - x) ** 2, 0)]),
  ).toBeLessThanOrEqual(1);
  network.dispose();
});

test('networks on the same points hold them once', async () => {
  await useBackend('cpu');
  const { points } = setting(architectures.EAE);
  const make = () => new TensorNetwork({ architecture: architectures.EAE, points, n, k, batchSize, head: dclamTensorHead });
  const outside = memory().numTensors;
  const one = make();
  const alone = memory().numTensors;
  const two = make();
  expect(memory().numTensors - alone).toBe(alone - outside - 1);
  one.dispose();
  expect(await two.encode(0, n)).toHaveLength(n * m);
  two.dispose();
  expect(memory().numTensors).toBe(outside);
});

test.each(['webgpu', 'webgl'] as const)('nothing is read back inside an epoch on %s', async (backend) => {
  await useBackend(backend);
  const network = tensorNetwork(architectures[inject('full') ? 'RAE 5×3 in colour' : 'a wide table']);
  const reads = [vi.spyOn(engine().backend, 'read'), vi.spyOn(engine().backend, 'readSync')];
  network.beginEpoch();
  network.pretrain(rows, 1e-3);
  network.train({ rows, live: slide }, rates);
  network.train({ rows: rows.subarray(1), live: slide }, rates);
  expect(reads.map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  expect(await network.loss()).toBeGreaterThan(0);
  expect(reads.map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  vi.restoreAllMocks();
  network.dispose();
});

test('our dispatches on webgpu: two of Adam to pretrain; three, and three of the recursion, to train', async () => {
  await useBackend('webgpu');
  const network = tensorNetwork(architectures.EAE);
  const counts = [() => network.pretrain(rows, 1e-3), () => network.train({ rows, live: slide }, rates)].map((step) => {
    const before = dispatchCount();
    step();
    return dispatchCount() - before;
  });
  expect(counts).toEqual([2, 6]);
  expect(() => network.train({ rows: new Uint32Array(0), live: slide }, rates)).toThrow(RangeError);
  network.dispose();
});
