import { inject } from 'vitest';
import { headCase, type HeadOracle } from '../headOracle.testing';
import { softKMeansHead } from '../shared/softKMeans';
import { tensors } from './tensors';

const { cases } = inject('golden')['heads/dkm'];
/** One of each distance comes first. */
const first = (['euclidean', 'cosine'] as const).map((one) => cases.find(({ distance }) => distance === one)!);

export const oracle: HeadOracle = {
  cases: [...first, ...cases.filter((one) => !first.includes(one))].flatMap(({ distance, kind, z, centres, m, k, per_alpha }) =>
    per_alpha.map(({ alpha, loss, grad_z, grad_centres, float32_deviation }) =>
      headCase({
        name: `${distance}, ${kind}, k ${k}, α ${alpha}`,
        head: softKMeansHead(distance, 'exponential'),
        tensors: tensors({ distance }),
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
  few: first.reduce((sum, { per_alpha }) => sum + per_alpha.length, 0),
};
