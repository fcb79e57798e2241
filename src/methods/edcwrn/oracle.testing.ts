import { inject } from 'vitest';
import { headCase, type HeadOracle } from '../headOracle.testing';
import { edcwrnHead } from './head';
import { tensors } from './tensors';

/** The oracle sums over the points; the head takes their mean. */
export const oracle: HeadOracle = {
  cases: inject('golden')['baselines/edcwrn'].cases.map(({ n, m, k, z, centres, weights, p, ...golden }) =>
    headCase({
      name: `n ${n}, m ${m}, k ${k}`,
      head: edcwrnHead(false),
      tensors: tensors({ neighbours: false }),
      k,
      m,
      output: z,
      learned: { centres },
      kept: { weights, targets: p, labels: Array.from({ length: n }, () => 0) },
      live: { weight: n },
      loss: golden.cross_entropy_sum,
      toOutput: golden.grad_z,
      gradients: { centres: golden.grad_centres },
    }),
  ),
};
