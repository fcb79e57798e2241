import { BatchGradient } from '../../core/memory/gradient';
import type { PartitionModel } from '../../core/partition/model';
import { Random } from '../../core/algebra/random';
import type { TimeSlice } from '../wire/timeSlice';
import { trainingPoints } from './clam/clamRestart';
import { streams } from './initialise';
import type { MethodContext, PartitionLoss } from './trainer';
import { fillValues } from './sampler';
import { hiddenEntries } from '../../core/memory/hiddenEntries';
import type { ClamConfig } from '../../methods/config';

/** Multiplications that one judging of one restart may take: some tenths of a second. */
const mostWork = 3e8;
/** Every run has the same points and masks, so that seeds can be compared. */
const seed = 0;
/** Points between two looks at the clock. */
const block = 32;

/**
 * The number of points that the loss is taken on: all, or as many as `work` allows. It is counted in operations, so that it is the same on
 * every machine.
 */
export function lossPoints(n: number, d: number, { k, steps, mask }: Pick<ClamConfig, 'k' | 'steps' | 'mask'>, work = mostWork): number {
  const hidden = mask ? hiddenEntries(d, mask.probability) : d;
  return Math.max(1, Math.min(n, Math.floor(work / (k * (d + steps * (4 * hidden + 4))))));
}

/**
 * CLAM's loss (eq. 8, 9, 11, 12) over the whole set, or over a seeded sample of a large one, always under the same masks. So two epochs or
 * restarts are compared by their memories, and not by which entries happened to be hidden.
 */
export class FixedLoss implements PartitionLoss {
  /** The number of points that it is taken on. */
  readonly count: number;
  private readonly points: Float32Array;
  private readonly fill: Float64Array;
  /** Rows of the points, `count` numbers, rising. */
  private readonly rows: Uint32Array;
  /** The hidden features of each, count × h; null without a mask. */
  private readonly hidden: Uint32Array | null;

  constructor(context: Pick<MethodContext<ClamConfig>, 'points' | 'n' | 'd' | 'config'>) {
    const { n, d, config } = context;
    const random = new Random(seed, streams.judging);
    this.points = trainingPoints(context);
    this.fill = fillValues(this.points, n, d, config.mask?.value ?? 'mean');
    this.count = lossPoints(n, d, config);
    this.rows = this.count < n ? random.distinct(this.count, n).sort() : Uint32Array.from({ length: n }, (_, i) => i);
    this.hidden = config.mask && evenMasks(this.count, d, hiddenEntries(d, config.mask.probability), random);
  }

  /** The mean over the points and all d entries of m̄⊙(x − A_ρ^T(x))²; NaN where the model's numbers are not finite. */
  async of(model: PartitionModel, timeSlice: TimeSlice): Promise<number> {
    if (model.kind !== 'memory') throw new TypeError(`CLAM's loss is not defined for a partition of kind "${model.kind}".`);
    const { points, fill, rows, hidden, count } = this;
    const { d, k, steps } = model;
    const h = hidden ? hidden.length / count : 0;
    const gradient = new BatchGradient(k, d, steps);
    gradient.begin(model);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      sum += gradient.loss(points, rows[i] * d, fill, hidden, i * h, h);
      if (i % block === block - 1) await timeSlice.yield();
    }
    return sum / (count * d);
  }
}

/**
 * h distinct features out of d for each of `count` points. Each shuffle of the features is dealt out to the end, so that all are hidden
 * about equally often.
 */
function evenMasks(count: number, d: number, h: number, random: Random): Uint32Array {
  const masks = new Uint32Array(count * h);
  const features = Uint32Array.from({ length: d }, (_, f) => f);
  let next = d;
  for (let i = 0; i < count; i++) {
    if (next + h > d) {
      random.shuffle(features);
      next = 0;
    }
    masks.set(features.subarray(next, next + h), i * h);
    next += h;
  }
  return masks;
}
