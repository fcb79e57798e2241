/** Passes through the points in batches, in an order that is drawn anew for each. */
import { Random } from '../../core/algebra/random';

/** The stream of the seed that the order is drawn from. */
const stream = 2;

/**
 * The points of one pass that are taken: a last batch of fewer than `least` is left out, unless it is the only one.
 * @param least absent: none is.
 */
export function takenOf(n: number, batchSize: number, least = 1): number {
  const rest = n % batchSize;
  return n > batchSize && rest < least ? n - rest : n;
}

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

  /** The rows of each batch of one pass, valid until the next pass begins. @param least see `takenOf`. */
  next(batchSize: number, least = 1): Uint32Array[] {
    const { order } = this;
    this.random.shuffle(order);
    const taken = order.subarray(0, takenOf(order.length, batchSize, least));
    const batches: Uint32Array[] = [];
    for (let from = 0; from < taken.length; from += batchSize) batches.push(taken.subarray(from, from + batchSize));
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
