import { Random } from '../../core/algebra/random';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { settingsOf, type Config } from '../../methods/config';
import type { Ended, LossTerms, PointsMethod, PointsRestart, Search } from '../../methods/points';
import { TimeSlice } from '../wire/timeSlice';
import { streams } from './initialise';
import type { EpochEnd, EpochSettings, Method, MethodContext, Trainer } from './trainer';

/** A method among the points, as the engine trains it: restarts one after the other, an epoch at a time, on the processor. */
export function pointsMethod(id: Config['method'], steps: PointsMethod): Method {
  return {
    id,
    async create(context) {
      const { config } = context;
      const timeSlice = new TimeSlice();
      const restarts: PointsRestart[] = [];
      for (let r = 0; r < config.restarts; r++)
        restarts.push(
          await timeSlice.drain(steps.begin(context, settingsOf(config), new Random(config.seed + r, streams.memories), config.seed + r)),
        );
      return new PointsTrainer(context, restarts, steps);
    },
    ...(steps.loss && {
      wholeLoss: (data) => ({ count: data.n, of: (partition, timeSlice) => timeSlice.drain(steps.loss!(data, partition)) }),
    }),
    numbers: async (data, partition, timeSlice) =>
      steps.numbers ? timeSlice.drain(steps.numbers(data, partition, settingsOf(data.config))) : {},
  };
}

class PointsTrainer implements Trainer {
  private settings: EpochSettings | null = null;
  private readonly losses: Float64Array;
  private readonly ended: (Ended | null)[];
  private readonly terms: (LossTerms | null)[];
  private readonly notes: (readonly string[])[];
  /** Where the epoch stands: the restart, and its steps. */
  private restart = 0;
  private steps: ReturnType<PointsRestart['epoch']> | null = null;
  /** The share of its epoch that is done. */
  private share = 0;

  constructor(
    private readonly context: MethodContext,
    private readonly restarts: readonly PointsRestart[],
    private readonly method: Pick<PointsMethod, 'averages'>,
  ) {
    this.losses = new Float64Array(restarts.length).fill(Number.NaN);
    this.ended = restarts.map(() => null);
    this.terms = restarts.map(() => null);
    this.notes = restarts.map(() => []);
  }

  begin(settings: EpochSettings): void {
    this.settings = settings;
    this.restart = 0;
    this.steps = null;
    this.share = 0;
    this.losses.fill(Number.NaN);
    this.ended.fill(null);
    this.terms.fill(null);
  }

  advance(deadline: number): boolean {
    const { settings } = this;
    if (!settings) throw new Error('begin comes before advance.');
    const values = settingsOf(settings.config);
    for (; this.restart < this.restarts.length; this.restart++) {
      if (settings.learningRates[this.restart] === 0) continue;
      this.steps ??= this.restarts[this.restart].epoch(values, this.method.averages?.(values, settings.epoch));
      for (let step = this.steps.next(); ; step = this.steps.next()) {
        if (step.done) {
          this.losses[this.restart] = step.value.loss;
          this.ended[this.restart] = step.value.ended;
          this.terms[this.restart] = step.value.terms ?? null;
          this.notes[this.restart] = step.value.notes ?? [];
          break;
        }
        if (typeof step.value === 'number') this.share = step.value;
        if (performance.now() >= deadline) return false;
      }
      this.steps = null;
      this.share = 0;
    }
    return true;
  }

  progress(): number {
    return (this.restart + this.share) / this.restarts.length;
  }

  end(): EpochEnd {
    const settings = settingsOf(this.settings?.config ?? this.context.config);
    return {
      losses: this.losses.slice(),
      partitions: this.restarts.map((one) => one.partition(settings)),
      ended: [...this.ended],
      terms: [...this.terms],
      notes: [...this.notes],
      deep: null,
    };
  }

  setPrototypes(restart: number, prototypes: Float32Array): void {
    this.restarts[restart].setPrototypes?.(prototypes);
  }

  putBack(restart: number, partition: PartitionModel): void {
    const one = this.restarts[restart];
    if (one.setPartition) one.setPartition(partition);
    else one.setPrototypes?.(partitionerOf(partition).prototypes);
  }

  save(): unknown {
    return this.restarts.map((one) => one.save());
  }

  restore(state: unknown): void {
    (state as unknown[]).forEach((saved, r) => this.restarts[r].restore(saved));
    this.settings = null;
  }

  searchOf(restart: number): Search | null {
    return this.restarts[restart].search ?? null;
  }

  dispose(): void {}
}
