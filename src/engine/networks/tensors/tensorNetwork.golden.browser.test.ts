import { describe, expect, inject, test } from 'vitest';
import { backends, useBackend } from '../../kernels/testing';
import type { BackendName } from '../../protocol';
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
import type { Slide } from '../../../methods/dclam/attraction';
import { dclamTensorHead } from '../../deep/dclamTensors';
import { TensorNetwork } from './tensorNetwork';

const { cases } = inject('golden').networks;
const still = { encoder: 0, decoder: 0, head: 0 };

/**
 * On graphics in software, which compile slowly, a table: one of each kind of layer is compared with the reference, which the oracle
 * judges.
 */
const onWebgpu = inject('full') ? ['eae 6–9', 'cae 9×7×3', 'rae 8×8×1'] : ['eae 6–9'];
const onWebgl = inject('full') ? ['eae 6–9', 'cae 12×12×1'] : ['eae 6–9'];
/** On wasm TensorFlow.js differentiates no convolution. */
const chosen: Record<BackendName, (golden: GoldenCase) => boolean> = {
  webgpu: ({ name }) => onWebgpu.includes(name),
  webgl: ({ name }) => onWebgl.includes(name),
  wasm: ({ network }) => Array.isArray(network),
  // No method trains networks there: what it is good for is the comparison with the reference.
  cpu: ({ name }) => inject('full') || name === 'eae 6–9',
};
const casesOn = (backend: BackendName) => cases.filter(chosen[backend]).map((golden) => [golden.name, golden] as const);

/** After one step of Adam the first moments are a tenth of the gradients. */
async function compareGradients(
  golden: GoldenCase,
  key: 'pretraining' | 'dclam',
  network: TensorNetwork<Slide>,
  comparison: Comparison,
): Promise<void> {
  const architecture = goldenArchitecture(golden);
  const rows = Uint32Array.from(golden.rows);
  network.setParameters(goldenParameters(architecture));
  network.setHead({ memories: goldenMemories(golden) });
  network.beginEpoch();
  if (key === 'dclam') network.train({ rows, live: goldenSlide(golden) }, still);
  else network.pretrain(rows, 0);
  comparison.numbers(`${key} loss`, [await network.loss()], [golden[key].loss]);
  const { encoder, decoder, head } = (await network.save()).optimisers;
  const gradients = { encoder: encoder.first.map((x) => 10 * x), decoder: decoder.first.map((x) => 10 * x) };
  comparison.halves(key, architecture, true, gradients, golden[key].gradients);
  if (key === 'dclam')
    comparison.numbers(
      'dclam memories',
      head.first.map((x) => 10 * x),
      golden.dclam.memories,
    );
}

describe.each(backends)('on %s', { timeout: 300_000 }, (backend) => {
  test.each(casesOn(backend))('codes, losses, gradients, statistics and training agree with the oracle: %s', async (_, golden) => {
    await useBackend(backend);
    const made = () =>
      new TensorNetwork({
        architecture: goldenArchitecture(golden),
        points: goldenPoints(golden),
        n: golden.n,
        k: golden.k,
        batchSize: golden.rows.length,
        head: dclamTensorHead,
      });
    const comparison = new Comparison();
    // The memories' moments do not begin anew with other memories, so that their gradient is taken from a network of no steps.
    const differentiated = made();
    await compareGradients(golden, 'dclam', differentiated, comparison);
    await compareGradients(golden, 'pretraining', differentiated, comparison);
    differentiated.dispose();
    const trained = made();
    await compareNetwork(golden, goldenArchitecture(golden), trained, comparison);
    trained.dispose();
    expect(Object.keys(comparison.excesses).length).toBeGreaterThan(30);
    expect(comparison.tooFar).toEqual([]);
  });
});
