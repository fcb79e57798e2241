/** Passes through the points in batches, in an order that is drawn anew for each. */
import { Random } from '../../core/algebra/random';

/** The stream of the seed that the order is drawn from. */
const stream = 2;

export interface PassesState {
  readonly random: number[];
  readonly order: Uint32Array;
}

export class Passes {
  private readonly random: Random;
  private readonly order: Uint32Array;

  constructor(seed: number, n: number) {
    this.random = new Random(seed, stream);
    this.order = Uint32Array.from({ length: n }, (_, i) => i);
  }

  /**
   * The rows of each batch of one pass, valid until the next pass begins. @param least a last batch of fewer points is left out, unless it is
   * the only one.
   */
  next(batchSize: number, least = 1): Uint32Array[] {
    const { order } = this;
    this.random.shuffle(order);
    const batches: Uint32Array[] = [];
    for (let from = 0; from < order.length; from += batchSize) {
      const batch = order.subarray(from, from + batchSize);
      if (from === 0 || batch.length >= least) batches.push(batch);
    }
    return batches;
  }

  save(): PassesState {
    return { random: this.random.save(), order: this.order.slice() };
  }

  restore({ random, order }: PassesState): void {
    this.random.restore(random);
    this.order.set(order);
  }
}
