import { factorLength } from '../../core/partition/logDensity';
import { choiceField, numberField, type Field } from '../fields';
import { limits } from '../limits';
import { define } from '../method';
import { batches, clusters, common, fittingK } from '../shared/common';
import { gaussianNumbers } from '../shared/numbers';
import { covariances, partitionCovariance } from './covariance';
import { presets } from './presets';

/** A mixture of Gaussians among the points, by expectation and maximisation. */

export const gmm = define({
  id: 'gmm',
  aliases: ['gaussian-mixture', 'em'],
  name: 'Gaussian mixture',
  brief: 'Gaussians share the points by their densities.',
  sentence:
    'Each cluster is a Gaussian with a share, a mean and a covariance: points belong to them by their densities, and the Gaussians then fit their points, in turn.',
  papers: [
    {
      authors: ['Dempster', 'Laird', 'Rubin'],
      title: 'Maximum Likelihood from Incomplete Data via the EM Algorithm',
      where: 'Journal of the Royal Statistical Society',
      year: 1977,
    },
  ],
  space: 'input',
  numbers: gaussianNumbers,
  fields: {
    k: clusters(
      'How many Gaussians there are, and so how many clusters at most.',
      String.raw`p(x) = \sum_{j=1}^k \pi_j\, \mathcal N(x; \mu_j, \Sigma_j)`,
    ) as Field<number>,
    covariance: choiceField(covariances, 'full', {
      label: 'Covariance',
      sentence:
        'What form the Gaussians have. Full: any ellipsoid each. Tied: one ellipsoid for all. Diagonal: along the axes. Spherical: a ball each. Isotropic: one ball for all, of a fixed size, with equal shares. A full one wants more points in each cluster than there are features.',
      equation: String.raw`\Sigma_j,\quad \Sigma,\quad \operatorname{diag}(\sigma_{j1}^2, \dots, \sigma_{jd}^2),\quad \sigma_j^2 I,\quad \tfrac{1}{2\beta} I`,
    }),
    beta: {
      ...numberField(limits.beta, 1, {
        label: 'Inverse temperature β',
        sentence:
          'How small the isotropic Gaussians are: their variance is 1/(2β). At the same β their memberships are those of CLAM’s memories.',
        equation: String.raw`r_j(x) = \operatorname{softmax}_j(-\beta \|x - \mu_j\|^2)`,
        scale: 'log',
        when: (_: number, settings: unknown) => (settings as { covariance: string }).covariance === 'isotropic',
      }),
    } as Field<number>,
    regularisation: {
      ...numberField(limits.regularisation, 1e-6, {
        label: 'Least variance',
        sentence:
          'Added to each variance, so that no Gaussian shrinks to a point or to a plane, in units of the scaled features. A larger one keeps full Gaussians of few points round.',
        equation: String.raw`\Sigma_j \leftarrow \Sigma_j + \varepsilon I`,
        scale: 'log',
      }),
      secondary: true,
    } as Field<number>,
    tolerance: {
      ...numberField(limits.gain, 1e-3, {
        label: 'Tolerance',
        sentence: 'Training ends where an epoch raises the mean log-likelihood of the points by less than this.',
        scale: 'linear',
      }),
      secondary: true,
    } as Field<number>,
    epochs: batches.epochs,
    ...common,
  },
  overrides: { restarts: 5, epochs: 100 },
  atMap: ['covariance', 'beta', 'k'],
  panels: [
    { id: 'clustering', label: 'Clustering', fields: ['k', 'covariance', 'beta'] },
    {
      id: 'training',
      label: 'Training',
      fields: ['regularisation', 'tolerance', 'epochs', 'restarts', 'choose', 'scaling', 'seed'],
    },
  ],
  suggest: ({ n, k }) => ({ k: fittingK(k, n) }),
  remark({ covariance, k, regularisation }, { n, d }) {
    const points = covariance === 'full' ? n / k : covariance === 'tied' ? n : Infinity;
    const many = covariance === 'full' && k > 1 ? `${k} covariances` : 'a covariance';
    return points <= d
      ? `${n.toLocaleString('en')} points are few for ${many} of ${d} features: without the least variance of ${regularisation} the Gaussians would be flat. Diagonal and spherical ones need fewer points; a larger least variance keeps full ones round.`
      : null;
  },
  presets,
  result: 'last',
  partition: 'gaussians',
  // Distances that a factor divides, and products of the differences, of which most have no weight.
  operations: ({ k, covariance, restarts }, n, d) => restarts * n * k * (2 * d + 1.5 * factorLength(partitionCovariance[covariance], d)),
  // Responsibilities, and three mixtures in double precision.
  workspace: ({ k, covariance, restarts }, n, d) => 8 * restarts * k * (n + 3 * factorLength(partitionCovariance[covariance], d)),
});
