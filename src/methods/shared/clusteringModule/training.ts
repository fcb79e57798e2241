/** CM learning on points: passes through them in batches, a step of the optimiser for each. */
import { Descent, type DescentState } from '../../../core/optimise/descent';
import type { Optimiser } from '../../../core/optimise/optimiser';
import type { ScaledPoints } from '../../points';
import { Passes, type PassesState } from '../passes';
import type { CmArrays } from './arrays';
import { CmLoss, concentrationsOf, termNames, type Concentration, type Terms } from './loss';

/** The settings of a pass. */
export interface PassSettings {
  readonly concentration: Concentration;
  readonly terms: Terms;
  readonly learningRate: number;
  readonly batchSize: number;
}

export interface TrainingState {
  readonly arrays: Float64Array;
  readonly descent: DescentState;
  readonly passes: PassesState;
}

export class CmTraining {
  readonly descent: Descent;
  private readonly passes: Passes;
  private readonly loss: CmLoss;

  /** @param arrays are changed in place. */
  constructor(
    private readonly data: ScaledPoints,
    readonly arrays: CmArrays,
    optimiser: Optimiser,
    seed: number,
  ) {
    this.descent = new Descent(arrays.all.length, optimiser);
    this.passes = new Passes(seed, data.n);
    this.loss = new CmLoss(arrays.k, arrays.d);
  }

  /**
   * One pass through the points. E₄ is one number a batch, so a last batch of less than half the size is left out. Yields the share of the
   * points that it has seen. Returns the loss and its terms, a point and feature.
   * @param after each step.
   */
  *pass(
    { concentration, terms: weights, learningRate, batchSize }: PassSettings,
    after?: () => void,
  ): Generator<number, { readonly loss: number; readonly terms: Terms }> {
    const { data, arrays, loss, descent } = this;
    const { k, d } = arrays;
    const alpha = concentrationsOf(concentration, k);
    const sums = Object.fromEntries(termNames.map((name) => [name, 0])) as Record<keyof Terms, number>;
    let seen = 0;
    for (const rows of this.passes.next(batchSize, batchSize / 2)) {
      const work = loss.of(arrays, data.points, rows, alpha, weights);
      let step = work.next();
      for (; !step.done; step = work.next()) yield seen / data.n;
      descent.update(arrays.all, loss.gradient.all, learningRate);
      for (const name of termNames) sums[name] += step.value[name];
      seen += rows.length;
      after?.();
      yield seen / data.n;
    }
    const terms = Object.fromEntries(termNames.map((name) => [name, sums[name] / (seen * d)])) as unknown as Terms;
    return { loss: termNames.reduce((sum, name) => sum + weights[name] * terms[name], 0), terms };
  }

  save(): TrainingState {
    return { arrays: this.arrays.all.slice(), descent: this.descent.save(), passes: this.passes.save() };
  }

  restore({ arrays, descent, passes }: TrainingState): void {
    this.arrays.all.set(arrays);
    this.descent.restore(descent);
    this.passes.restore(passes);
  }
}
