import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { drain } from '../../core/work/steps';
import { methods } from '../../methods';
import { defaultsOf, type DeepConfig, type MethodId } from '../../methods/config';
import type { DeepMethod } from '../../methods/deepMethod';
import { outputOf } from '../../methods/head';
import { initialNetwork } from '../networks/architecture';
import { eae } from '../networks/eae';
import { PlainKernels } from '../networks/typed/plain/plainKernels';
import { TypedNetwork } from '../networks/typed/typedNetwork';
import { deepMethodOf } from './heads';
import { fullMethod } from './testing';

const [n, d, m, k] = [6, 7, 3, 4];

/** Other settings than those that a method begins with, where the head depends on them. */
const variations: readonly (readonly [method: string, settings: object])[] = [
  ['dclam', { energy: 'lsr', beta: 0.3 }],
  ['dkm', { alpha: 0.8, lambda: 3 }],
  ['dkm', { alpha: 0.8, lambda: 3, distance: 'cosine' }],
  ['ae-cm', { concentration: [0.5, 30, 7, 12], orthonormality: 0.3, start: 'random' }],
  ['edcwrn', { neighbours: true }],
];

const declared = methods.filter(({ space }) => space === 'codes').map(({ id }) => [id, {}] as const);
const cases = [...declared, ...variations].map(([id, settings]) => {
  const config = { ...defaultsOf(id as MethodId), k, ...settings } as DeepConfig;
  return [`${id} ${JSON.stringify(settings)}`, deepMethodOf(config), config] as const;
});
const ofTests = ['the method of the tests', fullMethod(1) as DeepMethod<unknown, DeepConfig>, defaultsOf('dclam')] as const;

/**
 * One random direction through all arrays of encoder, decoder and head moves every entry: the slope by the gradients is that by
 * differences, in double precision.
 */
test.each([...cases, ofTests])('the gradients of a head agree with its differences: %s', (_, method, values) => {
  const random = new Random(5);
  const points = Float32Array.from({ length: n * d }, () => random.uniform());
  const head = method.head(values);
  const architecture = { d, m, ...eae([1, 1, d], m, [6, 9], outputOf(head, m).width) };
  const network = new TypedNetwork({ architecture, points, n, k, batchSize: 4, head, kernels: new PlainKernels(Float64Array) });
  network.setParameters(initialNetwork(architecture, 3));
  const run = { values, n, d, m, k };
  const codes = network.encode(0, n);
  network.setHead(drain(method.begin(codes, run, random, 0)).arrays);
  if (method.refresh) network.setHead(drain(method.refresh.run(codes, network.head(), run, random)).arrays);
  // Off the codes, where centres begin where there are hardly more codes than centres.
  for (let i = 0; i < network.learned.length; i++) network.learned.values[i] += 0.2 * random.normal();
  const noise = Float32Array.from({ length: 4 * m }, () => random.normal());
  const step = { rows: Uint32Array.of(4, 1, 0, 3), live: method.live(run, 1), noise };
  network.differentiate(step);
  const parts = [network.encoder, network.decoder, network.learned].map(({ values, gradient }) => ({
    values,
    gradient: Float64Array.from(gradient),
    direction: Float64Array.from(gradient, (slope) => slope + 0.1 * random.normal()),
  }));
  const slope = parts.reduce((sum, { gradient, direction }) => gradient.reduce((all, g, i) => all + g * direction[i], sum), 0);
  const lossAt = (t: number) => {
    for (const { values, direction } of parts) direction.forEach((x, i) => (values[i] += t * x));
    const loss = network.differentiate(step);
    for (const { values, direction } of parts) direction.forEach((x, i) => (values[i] -= t * x));
    return loss;
  };
  const h = 1e-6;
  expect(Math.abs(slope)).toBeGreaterThan(1e-2);
  expect(Math.abs((lossAt(h) - lossAt(-h)) / (2 * h) - slope)).toBeLessThan(1e-6 * Math.abs(slope));
});
