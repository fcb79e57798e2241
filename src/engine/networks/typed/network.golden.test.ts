import { describe, expect, inject, test } from 'vitest';
import type { Slide } from '../../../methods/dclam/attraction';
import { dclamHead } from '../../../methods/dclam/head';
import {
  Comparison,
  compareNetwork,
  goldenArchitecture,
  goldenMemories,
  goldenParameters,
  goldenPoints,
  goldenSlide,
  type GoldenCase,
} from '../golden';
import { createPlainNetwork, createWasmNetwork } from './create';
import { PlainKernels } from './plain/plainKernels';
import { TypedNetwork, type TypedNetworkContext } from './typedNetwork';

const { cases } = inject('golden').networks;

const ways: Record<string, (context: Omit<TypedNetworkContext<Slide>, 'kernels'>) => TypedNetwork<Slide> | Promise<TypedNetwork<Slide>>> = {
  'plain JavaScript in double precision': (context) => new TypedNetwork({ ...context, kernels: new PlainKernels(Float64Array) }),
  'plain JavaScript': createPlainNetwork,
  'WebAssembly with vectors': (context) => createWasmNetwork(context, { threads: 1, fma: false }),
};

async function compared(golden: GoldenCase, make: (typeof ways)[string]): Promise<Comparison> {
  const architecture = goldenArchitecture(golden);
  const network = await make({
    architecture,
    points: goldenPoints(golden),
    n: golden.n,
    k: golden.k,
    batchSize: golden.rows.length,
    head: dclamHead,
  });
  const comparison = new Comparison();
  await compareNetwork(golden, architecture, network, comparison);
  for (const [key, slide] of [
    ['pretraining', null],
    ['dclam', goldenSlide(golden)],
  ] as const) {
    network.setParameters(goldenParameters(architecture));
    network.setHead({ memories: goldenMemories(golden) });
    comparison.numbers(`${key} loss`, [network.differentiate({ rows: Uint32Array.from(golden.rows), live: slide })], [golden[key].loss]);
    comparison.halves(
      key,
      architecture,
      true,
      { encoder: network.encoder.gradient, decoder: network.decoder.gradient },
      golden[key].gradients,
    );
  }
  comparison.numbers('dclam memories', network.learned.gradient, golden.dclam.memories);
  network.dispose();
  return comparison;
}

/**
 * Plain JavaScript differs from itself in double precision by its rounding alone: of convolutions it gets the smallest, unless all is run.
 */
const casesOn = (way: string) =>
  cases
    .filter(({ name }) => inject('full') || way !== 'plain JavaScript' || !name.startsWith('rae'))
    .map((golden) => [golden.name, golden] as const);

describe.each(Object.entries(ways))('on %s', (way, make) => {
  test.each(casesOn(way))('losses, gradients and training agree with the oracle: %s', async (_name, golden) => {
    const { excesses, tooFar } = await compared(golden, make);
    expect(Object.keys(excesses).length).toBeGreaterThan(30);
    expect(tooFar).toEqual([]);
  });
});
