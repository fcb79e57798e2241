import { add, mean, mul, square, sum, type Scalar } from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { drain } from '../../core/work/steps';
import { methods } from '../../methods';
import { defaultsOf, type DeepConfig, type MethodId } from '../../methods/config';
import { outputOf, type Head } from '../../methods/head';
import type { HeadMap } from '../../methods/tensorHead';
import { excess, useBackend } from '../kernels/testing';
import { initialNetwork } from '../networks/architecture';
import { dense } from '../networks/build';
import { eae } from '../networks/eae';
import { quadratic } from '../networks/quadratic';
import { TensorNetwork } from '../networks/tensors/tensorNetwork';
import { PlainKernels } from '../networks/typed/plain/plainKernels';
import { TypedNetwork } from '../networks/typed/typedNetwork';
import { byTape } from './byTape';
import { deepMethodOf, headOf } from './heads';

beforeAll(() => useBackend('cpu'));

/** Every declared method among codes, and settings that change its head. */
const declared = methods.filter(({ space }) => space === 'codes').map(({ id }) => [id, {}] as const);
const others = [
  ['dkm', { alpha: 0.8, distance: 'cosine' }],
  ['ae-cm', { concentration: [0.5, 30, 7, 12], start: 'random' }],
  ['edcwrn', { neighbours: true }],
] as const;
test.each([...declared, ...others])(
  'training on TensorFlow.js is training on typed arrays in double precision: %s %o',
  async (id, settings) => {
    const [n, m, k, d] = [7, 3, 4, 7];
    const values = { ...defaultsOf(id as MethodId), k, ...settings } as DeepConfig;
    const method = deepMethodOf(values);
    const { typed: head, tensors } = headOf(values);
    const architecture = { d, m, ...eae([1, 1, d], m, [6, 9], outputOf(head, m).width) };
    const random = new Random(5);
    const points = Float32Array.from({ length: n * d }, () => random.uniform());
    const rows = Uint32Array.of(4, 1, 0, 3);
    const noise = Float32Array.from({ length: 4 * m }, () => random.normal());
    const context = { architecture, points, n, k, batchSize: 4 };
    const typed = new TypedNetwork({ ...context, head, kernels: new PlainKernels(Float64Array) });
    const onTensors = new TensorNetwork({ ...context, head: await tensors() });
    const run = { values, n, d, m, k };
    typed.setParameters(initialNetwork(architecture, 3));
    const codes = typed.encode(0, n);
    // Off the codes, where centres begin where there are hardly more codes than centres.
    const begun = Object.entries(drain(method.begin(codes, run, random, 0)).arrays);
    const learned = head.learns({ k, m }).map(({ name }) => name);
    const moved = begun.map(([name, array]) => [name, learned.includes(name) ? array.map((x) => x + 0.2 * random.normal()) : array]);
    for (const network of [typed, onTensors]) {
      network.setParameters(initialNetwork(architecture, 3));
      network.setHead(Object.fromEntries(moved));
      if (method.refresh) network.setHead(drain(method.refresh.run(codes, await network.head(), run, random)).arrays);
      network.beginEpoch();
      for (let t = 0; t < 5; t++) network.train({ rows, live: method.live(run, 1), noise }, { encoder: 1e-3, decoder: 2e-3, head: 1e-2 });
    }
    expect(await onTensors.loss()).toBeCloseTo(typed.loss(), 5);
    const [own, others] = [typed.head(), await onTensors.head()];
    for (const name of learned) expect(excess(others[name], own[name])).toBeLessThanOrEqual(1);
    expect(excess(await onTensors.encode(0, n), typed.encode(0, n))).toBeLessThanOrEqual(1);
    onTensors.dispose();
  },
);

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

const [squares, plain] = [true, false];
test.each([
  [0, plain],
  [0.3, plain],
  [0.3, squares],
])('a head of two arrays whose reconstruction counts %s times; squares and products in the encoder: %s', async (share, quadratically) => {
  const [n, m, d] = [5, 3, 7];
  const connected = eae([1, 1, d], m, [6]);
  const ofSquares = [dense('plane', [1, 1, d], 2, 'leaky 0.2'), ...quadratic(m).encoder];
  const architecture = { d, m, ...connected, ...(quadratically && { encoder: ofSquares }) };
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
