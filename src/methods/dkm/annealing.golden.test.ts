import { expect, inject, test } from 'vitest';
import { annealedAlphas } from './annealing';

test('α rises as the oracle anneals it', () => {
  const { alpha_sequence: expected } = inject('golden')['heads/dkm'];
  const alphas = annealedAlphas();
  expect(expected).toHaveLength(40);
  expect(alphas).toHaveLength(40);
  expected.forEach((alpha, i) => expect(Math.abs(alphas[i] - alpha)).toBeLessThan(1e-6));
});
