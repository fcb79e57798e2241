import { expect, test } from 'vitest';
import { architectureOf, initialNetwork } from './architecture';
import { beginOthers, separated } from './otherOutputs';
import { PlainKernels } from './typed/plain/plainKernels';
import { TypedNetwork } from './typed/typedNetwork';
import type { Head } from '../../methods/head';

const [n, d, m] = [5, 64, 3];
const image = { width: 8, height: 8, channels: 1 };

/** A head of no arrays, for which the encoder gives one column before the codes and two after them. */
const output = { width: m + 3, codesFrom: 1, others: { factor: 0.1, bias: -4 } };
const head: Head<null> = {
  learns: () => [],
  output: () => output,
  reconstruction: () => 1,
  make: () => ({ forward: (_, codes) => ({ decoderInput: codes, loss: 0 }), backward: () => {} }),
};

test.each(['cae', 'rae', [7]] as const)('training begins with the columns that are no codes as the head says: %s', (choice) => {
  const architecture = architectureOf(choice, { d, image }, m, output.width);
  const points = Float32Array.from({ length: n * d }, (_, i) => ((7 * i) % 13) / 13);
  const network = new TypedNetwork({ architecture, points, n, k: 2, batchSize: n, head, kernels: new PlainKernels(Float64Array) });
  const before = initialNetwork(architecture, 3);
  const given = { ...before, encoder: before.encoder.slice() };
  const after = beginOthers(architecture, given, output);
  const same = (one: Float32Array, other: Float32Array) => one.every((x, i) => x === other[i]);
  expect(same(given.encoder, before.encoder)).toBe(true);
  expect(after.decoder).toBe(given.decoder);
  const of = (parameters: typeof before) => {
    network.setParameters(parameters);
    return network.outputs(0, n);
  };
  const [was, is] = [of(before), of(after)];
  // Biases are 0 before.
  was.forEach((value, at) => {
    const column = at % output.width;
    const code = column >= 1 && column < 1 + m;
    expect(is[at]).toBeCloseTo(code ? value : 0.1 * value - 4, 5);
  });
  const apart = separated(was, m, output);
  expect(same(apart.codes, network.encode(0, n))).toBe(true);
  expect([...apart.others]).toEqual([...was].filter((_, at) => [0, 4, 5].includes(at % output.width)));
  expect(beginOthers(architecture, before, { width: output.width, codesFrom: 1 })).toBe(before);
  expect(() => beginOthers(architecture, before, { ...output, width: 9 })).toThrow(RangeError);
});
