import { add, mean, mul, square, sum, type Scalar } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { dkmHead } from '../../methods/dkm/head';
import { tensors } from '../../methods/dkm/tensors';
import type { Head } from '../../methods/head';
import type { HeadMap } from '../../methods/tensorHead';
import { excess, useBackend } from '../kernels/testing';
import { initialNetwork } from '../networks/architecture';
import { eae } from '../networks/eae';
import { TensorNetwork } from '../networks/tensors/tensorNetwork';
import { PlainKernels } from '../networks/typed/plain/plainKernels';
import { TypedNetwork } from '../networks/typed/typedNetwork';
import { byTape } from './byTape';

beforeAll(() => useBackend('cpu'));

describe.each(['euclidean', 'cosine'] as const)('DKM, %s', (distance) => {
  test('training on TensorFlow.js is training on typed arrays in double precision', async () => {
    const [n, m, k, d] = [7, 3, 4, 7];
    const architecture = { d, m, ...eae([1, 1, d], m, [6, 9]) };
    const random = new Random(5);
    const points = Float32Array.from({ length: n * d }, () => random.uniform());
    const centres = Float32Array.from({ length: k * m }, () => 0.5 * random.normal());
    const rows = Uint32Array.of(4, 1, 0, 3);
    const context = { architecture, points, n, k, batchSize: 4 };
    const typed = new TypedNetwork({ ...context, head: dkmHead(distance), kernels: new PlainKernels(Float64Array) });
    const onTensors = new TensorNetwork({ ...context, head: byTape(dkmHead(distance), tensors({ distance })) });
    for (const network of [typed, onTensors]) {
      network.setParameters(initialNetwork(architecture, 3));
      network.setHead({ centres });
      network.beginEpoch();
      for (let t = 0; t < 5; t++) network.train({ rows, live: { alpha: 0.8, lambda: 0.3 } }, { encoder: 1e-3, decoder: 2e-3, head: 1e-2 });
    }
    expect(await onTensors.loss()).toBeCloseTo(typed.loss(), 5);
    expect(excess((await onTensors.head()).centres, typed.head().centres)).toBeLessThanOrEqual(1);
    expect(excess(await onTensors.encode(0, n), typed.encode(0, n))).toBeLessThanOrEqual(1);
    onTensors.dispose();
  });
});

/** Two learned arrays, a and b, and a loss of its own, mean_i Σ_j (a_j z_ij + b_j)²; the reconstruction error counts `share` times. */
const learns: Head<{ share: number }>['learns'] = ({ m }) => ['a', 'b'].map((name) => ({ name, shape: [m] }));
const affine: Head<{ share: number }> = {
  learns,
  reconstruction: ({ share }) => share,
  make({ m, learned }) {
    const [a, b] = [learned('a'), learned('b')];
    const value = (codes: ArrayLike<number>, at: number) => a.values[at % m] * codes[at] + b.values[at % m];
    return {
      forward({ count }, codes) {
        let loss = 0;
        for (let at = 0; at < count * m; at++) loss += value(codes, at) ** 2 / count;
        return { decoderInput: codes, loss };
      },
      backward({ count }, codes, fromDecoder, toCodes) {
        for (const one of [a, b]) one.gradient.fill(0);
        for (let at = 0; at < count * m; at++) {
          const slope = (2 * value(codes, at)) / count;
          toCodes[at] = fromDecoder[at] + slope * a.values[at % m];
          a.gradient[at % m] += slope * codes[at];
          b.gradient[at % m] += slope;
        }
      },
    };
  },
};
const affineTensors: HeadMap<{ share: number }> = (_, codes, { a, b }) => ({
  decoderInput: codes,
  loss: mean(sum(square(add(mul(codes, a), b)), 1)) as Scalar,
});

test.each([0, 0.3])('a head of two arrays whose reconstruction counts %s times', async (share) => {
  const [n, m, d] = [5, 3, 7];
  const architecture = { d, m, ...eae([1, 1, d], m, [6]) };
  const random = new Random(5);
  const points = Float32Array.from({ length: n * d }, () => random.uniform());
  const context = { architecture, points, n, k: 2, batchSize: 4 };
  const typed = new TypedNetwork({ ...context, head: affine, kernels: new PlainKernels(Float64Array) });
  const onTensors = new TensorNetwork({ ...context, head: byTape(affine, affineTensors) });
  const start = initialNetwork(architecture, 3);
  for (const network of [typed, onTensors]) {
    network.setParameters(start);
    network.setHead({ a: Float32Array.of(1, 2, -1), b: Float32Array.of(0.5, 0.3, -0.2) });
    network.beginEpoch();
    for (let t = 0; t < 5; t++)
      network.train({ rows: Uint32Array.of(4, 1, 0), live: { share } }, { encoder: 1e-3, decoder: 2e-3, head: 1e-2 });
  }
  expect(await onTensors.loss()).toBeCloseTo(typed.loss(), 5);
  for (const name of ['a', 'b']) expect(excess((await onTensors.head())[name], typed.head()[name])).toBeLessThanOrEqual(1);
  expect(excess(await onTensors.encode(0, n), typed.encode(0, n))).toBeLessThanOrEqual(1);
  const { decoder } = await onTensors.parameters();
  expect(excess(decoder, typed.parameters().decoder)).toBeLessThanOrEqual(1);
  const moved = (after: Float32Array) => after.some((x, i) => x !== start.decoder[i]);
  expect([moved(decoder), moved(typed.parameters().decoder)]).toEqual([share > 0, share > 0]);
  onTensors.dispose();
});
