/**
 * CM: memberships are a learned linear softmax, centres are what draws the points again from their memberships. An epoch is one pass through
 * the points in batches; in the one that averages a second pass follows, and what was learned becomes the mean over its steps.
 */
import type { Floats } from '../../core/algebra/floats';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { Trail } from '../../core/partition/trail';
import type { ConfigOfMethod } from '../config';
import type { EpochOutcome, PointsMethod, PointsRestart, ScaledPoints } from '../points';
import { placesOf, type CmArrays } from '../shared/clusteringModule/arrays';
import { startingArrays } from '../shared/clusteringModule/start';
import { CmTraining, type TrainingState } from '../shared/clusteringModule/training';
import { shares } from '../shared/shares';

type Settings = Pick<
  ConfigOfMethod<'cm'>,
  'k' | 'init' | 'concentration' | 'terms' | 'averaging' | 'learningRate' | 'optimiser' | 'batchSize' | 'epochs'
>;

/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;

export const steps: PointsMethod<Settings> = {
  *begin(data, { k, init, optimiser }, random, seed) {
    return new CmRestart(data, yield* startingArrays(data, k, init, random), optimiser, seed);
  },
  averages: ({ averaging, epochs }, epoch) => averaging && epoch === epochs,
  /** E₂ + E₃ a point and feature, each with weight 1: Σ_j γ_j ‖μ_j − x̄‖². */
  *loss({ points, n, d }, partition) {
    const { memberships, prototypes } = partitionerOf(partition);
    if (!memberships) throw new TypeError(`A partition of kind "${partition.kind}" has no memberships.`);
    const { k } = partition;
    const block = Math.max(1, Math.floor(sliceWork / (k * d)));
    const mean = new Float64Array(d);
    let sum = 0;
    for (let from = 0; from < n; from += block) {
      const count = Math.min(block, n - from);
      const shares = memberships(points.subarray(from * d, (from + count) * d), count);
      for (let i = 0; i < count; i++) {
        mean.fill(0);
        for (let at = 0; at < k * d; at++) mean[at % d] += shares[i * k + Math.floor(at / d)] * prototypes[at];
        for (let at = 0; at < k * d; at++) sum += shares[i * k + Math.floor(at / d)] * (prototypes[at] - mean[at % d]) ** 2;
      }
      yield;
    }
    return sum / (n * d);
  },
};

class CmRestart implements PointsRestart<Settings> {
  private readonly training: CmTraining;
  /** Where the centres were in the pass that they are the mean of; null after any other. */
  private trail: Trail | null = null;

  constructor(
    data: ScaledPoints,
    private readonly arrays: CmArrays,
    optimiser: Settings['optimiser'],
    seed: number,
  ) {
    this.training = new CmTraining(data, arrays, optimiser, seed);
  }

  *epoch(settings: Settings, averages = false): Generator<unknown, EpochOutcome> {
    this.trail = null;
    const outcome = yield* shares(this.training.pass(settings), 0, averages ? 0.5 : 1);
    if (!averages) return { ...outcome, ended: null };
    const { arrays } = this;
    const sum = new Float64Array(arrays.all.length);
    const trail = new Trail(arrays.own.length);
    let taken = 0;
    const second = this.training.pass(settings, () => {
      taken++;
      arrays.all.forEach((value, at) => {
        sum[at] += value;
      });
      trail.add(arrays.centres());
    });
    const averaged = yield* shares(second, 0.5, 1);
    arrays.all.set(sum.map((value) => value / taken));
    this.trail = trail;
    return { ...averaged, ended: null };
  }

  partition(): PartitionModel {
    const partition = this.arrays.partition();
    return this.trail ? { ...partition, trail: this.trail.places() } : partition;
  }

  setPrototypes(prototypes: Floats): void {
    this.arrays.setCentres(prototypes);
    const { own, common } = placesOf(this.arrays.k, this.arrays.d);
    for (const place of [own, common]) this.training.descent.forget(...place);
    this.trail = null;
  }

  setPartition(partition: PartitionModel): void {
    if (partition.kind !== 'softmax') throw new TypeError(`CM does not go on from a partition of kind "${partition.kind}".`);
    const { arrays } = this;
    arrays.weights.set(partition.weights);
    arrays.bias.set(partition.bias);
    arrays.common.fill(0);
    arrays.own.set(partition.prototypes);
    this.training.descent.forget(0, arrays.all.length);
    this.trail = null;
  }

  save(): unknown {
    return this.training.save();
  }

  restore(state: unknown): void {
    this.training.restore(state as TrainingState);
    this.trail = null;
  }
}
