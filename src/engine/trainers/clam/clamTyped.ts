import { BatchGradient } from '../../../core/memory/gradient';
import type { AssociativeMemory } from '../../../core/memory/model';
import { letPageGo } from '../../../core/work/courtesy';
import { createRestarts, endOf, restoreAll, trainingPoints, type ClamRestart } from './clamRestart';
import type { EpochEnd, EpochSettings, MethodContext, Trainer } from '../trainer';
import { fillValues } from '../sampler';
import type { PartitionModel } from '../../../core/partition/model';
import type { ClamConfig } from '../../../methods/config';
import { dynamicsOf } from '../../../methods/shared/memory';

/** CLAM (algorithm 1) on typed arrays: the CPU path, which needs no tensors. All restarts share one scratch. */
export class ClamTyped implements Trainer {
  private readonly all: readonly ClamRestart[];
  private readonly fill: Float64Array;
  private gradient: BatchGradient | null = null;
  private settings: EpochSettings<ClamConfig> | null = null;
  /** The mean of the batches' losses, one a restart. */
  private readonly losses: Float64Array;
  /** Where the epoch stands: the restart, and the point its next batch begins at. */
  private restart = 0;
  private point = 0;

  private readonly context: MethodContext<ClamConfig>;

  /** @param first what each restart begins with; left out, it is found in one go. */
  constructor(given: MethodContext<ClamConfig>, first?: readonly Float64Array[]) {
    this.context = { ...given, points: trainingPoints(given) };
    const { context } = this;
    const { points, n, d, config } = context;
    this.fill = fillValues(points, n, d, config.mask?.value ?? 'mean');
    this.losses = new Float64Array(config.restarts).fill(Number.NaN);
    this.all = createRestarts(context, first);
  }

  begin(settings: EpochSettings<ClamConfig>): void {
    const { k, steps } = settings.config;
    if (this.settings?.config.steps !== steps) this.gradient = new BatchGradient(k, this.context.d, steps);
    this.settings = settings;
    this.restart = 0;
    this.point = 0;
    this.all.forEach((one, r) => {
      const active = settings.learningRates[r] > 0;
      this.losses[r] = active ? 0 : Number.NaN;
      if (active) one.sampler.beginEpoch(settings.epoch);
    });
  }

  advance(deadline: number): boolean {
    const { settings, gradient } = this;
    if (!settings || !gradient) throw new Error('begin comes before advance.');
    while (this.restart < this.all.length) {
      if (settings.learningRates[this.restart] > 0) {
        this.batch(this.all[this.restart], settings, gradient);
        if (this.point < this.context.n) {
          if (performance.now() >= deadline) return false;
          continue;
        }
      }
      this.point = 0;
      this.restart++;
    }
    return true;
  }

  end(): EpochEnd {
    const { config, d } = this.context;
    return endOf(this.all, this.losses.slice(), this.settings?.config ?? config, d);
  }

  putBack(restart: number, partition: PartitionModel): void {
    this.all[restart].putBack(partition);
  }

  setPrototypes(restart: number, prototypes: Float32Array): void {
    this.all[restart].memories.set(prototypes);
  }

  save(): unknown {
    return this.all.map((one) => one.save());
  }

  restore(state: unknown): void {
    restoreAll(this.all, state);
  }

  dispose(): void {
    this.gradient = null;
  }

  private batch(one: ClamRestart, settings: EpochSettings<ClamConfig>, gradient: BatchGradient): void {
    letPageGo();
    const { points, n, d, config } = this.context;
    const { sampler } = one;
    const model: AssociativeMemory = {
      memories: one.memories,
      logWeights: one.logWeights,
      k: config.k,
      d,
      ...dynamicsOf(settings.config),
      similarity: config.similarity,
    };
    const end = Math.min(n, this.point + config.batchSize);
    const { hiddenCount } = sampler;
    gradient.begin(model);
    sampler.beginBatch();
    let loss = 0;
    for (let i = this.point; i < end; i++)
      loss += gradient.add(points, sampler.order[i] * d, this.fill, hiddenCount ? sampler.hidden() : null, 0, hiddenCount);
    gradient.finish();
    const scale = 1 / ((end - this.point) * d);
    const rate = settings.learningRates[this.restart];
    one.memoryAdam.update(one.memories, gradient.memories, scale, rate);
    if (one.logWeights) one.weightAdam?.update(one.logWeights, gradient.logWeights, scale, rate);
    this.losses[this.restart] += (loss * scale) / Math.ceil(n / config.batchSize);
    this.point = end;
  }
}
