import { describe, expect, inject, test } from 'vitest';
import { annealedAlphas } from './annealing';
import { dkmHead } from './head';

const golden = inject('golden')['heads/dkm'];

/** The head in double precision on these codes and centres; `decoder` is ∂L/∂decoderInput. */
function differentiate(z: number[][], centres: number[][], distance: 'euclidean' | 'cosine', alpha: number, decoder = 0) {
  const [count, m, k] = [z.length, z[0].length, centres.length];
  const learned = { values: Float64Array.from(centres.flat()), gradient: new Float64Array(k * m).fill(7) };
  const head = dkmHead(distance).make({ k, m, batchSize: count, learned: () => learned, decoderInput: new Float64Array(count * m) });
  const codes = Float64Array.from(z.flat());
  const batch = { rows: new Uint32Array(count), count, live: { alpha, lambda: 1 }, kept: {}, noise: null };
  const { decoderInput, loss } = head.forward(batch, codes);
  const toCodes = new Float64Array(count * m);
  head.backward(batch, codes, new Float64Array(count * m).fill(decoder), toCodes);
  return { same: decoderInput === codes, loss, toCodes, toCentres: learned.gradient };
}

const farthest = (actual: Float64Array, expected: number[]): number =>
  actual.length === expected.length ? Math.max(...expected.map((value, i) => Math.abs(actual[i] - value))) : Infinity;

describe.each(golden.cases.map((one) => [`${one.distance}, ${one.kind}, ${one.n} × ${one.m}, k ${one.k}`, one] as const))(
  '%s',
  (_, one) => {
    test('loss and gradients agree with the oracle under every α', () => {
      for (const { alpha, loss, grad_z, grad_centres } of one.per_alpha) {
        const ours = differentiate(one.z, one.centres, one.distance, alpha);
        const allowed = (expected: number[]) => 1e-8 * Math.max(1, ...expected.map(Math.abs));
        expect(ours.same).toBe(true);
        expect(Math.abs(ours.loss - loss), `loss at α ${alpha}`).toBeLessThanOrEqual(allowed([loss]));
        expect(farthest(ours.toCodes, grad_z.flat()), `codes at α ${alpha}`).toBeLessThanOrEqual(allowed(grad_z.flat()));
        expect(farthest(ours.toCentres, grad_centres.flat()), `centres at α ${alpha}`).toBeLessThanOrEqual(allowed(grad_centres.flat()));
      }
    });
  },
);

test('the gradient of the decoder is added to that of the codes', () => {
  const { z, centres, distance } = golden.cases[0];
  const [alone, together] = [0, 2].map((decoder) => differentiate(z, centres, distance, 1, decoder).toCodes);
  expect(
    farthest(
      together,
      Array.from(alone, (x) => x + 2),
    ),
  ).toBeLessThan(1e-12);
});

test('α rises as the oracle anneals it', () => {
  expect(golden.alpha_sequence).toHaveLength(40);
  expect(farthest(Float64Array.from(annealedAlphas()), golden.alpha_sequence)).toBeLessThan(1e-6);
});
