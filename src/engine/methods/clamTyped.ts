import { BatchGradient } from '../../core/gradient';
import type { AssociativeMemory } from '../../core/model';
import { Random } from '../../core/random';
import { Adam, type AdamState } from './adam';
import { initialLogWeights, initialMemories, streams } from './initialise';
import type { EpochEnd, EpochSettings, MethodContext, Trainer } from './method';
import { Sampler, fillValues, type SamplerState } from './sampler';

/** One restart: its memories and all that is drawn and averaged for it. */
interface Restart {
  readonly memories: Float64Array;
  readonly logWeights: Float64Array | null;
  readonly sampler: Sampler;
  readonly memoryAdam: Adam;
  readonly weightAdam: Adam | null;
}

interface RestartState {
  memories: Float64Array;
  logWeights: Float64Array | null;
  sampler: SamplerState;
  memoryAdam: AdamState;
  weightAdam: AdamState | null;
}

/** CLAM (algorithm 1) on typed arrays: the CPU path, which needs no tensors. All restarts share one scratch. */
export class ClamTyped implements Trainer {
  private readonly all: readonly Restart[];
  private readonly fill: Float64Array;
  private gradient: BatchGradient | null = null;
  private settings: EpochSettings | null = null;
  private readonly sums: Float64Array;
  /** Where the epoch stands: the restart, and the point its next batch begins at. */
  private restart = 0;
  private point = 0;

  constructor(private readonly context: MethodContext) {
    const { points, n, d, config } = context;
    this.fill = fillValues(points, n, d, config.mask?.value ?? 'mean');
    this.sums = new Float64Array(config.restarts).fill(Number.NaN);
    this.all = Array.from({ length: config.restarts }, (_, r): Restart => {
      const logWeights = initialLogWeights(config);
      return {
        memories: initialMemories(config, points, n, d, r),
        logWeights,
        sampler: new Sampler(new Random(config.seed + r, streams.batches), n, d, config.mask),
        memoryAdam: new Adam(config.k * d),
        weightAdam: config.weights === 'learned' ? new Adam(config.k) : null,
      };
    });
  }

  begin(settings: EpochSettings): void {
    const { config, d } = this.context;
    if (this.settings?.steps !== settings.steps) this.gradient = new BatchGradient(config.k, d, settings.steps);
    this.settings = settings;
    this.restart = 0;
    this.point = 0;
    this.all.forEach((one, r) => {
      const active = settings.learningRates[r] > 0;
      this.sums[r] = active ? 0 : Number.NaN;
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
    const { config, n, d } = this.context;
    const size = config.k * d;
    const memories = new Float64Array(this.all.length * size);
    const logWeights = config.weights === 'none' ? null : new Float64Array(this.all.length * config.k);
    this.all.forEach((one, r) => {
      memories.set(one.memories, r * size);
      if (one.logWeights) logWeights?.set(one.logWeights, r * config.k);
    });
    return { losses: this.sums.map((sum) => sum / (n * d)), memories, logWeights };
  }

  setMemories(restart: number, memories: Float32Array): void {
    this.all[restart].memories.set(memories);
  }

  save(): RestartState[] {
    return this.all.map((one) => ({
      memories: one.memories.slice(),
      logWeights: one.logWeights?.slice() ?? null,
      sampler: one.sampler.save(),
      memoryAdam: one.memoryAdam.save(),
      weightAdam: one.weightAdam?.save() ?? null,
    }));
  }

  restore(state: unknown): void {
    (state as RestartState[]).forEach((saved, r) => {
      const one = this.all[r];
      one.memories.set(saved.memories);
      if (saved.logWeights) one.logWeights?.set(saved.logWeights);
      one.sampler.restore(saved.sampler);
      one.memoryAdam.restore(saved.memoryAdam);
      if (saved.weightAdam) one.weightAdam?.restore(saved.weightAdam);
    });
  }

  dispose(): void {
    this.gradient = null;
  }

  private batch(one: Restart, settings: EpochSettings, gradient: BatchGradient): void {
    const { points, n, d, config } = this.context;
    const { sampler } = one;
    const model: AssociativeMemory = {
      memories: one.memories,
      k: config.k,
      d,
      beta: settings.beta,
      steps: settings.steps,
      stepSize: settings.stepSize,
      similarity: config.similarity,
      logWeights: one.logWeights,
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
    this.sums[this.restart] += loss;
    this.point = end;
  }
}
