import { describe, expect, test } from 'vitest';
import { Random } from '../../../core/random';
import { initialNetwork, type Architecture } from '../architecture';
import { cae } from '../cae';
import { eae } from '../eae';
import { parametersOf } from '../layers';
import { rae } from '../rae';
import { PlainKernels } from './plain/plainKernels';
import { TypedNetwork } from './typedNetwork';

const m = 3;
const k = 4;
const rows = Uint32Array.of(4, 1, 0, 3);
const slide = { beta: 0.7, steps: 5, stepSize: 0.2 };

const architectures: Record<string, Architecture> = {
  EAE: { d: 7, m, ...eae([1, 1, 7], m, [6, 9]) },
  'CAE 8×8': { d: 64, m, ...cae([8, 8, 1], m) },
  'CAE 12×12, its third convolution valid': { d: 144, m, ...cae([12, 12, 1], m) },
  'CAE 9×7 in colour': { d: 189, m, ...cae([9, 7, 3], m) },
  'RAE 5×3 in colour': { d: 45, m, ...rae([5, 3, 3], m) },
};

/** In double precision, its biases and scales off their start, so that every gradient counts. */
function doubleNetwork(architecture: Architecture): TypedNetwork {
  const n = 6;
  const random = new Random(5);
  const points = Float32Array.from({ length: n * architecture.d }, () => random.uniform());
  const network = new TypedNetwork({ architecture, points, n, k, batchSize: 4, kernels: new PlainKernels(Float64Array) });
  const start = initialNetwork(architecture, 3);
  for (const half of ['encoder', 'decoder'] as const)
    for (const { trainable, start: from, offset, size } of parametersOf(architecture[half]))
      if (trainable && from.kind === 'constant') for (let i = 0; i < size; i++) start[half][offset + i] += 0.2 * random.normal();
  network.setParameters(start);
  network.setMemories(Float32Array.from({ length: k * m }, () => 0.5 * random.normal()));
  return network;
}

describe.each(Object.entries(architectures))('the gradients of %s', (_, architecture) => {
  test.each([['DCLAM', slide], ['pretraining', null]] as const)('of the loss of %s are its finite differences', (_name, how) => {
    const network = doubleNetwork(architecture);
    const { encoder, decoder, memory } = network;
    network.differentiate(rows, how);
    const checks = [
      ...(['encoder', 'decoder'] as const).flatMap((half) => parametersOf(architecture[half]).map((one) => ({ ...one, name: `${half} ${one.name}`, of: network[half] }))),
      ...(how ? [{ name: 'memories', offset: 0, size: k * m, trainable: true, of: memory }] : []),
    ].flatMap(({ name, offset, size, trainable, of }) => (trainable ? [0.31, 0.99].map((share) => ({ name, of, at: offset + Math.floor(share * size) })) : []));
    const exact = checks.map(({ of, at }) => of.gradient[at]);
    const largest = Math.max(...exact.map(Math.abs));
    // So small that hardly a ReLU changes sides between the two; the table of exponentials has steps of 5e-11 in the recursion.
    const h = how ? 1e-5 : 1e-7;
    const off: string[] = [];
    checks.forEach(({ name, of, at }, i) => {
      const value = of.values[at];
      of.values[at] = value + h;
      const above = network.differentiate(rows, how);
      of.values[at] = value - h;
      const below = network.differentiate(rows, how);
      of.values[at] = value;
      const difference = (above - below) / (2 * h);
      if (!(Math.abs(difference - exact[i]) <= 1e-4 * Math.abs(exact[i]) + 1e-6 * largest)) off.push(`${name}[${at}]: ${exact[i]}, by differences ${difference}`);
    });
    expect(largest).toBeGreaterThan(0);
    expect(off).toEqual([]);
    expect(encoder.gradient.length + decoder.gradient.length).toBeGreaterThan(100);
  });
});
