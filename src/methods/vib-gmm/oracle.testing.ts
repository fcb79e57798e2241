import { inject } from 'vitest';
import { headCase, type HeadOracle } from '../headOracle.testing';
import { vibHead } from './head';
import { tensors } from './tensors';

/** The oracle sums over the points the term of the mixture alone; the head takes their mean. */
export const oracle: HeadOracle = {
  cases: inject('golden')['baselines/vibgmm'].cases.map(({ n, m, k, mean, logvar, centres, centre_logvar, weight_logits, eps, vib }) =>
    headCase({
      name: `n ${n}, m ${m}, k ${k}`,
      head: vibHead,
      tensors: tensors(),
      k,
      m,
      output: mean.map((row, i) => [...row, ...logvar[i]]),
      learned: { centres, logVariances: centre_logvar, logits: weight_logits },
      noise: eps,
      live: { weight: n },
      loss: vib.loss_sum,
      toOutput: vib.grad_mean.map((row, i) => [...row, ...vib.grad_logvar[i]]),
      gradients: { centres: vib.grad_centres, logVariances: vib.grad_centre_logvar, logits: vib.grad_weight_logits },
    }),
  ),
};
