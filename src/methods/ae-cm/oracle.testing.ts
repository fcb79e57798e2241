import { inject } from 'vitest';
import { headCase, type HeadOracle } from '../headOracle.testing';
import { matchedPrior } from '../shared/clusteringModule/loss';
import { aeCmHead } from './head';
import { tensors } from './tensors';

/** The oracle pairs concentrations with clusters as they stand, the head by the order of their shares: cases in which both are the same. */
const paired = inject('golden')['heads/cm'].cases.filter(({ alpha, gamma, k }) => {
  const shares = Float64Array.from({ length: k }, (_, j) => gamma.reduce((sum, row) => sum + row[j], 0));
  return matchedPrior(Float64Array.from(alpha), shares).every((value, j) => value === alpha[j]);
});

/** The oracle's terms are sums; the head takes them over the count of entries. */
export const oracle: HeadOracle = {
  cases: paired.flatMap(({ kind, n, m, k, alpha, lam, z, W, b, V, c, aecm }) =>
    // Where centres are orthonormal the penalty has no derivative.
    aecm.grad_z
      ? [
          headCase({
            name: `${kind}, n ${n}, m ${m}, k ${k}`,
            head: aeCmHead,
            tensors: tensors(),
            k,
            m,
            output: z,
            learned: { W, b, V, c },
            live: { alpha: Float64Array.from(alpha), reconstruction: 1, orthonormality: lam, d: 1 / n },
            loss: aecm.loss,
            toOutput: aecm.grad_z,
            gradients: { W: aecm.grad_W, b: aecm.grad_b, V: aecm.grad_V, c: aecm.grad_c },
          }),
        ]
      : [],
  ),
};
