import { describe, expect, inject, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { partitionerOf } from '../../core/partition/kinds';
import type { GaussiansPartition } from '../../core/partition/model';
import { agreement } from '../../core/metrics/agreement';
import { drain } from '../../core/work/steps';
import { defaultsOf } from '../config';
import type { Covariance } from './covariance';
import { parameterCount } from './covariance';
import { expectation, maximisation } from './mixture';
import { steps } from './steps';

const golden = inject('golden')['baselines/gmm'];
const form: Readonly<Record<string, Covariance>> = { full: 'full', tied: 'tied', diag: 'diagonal', spherical: 'spherical' };
const settings = { regularisation: 1e-6, beta: 1 };

/** Numbers agree to 1e-9 of their size. */
function agree(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, at) => expect(Math.abs(actual[at] - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value))));
}

/** Σ = L Lᵀ of every Gaussian, as scikit-learn has them. */
function covariancesOf({ k, d, covariance, factors }: GaussiansPartition): number[] {
  if (covariance !== 'full') return Array.from(factors, (deviation) => deviation ** 2);
  const triangle = (d * (d + 1)) / 2;
  const entry = (j: number, a: number, b: number) => (b > a ? 0 : factors[j * triangle + (a * (a + 1)) / 2 + b]);
  return Array.from({ length: k * d * d }, (_, at) => {
    const [j, a, b] = [Math.floor(at / (d * d)), Math.floor(at / d) % d, at % d];
    let sum = 0;
    for (let c = 0; c < d; c++) sum += entry(j, a, c) * entry(j, b, c);
    return sum;
  });
}
const repeated = (of: number[], times: number) => Array.from({ length: times }, () => of).flat();
const flat = (of: unknown): number[] => (of as unknown[]).flat(2) as number[];

describe.each(golden.cases.map((one) => [`n ${one.n}, d ${one.d}, k ${one.k}`, one] as const))('%s', (_, one) => {
  const { n, d, k } = one;
  const data = { points: Float64Array.from(one.X.flat()), n, d };
  const before = Float64Array.from(one.responsibilities_before.flat());

  test.each(one.mixtures.map((mixture) => [mixture.kind, mixture] as const))(
    'a step of %s Gaussians agrees with the oracle',
    (__, mixture) => {
      const covariance = form[mixture.kind];
      const found = drain(maximisation(data, k, before, { ...settings, covariance }, null));
      const sameAs = (of: GaussiansPartition, { weights, means, covariances }: typeof mixture.parameters) => {
        agree(Array.from(of.logShares, Math.exp), weights);
        agree(of.prototypes, means.flat());
        agree(covariancesOf(of), covariance === 'tied' ? repeated(flat(covariances), k) : flat(covariances));
      };
      sameAs(found, mixture.parameters);
      const responsibilities = new Float64Array(n * k);
      const mean = drain(expectation(found, data, responsibilities));
      agree([mean], [mixture.mean_log_likelihood]);
      agree(responsibilities, mixture.responsibilities.flat());
      const { height, memberships } = partitionerOf(found);
      agree(
        height!(data.points, n).map((value) => -value),
        mixture.log_likelihood,
      );
      memberships!(data.points, n).forEach((share, at) => expect(share).toBeCloseTo(responsibilities[at], 6));
      const { bic, logLikelihood } = drain(steps.numbers!(data, found, { ...defaultsOf('gmm'), covariance }));
      agree([logLikelihood!, bic!, 2 * parameterCount(covariance, k, d) - 2 * n * mean], [mean, mixture.bic, mixture.aic]);
      const after = drain(maximisation(data, k, responsibilities, { ...settings, covariance }, found));
      sameAs(after, mixture.parameters_after_em);
      agree([drain(expectation(after, data, null))], [mixture.mean_log_likelihood_after]);
    },
  );

  test('a step of isotropic Gaussians agrees with the oracle, and the most responsible is the nearest', () => {
    const { means, mean_log_likelihood, responsibilities: expected, means_after_em } = one.isotropic_half;
    const isotropic = { ...settings, covariance: 'isotropic' } as const;
    const found = drain(maximisation(data, k, before, isotropic, null));
    agree(found.prototypes, means.flat());
    const responsibilities = new Float64Array(n * k);
    agree([drain(expectation(found, data, responsibilities))], [mean_log_likelihood]);
    agree(responsibilities, expected.flat());
    agree(drain(maximisation(data, k, responsibilities, isotropic, found)).prototypes, means_after_em.flat());
    expect(partitionerOf(found).nearest).toBeNull();
  });
});

test.each(golden.fits.flatMap((one) => Object.keys(one.fits).map((kind) => [kind, `n ${one.n}, d ${one.d}, k ${one.k}`, one] as const)))(
  'training of %s Gaussians ends where the oracle does: %s',
  (kind, _, one) => {
    const { n, d, k } = one;
    const data = { points: Float64Array.from(one.X.flat()), n, d };
    const own = { ...defaultsOf('gmm'), k, covariance: form[kind] };
    const trained = Array.from({ length: 5 }, (__, seed) => {
      const restart = drain(steps.begin(data, own, new Random(seed), seed));
      for (let epoch = 0; epoch < own.epochs; epoch++) if (drain(restart.epoch(own)).ended) break;
      const partition = restart.partition(own);
      return { partition, ...drain(steps.numbers!(data, partition, own)) };
    });
    const best = trained.reduce((a, b) => (b.logLikelihood! > a.logLikelihood! ? b : a));
    expect(Math.abs(best.logLikelihood! - one.fits[kind].mean_log_likelihood)).toBeLessThan(1e-3);
    expect(Math.abs(best.bic! - one.fits[kind].bic)).toBeLessThan(2e-3 * n);
    expect(agreement(partitionerOf(best.partition).assign(data.points, n), Uint16Array.from(one.labels)).ari).toBe(1);
  },
);
