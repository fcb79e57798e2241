import { FixedLoss } from '../trainers/fixedLoss';
import type { TimeSlice } from '../wire/timeSlice';
import type { Dynamics } from '../protocol';
import { lowerThan, type KeptEpoch } from './restart';
import type { RunState } from './runState';

/**
 * The loss of a run's epochs over the whole set, which its epochs and restarts are chosen by. Of deep methods it is RL, which is known at
 * every epoch.
 */
export class WholeLoss {
  private fixed: FixedLoss | null = null;

  constructor(private readonly run: RunState) {}

  /** The number of points that it is taken on: n, or the size of a seeded sample. */
  get points(): number {
    return this.run.deep ? this.run.data.n : this.loss.count;
  }

  /** The loss of one epoch's memories. Rejects with Abandoned where `pace` ends the work. */
  async of(frame: Dynamics & Pick<KeptEpoch, 'memories' | 'logWeights' | 'deep'>, timeSlice: TimeSlice): Promise<number | null> {
    if (frame.deep) return frame.deep.judged.metrics.rl;
    return this.loss.of({ ...frame, k: this.run.config.k, d: this.run.dimensions }, timeSlice);
  }

  /**
   * The epoch of a restart with the lowest loss, of those that were judged and the newest; before the first epoch the initialisation.
   * @param whole the newest epoch is the last: from now on it counts as judged.
   */
  async lowest(restart: number, whole: boolean, timeSlice: TimeSlice): Promise<KeptEpoch> {
    const one = this.run.restarts[restart];
    const newest = one.frames.items.at(-1)!;
    if (newest.epoch === 0) return newest;
    const judged = newest.wholeLoss === null ? { ...newest, wholeLoss: await this.of(newest, timeSlice) } : newest;
    const found = lowerThan(judged, one.best) ? judged : (one.best ?? newest);
    if (whole) one.best = found;
    return found;
  }

  private get loss(): FixedLoss {
    const { data, config } = this.run;
    // Deep methods are compared by RL.
    if (config.method !== 'clam') throw new Error(`${config.method} has no loss on the points themselves.`);
    return (this.fixed ??= new FixedLoss({ ...data, config }));
  }
}
