import { describe, expect, test } from 'vitest';
import type { Slide } from '../../../methods/dclam/attraction';
import { dclamHead } from '../../../methods/dclam/head';
import { Random } from '../../../core/algebra/random';
import { initialNetwork, type Architecture } from '../architecture';
import { dense } from '../build';
import { cae } from '../cae';
import { eae } from '../eae';
import { parametersOf } from '../layers';
import { quadratic } from '../quadratic';
import { rae } from '../rae';
import { PlainKernels } from './plain/plainKernels';
import { TypedNetwork } from './typedNetwork';

const m = 3;
const k = 4;
const rows = Uint32Array.of(4, 1, 0, 3);
const slide = { beta: 0.7, steps: 5, stepSize: 0.2 };

const architectures: Record<string, Architecture> = {
  EAE: { d: 7, m, ...eae([1, 1, 7], m, [6, 9]) },
  'EAE, leaky': { d: 7, m, ...eae([1, 1, 7], m, [6, 9], m, 'leaky 0.2') },
  'squares and products': {
    d: 7,
    m,
    encoder: [dense('plane', [1, 1, 7], 2, 'relu'), ...quadratic(m).encoder],
    decoder: eae([1, 1, 7], m, [6]).decoder,
  },
  'CAE 8×8': { d: 64, m, ...cae([8, 8, 1], m) },
  'CAE 12×12, its third convolution valid': { d: 144, m, ...cae([12, 12, 1], m) },
  'CAE 9×7 in colour': { d: 189, m, ...cae([9, 7, 3], m) },
  'RAE 5×3 in colour': { d: 45, m, ...rae([5, 3, 3], m) },
};

/** In double precision, its biases and scales off their start, so that every gradient counts. */
function doubleNetwork(architecture: Architecture): TypedNetwork<Slide> {
  const n = 6;
  const random = new Random(5);
  const points = Float32Array.from({ length: n * architecture.d }, () => random.uniform());
  const network = new TypedNetwork({ architecture, points, n, k, batchSize: 4, head: dclamHead, kernels: new PlainKernels(Float64Array) });
  const start = initialNetwork(architecture, 3);
  for (const half of ['encoder', 'decoder'] as const)
    for (const { trainable, start: from, offset, size } of parametersOf(architecture[half]))
      if (trainable && from.kind === 'constant') for (let i = 0; i < size; i++) start[half][offset + i] += 0.2 * random.normal();
  network.setParameters(start);
  network.setHead({ memories: Float32Array.from({ length: k * m }, () => 0.5 * random.normal()) });
  return network;
}

/** A trainable array, its gradient, and the step that moves it. */
interface Part {
  readonly name: string;
  readonly values: Float64Array;
  readonly gradient: Float64Array;
  readonly step: Float64Array;
}

const lengthOf = (numbers: Float64Array) => Math.sqrt(numbers.reduce((sum, x) => sum + x * x, 0));

/** Along the gradient, so that all of it counts, and at random, so that an entry whose gradient is left at 0 counts too. */
function direction(gradient: Float64Array, random: Random): Float64Array {
  const noise = Float64Array.from(gradient, () => random.normal());
  const [along, across] = [lengthOf(gradient), lengthOf(noise)];
  return noise.map((x, i) => x / across + (along > 0 ? gradient[i] / along : 0));
}

/** The trainable arrays of encoder, decoder and, in training, memories. The network has just differentiated. */
function halvesOf(network: TypedNetwork<Slide>, architecture: Architecture, withMemories: boolean): Part[][] {
  const halves = (['encoder', 'decoder'] as const).map((half) =>
    parametersOf(architecture[half])
      .filter(({ trainable }) => trainable)
      .map(({ name, offset, size }) => ({ name: `${half} ${name}`, of: network[half], offset, size })),
  );
  if (withMemories) halves.push([{ name: 'memories', of: network.learned, offset: 0, size: k * m }]);
  const random = new Random(11);
  const parts = halves.map((half) =>
    half.map(({ name, of, offset, size }) => {
      const [values, gradient] = [of.values, of.gradient].map((all) => all.subarray(offset, offset + size)) as Float64Array[];
      return { name, values, gradient: gradient.slice(), step: direction(gradient, random) };
    }),
  );
  // An array of a small gradient moves further, so that each has the same part in the slope.
  const largest = Math.max(...parts.flat().map(({ gradient }) => lengthOf(gradient)));
  expect(largest).toBeGreaterThan(0);
  for (const { step, gradient } of parts.flat()) {
    const size = Math.max(lengthOf(gradient), 1e-3 * largest);
    step.forEach((x, i) => (step[i] = x / size));
  }
  return parts;
}

/**
 * The slope of the loss along the steps of these arrays, by their gradients and by differences. One array has a part of about `unit` in it.
 */
function slopeAlong(parts: readonly Part[], h: number, loss: () => number) {
  const across = Math.hypot(...parts.map(({ step }) => lengthOf(step)));
  const lossAt = (t: number) => {
    const kept = parts.map(({ values }) => values.slice());
    for (const { values, step } of parts) step.forEach((x, i) => (values[i] += (t * x) / across));
    const value = loss();
    parts.forEach(({ values }, i) => values.set(kept[i]));
    return value;
  };
  const exact = parts.reduce((sum, { step, gradient }) => sum + step.reduce((part, x, i) => part + (x * gradient[i]) / across, 0), 0);
  return { exact, difference: (lossAt(h) - lossAt(-h)) / (2 * h), unit: 1 / across };
}

describe.each(Object.entries(architectures))('the gradients of %s', (_, architecture) => {
  test.each([
    ['DCLAM', slide],
    ['pretraining', null],
  ] as const)('of the loss of %s are its finite differences', (_name, how) => {
    const network = doubleNetwork(architecture);
    network.differentiate({ rows, live: how });
    const halves = halvesOf(network, architecture, how !== null);
    // So small that hardly a ReLU changes sides between the two; the table of exponentials has steps of 5e-11 in the recursion.
    const h = how ? 1e-5 : 1e-7;
    const wrong = (parts: readonly Part[]) => {
      const { exact, difference, unit } = slopeAlong(parts, h, () => network.differentiate({ rows, live: how }));
      return Math.abs(difference - exact) <= 1e-5 * unit ? null : `${exact}, by differences ${difference}`;
    };
    // One direction moves every entry of a half. Only where the slope is wrong the arrays are gone through one by one, to name those that
    // are.
    const off = halves.flatMap((half) => {
      const together = wrong(half);
      if (together === null) return [];
      const alone = half.map((part) => [part.name, wrong([part])]).filter(([, slope]) => slope !== null);
      return [`${half[0].name} and the rest of its half: ${together}`, ...alone.map(([name, slope]) => `${name}: ${slope}`)];
    });
    expect(off).toEqual([]);
    expect(network.encoder.gradient.length + network.decoder.gradient.length).toBeGreaterThan(100);
  });
});
