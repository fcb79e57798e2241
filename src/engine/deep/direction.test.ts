import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { dclamHead } from '../../methods/dclam/head';
import { dkmHead } from '../../methods/dkm/head';
import { method as aeKmeans } from '../../methods/ae-kmeans/head';
import { outputOf, type Head } from '../../methods/head';
import { initialNetwork } from '../networks/architecture';
import { eae } from '../networks/eae';
import { PlainKernels } from '../networks/typed/plain/plainKernels';
import { TypedNetwork } from '../networks/typed/typedNetwork';
import { fullHead } from './testing';

/** Every head, with settings of a step. A new one is a line here. */
const heads: [folder: string, name: string, head: Head<never>, live: object][] = [
  ['dclam', 'DCLAM', dclamHead as Head<never>, { beta: 0.7, steps: 5, stepSize: 0.2 }],
  ['dkm', 'DKM', dkmHead('euclidean') as Head<never>, { alpha: 0.8, lambda: 0.3 }],
  ['dkm', 'DKM, cosine', dkmHead('cosine') as Head<never>, { alpha: 0.8, lambda: 0.3 }],
  ['ae-kmeans', 'AE + k-means', aeKmeans.head(null) as Head<never>, {}],
  ['tests', 'the head of the tests', fullHead as Head<never>, { weight: 0.4 }],
];

test('every head is among them', () => {
  const folders = Object.keys(import.meta.glob('../../methods/*/head.ts')).map((path) => path.split('/').at(-2));
  expect(folders.filter((folder) => !heads.some(([of]) => of === folder))).toEqual([]);
});

/**
 * One random direction through all arrays of encoder, decoder and head moves every entry: the slope by the gradients is that by
 * differences, in double precision.
 */
test.each(heads)('the gradients of a head of %s agree with its differences: %s', (_folder, _name, head, live) => {
  const [n, d, m, k] = [6, 7, 3, 4];
  const random = new Random(5);
  const points = Float32Array.from({ length: n * d }, () => random.uniform());
  const architecture = { d, m, ...eae([1, 1, d], m, [6, 9], outputOf(head, m).width) };
  const network = new TypedNetwork({ architecture, points, n, k, batchSize: 4, head, kernels: new PlainKernels(Float64Array) });
  network.setParameters(initialNetwork(architecture, 3));
  const arrays = Object.entries(network.head()).map(([name, values]) => [name, values.map(() => 0.5 * random.uniform() + 0.2)] as const);
  network.setHead(Object.fromEntries(arrays));
  const step = {
    rows: Uint32Array.of(4, 1, 0, 3),
    live: live as never,
    noise: Float32Array.from({ length: 4 * m }, () => random.normal()),
  };
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
