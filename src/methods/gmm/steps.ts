/** A mixture of Gaussians by expectation and maximisation: an epoch is one step of each. */
import type { Floats } from '../../core/algebra/floats';
import { kmeansSteps } from '../../core/clustering/kmeans';
import type { GaussiansPartition, PartitionModel } from '../../core/partition/model';
import type { ConfigOfMethod } from '../config';
import type { EpochOutcome, PointsMethod, PointsRestart, ScaledPoints } from '../points';
import { parameterCount } from './covariance';
import { expectation, maximisation } from './mixture';

type Settings = Pick<ConfigOfMethod<'gmm'>, 'k' | 'covariance' | 'regularisation' | 'tolerance' | 'beta'>;

export const steps: PointsMethod<Settings> = {
  *begin(data, settings, random) {
    const { points, n, d } = data;
    const { k } = settings;
    const { labels } = yield* kmeansSteps(points, n, d, k, random, { restarts: 1 });
    const responsibilities = new Float64Array(n * k);
    labels.forEach((label, i) => (responsibilities[i * k + label] = 1));
    return new GmmRestart(data, yield* maximisation(data, k, responsibilities, settings, null));
  },
  *numbers(data, partition, { covariance }) {
    const { n, d } = data;
    const logLikelihood = yield* expectation(gaussiansOf(partition), data, null);
    return { logLikelihood, bic: -2 * n * logLikelihood + parameterCount(covariance, partition.k, d) * Math.log(n) };
  },
};

function gaussiansOf(partition: PartitionModel): GaussiansPartition {
  if (partition.kind !== 'gaussians') throw new TypeError(`A mixture has Gaussians, and this is a partition of kind "${partition.kind}".`);
  return partition;
}

class GmmRestart implements PointsRestart<Settings> {
  /** Of the present mixture; null where they are not known yet. */
  private known: { readonly responsibilities: Float64Array; readonly logLikelihood: number } | null = null;

  constructor(
    private readonly data: ScaledPoints,
    private mixture: GaussiansPartition,
  ) {}

  *epoch(settings: Settings): Generator<unknown, EpochOutcome> {
    const { data } = this;
    const before = this.known ?? (yield* this.expected());
    this.mixture = yield* maximisation(data, this.mixture.k, before.responsibilities, settings, this.mixture);
    // The next responsibilities take the place of these.
    const after = (this.known = yield* this.expected(before.responsibilities));
    const gained = after.logLikelihood - before.logLikelihood;
    return { loss: -after.logLikelihood, ended: Math.abs(gained) < settings.tolerance ? { gained } : null };
  }

  private *expected(into: Float64Array = new Float64Array(this.data.n * this.mixture.k)) {
    return { responsibilities: into, logLikelihood: yield* expectation(this.mixture, this.data, into) };
  }

  partition(): GaussiansPartition {
    const { prototypes, factors, logShares, ...rest } = this.mixture;
    const single = (values: Floats) => Float32Array.from(values);
    return { ...rest, prototypes: single(prototypes), factors: single(factors), logShares: single(logShares) };
  }

  setPrototypes(prototypes: Floats): void {
    this.setPartition({ ...this.mixture, prototypes: Float64Array.from(prototypes) });
  }

  setPartition(partition: PartitionModel): void {
    this.mixture = gaussiansOf(partition);
    this.known = null;
  }

  save(): unknown {
    return structuredClone(this.mixture);
  }

  restore(state: unknown): void {
    this.setPartition(state as GaussiansPartition);
  }
}
