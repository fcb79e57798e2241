import type { PartitionLoss } from '../trainers/trainer';
import { methodOf } from '../../methods/config';
import type { TimeSlice } from '../wire/timeSlice';
import { lowerThan, type KeptEpoch } from './restart';
import type { RunState } from './runState';
import { trainerOf } from './trainerOf';

/** The loss of a run's epochs over the whole set, which its epochs and restarts are chosen by. Deep methods measure it at every epoch. */
export class WholeLoss {
  private made: PartitionLoss | null = null;

  constructor(private readonly run: RunState) {}

  /** The number of points that it is taken on: n, or the size of a seeded sample. */
  get points(): number {
    return this.run.deep ? this.run.data.n : (this.loss?.count ?? this.run.data.n);
  }

  /** The loss of one epoch's partition. Rejects with Abandoned where the time slice ends the work. */
  async of(frame: Pick<KeptEpoch, 'partition' | 'deep' | 'loss'>, timeSlice: TimeSlice): Promise<number | null> {
    if (frame.deep) return frame.deep.measured?.compared ?? null;
    return this.loss ? this.loss.of(frame.partition, timeSlice) : frame.loss;
  }

  /**
   * The epoch of a restart that is its result: of the lowest loss, of those that were judged and the newest, or the last one where the method
   * says so; before the first epoch the initialisation.
   * @param whole the newest epoch is the last: from now on it counts as judged.
   */
  async lowest(restart: number, whole: boolean, timeSlice: TimeSlice): Promise<KeptEpoch> {
    const one = this.run.restarts[restart];
    const newest = one.frames.items.at(-1)!;
    if (newest.epoch === 0) return newest;
    const judged = newest.wholeLoss === null ? { ...newest, wholeLoss: await this.of(newest, timeSlice) } : newest;
    const last = methodOf(this.run.config).result === 'last';
    const found = last || lowerThan(judged, one.best) ? judged : (one.best ?? newest);
    if (whole) one.best = found;
    return found;
  }

  /** Null where the loss of an epoch is that of the whole set. */
  private get loss(): PartitionLoss | null {
    const { data, config } = this.run;
    const make = trainerOf(config).wholeLoss;
    return make ? (this.made ??= make({ ...data, config })) : null;
  }
}
