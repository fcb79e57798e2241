/**
 * CM: memberships are a learned linear softmax, centres are what draws the points again from their memberships. An epoch is one pass through
 * the points in batches; in the one that averages a second pass follows, and what was learned becomes the mean over its steps.
 */
import type { Floats } from '../../core/algebra/floats';
import { Descent, type DescentState } from '../../core/optimise/descent';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { Trail } from '../../core/partition/trail';
import type { ConfigOfMethod } from '../config';
import type { EpochOutcome, PointsMethod, PointsRestart, ScaledPoints } from '../points';
import { Passes, type PassesState } from '../shared/passes';
import { CmArrays, placesOf } from './arrays';
import { CmLoss, termNames, type Terms } from './loss';
import { startingArrays } from './start';

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

interface CmState {
  readonly arrays: Float64Array;
  readonly descent: DescentState;
  readonly passes: PassesState;
}

class CmRestart implements PointsRestart<Settings> {
  private readonly descent: Descent;
  private readonly passes: Passes;
  private readonly loss: CmLoss;
  /** Where the centres were in the pass that they are the mean of; null after any other. */
  private trail: Trail | null = null;

  constructor(
    private readonly data: ScaledPoints,
    private readonly arrays: CmArrays,
    optimiser: Settings['optimiser'],
    seed: number,
  ) {
    const { k, d } = arrays;
    this.descent = new Descent(arrays.all.length, optimiser);
    this.passes = new Passes(seed, data.n);
    this.loss = new CmLoss(k, d);
  }

  *epoch(settings: Settings, averages = false): Generator<unknown, EpochOutcome> {
    this.trail = null;
    const outcome = yield* this.pass(settings, null, [0, averages ? 0.5 : 1]);
    if (!averages) return outcome;
    const { arrays } = this;
    const sum = new Float64Array(arrays.all.length);
    const trail = new Trail(arrays.own.length);
    let taken = 0;
    const averaged = yield* this.pass(settings, () => {
      taken++;
      arrays.all.forEach((value, at) => {
        sum[at] += value;
      });
      trail.add(arrays.centres());
    }, [0.5, 1]);
    arrays.all.set(sum.map((value) => value / taken));
    this.trail = trail;
    return averaged;
  }

  partition(): PartitionModel {
    const partition = this.arrays.partition();
    return this.trail ? { ...partition, trail: this.trail.places() } : partition;
  }

  setPrototypes(prototypes: Floats): void {
    this.arrays.setCentres(prototypes);
    const { own, common } = placesOf(this.arrays.k, this.arrays.d);
    for (const place of [own, common]) this.descent.forget(...place);
    this.trail = null;
  }

  setPartition(partition: PartitionModel): void {
    if (partition.kind !== 'softmax') throw new TypeError(`CM does not go on from a partition of kind "${partition.kind}".`);
    const { arrays } = this;
    arrays.weights.set(partition.weights);
    arrays.bias.set(partition.bias);
    arrays.common.fill(0);
    arrays.own.set(partition.prototypes);
    this.descent.forget(0, arrays.all.length);
    this.trail = null;
  }

  save(): CmState {
    return { arrays: this.arrays.all.slice(), descent: this.descent.save(), passes: this.passes.save() };
  }

  restore(state: unknown): void {
    const { arrays, descent, passes } = state as CmState;
    this.arrays.all.set(arrays);
    this.descent.restore(descent);
    this.passes.restore(passes);
    this.trail = null;
  }

  /**
   * One pass through the points. E₄ is one number a batch, so a last batch of less than half the size is left out.
   * @param after each step. @param share of the epoch before and after it.
   */
  private *pass(
    { concentration, terms: weights, learningRate, batchSize }: Settings,
    after: (() => void) | null,
    [from, to]: readonly [number, number],
  ): Generator<unknown, EpochOutcome> {
    const { data, arrays, loss, descent } = this;
    const { k, d } = arrays;
    const alpha = typeof concentration === 'number' ? new Float64Array(k).fill(concentration) : Float64Array.from(concentration);
    const sums = Object.fromEntries(termNames.map((name) => [name, 0])) as Record<keyof Terms, number>;
    let seen = 0;
    for (const rows of this.passes.next(batchSize, batchSize / 2)) {
      const terms = yield* loss.of(arrays, data.points, rows, alpha, weights);
      descent.update(arrays.all, loss.gradient.all, learningRate);
      for (const name of termNames) sums[name] += terms[name];
      seen += rows.length;
      after?.();
      yield from + ((to - from) * seen) / data.n;
    }
    const terms = Object.fromEntries(termNames.map((name) => [name, sums[name] / (seen * d)])) as unknown as Terms;
    return { loss: termNames.reduce((sum, name) => sum + weights[name] * terms[name], 0), terms, ended: null };
  }
}
