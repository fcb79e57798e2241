import { inject } from 'vitest';
import { headCase, type HeadOracle } from '../headOracle.testing';
import { dekmHead } from './head';
import { tensors } from './tensors';

export const oracle: HeadOracle = {
  cases: inject('golden')['baselines/dekm'].cases.map(({ n, k, m, labels, centres, target, batch, z_batch, loss_mean, grad_z }) =>
    headCase({
      name: `n ${n}, m ${m}, k ${k}`,
      head: dekmHead,
      tensors: tensors(),
      k,
      m,
      output: z_batch,
      learned: {},
      kept: {
        centres,
        starts: Array.from({ length: k }, () => 1),
        targets: batch.map((i) => target[i]),
        labels: batch.map((i) => labels[i]),
      },
      live: {},
      loss: loss_mean,
      toOutput: grad_z,
      gradients: {},
    }),
  ),
};
