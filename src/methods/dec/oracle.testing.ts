import { inject } from 'vitest';
import { headCase, type HeadOracle } from '../headOracle.testing';
import { decHead } from './head';
import { tensors } from './tensors';

/** The oracle sums over the points; the head takes their mean. */
export const oracle: HeadOracle = {
  cases: inject('golden')['baselines/dec'].cases.map(({ n, m, k, z, centres, p, kl_sum, grad_z, grad_centres, labels }) =>
    headCase({
      name: `n ${n}, m ${m}, k ${k}`,
      head: decHead,
      tensors: tensors(),
      k,
      m,
      output: z,
      learned: { centres },
      kept: { targets: p, labels },
      live: { weight: n },
      loss: kl_sum,
      toOutput: grad_z,
      gradients: { centres: grad_centres },
    }),
  ),
};
