import { inject } from 'vitest';
import { headCase, type HeadOracle } from '../headOracle.testing';
import { softKMeansHead } from '../shared/softKMeans';
import { tensors } from './tensors';

const { cases } = inject('golden')['heads/kfriendly'];

export const oracle: HeadOracle = {
  cases: cases.flatMap(({ kind, z, centres, m, k, per_alpha }) =>
    per_alpha.map(({ alpha, loss, grad_z, grad_centres, float32_deviation }) =>
      headCase({
        name: `${kind}, k ${k}, α ${alpha}`,
        head: softKMeansHead('euclidean', 'power'),
        tensors: tensors(),
        k,
        m,
        output: z,
        learned: { centres },
        live: { alpha, lambda: 1 },
        loss,
        toOutput: grad_z,
        gradients: { centres: grad_centres },
        single: 4 * float32_deviation,
      }),
    ),
  ),
  few: cases[0].per_alpha.length,
};
