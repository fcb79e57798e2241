import { inject } from 'vitest';
import { headCase, type HeadOracle } from '../headOracle.testing';
import { dcnHead } from './head';
import { tensors } from './tensors';

/** The oracle sums over the points; the head takes their mean. */
export const oracle: HeadOracle = {
  cases: inject('golden')['baselines/dcn'].cases.map(({ n, k, m, lam, z, centres, labels_before, counts_before, ...expected }) =>
    headCase({
      name: `n ${n}, k ${k}`,
      head: dcnHead,
      tensors: tensors(),
      k,
      m,
      output: z,
      learned: {},
      kept: { centres, counts: counts_before, labels: labels_before },
      live: { weight: (n * lam) / 2 },
      loss: expected.clustering_loss_sum,
      toOutput: expected.grad_z,
      gradients: {},
    }),
  ),
};
