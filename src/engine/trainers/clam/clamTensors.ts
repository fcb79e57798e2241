import { tensor1d, tensor2d, tensor3d, type Tensor1D, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import { clamState, clamStep, disposeClamState, withoutLoss, type ClamState } from '../../kernels/clamStep';
import { read } from '../../kernels/read';
import { createRestarts, endOf, join, restoreAll, trainingPoints, type ClamRestart } from './clamRestart';
import type { EpochEnd, EpochSettings, MethodContext, Trainer } from '../trainer';
import { fillValues, type SamplerState } from '../sampler';
import type { PartitionModel } from '../../../core/partition/model';
import type { ClamConfig } from '../../../methods/config';
import { dynamicsOf } from '../../../methods/shared/memory';

/**
 * CLAM (algorithm 1) on the GPU: all restarts are one batch dimension, and nothing is read back inside an epoch. At its end the state is
 * copied to the host, so that training can go on elsewhere when the device is lost.
 */
export class ClamTensors implements Trainer {
  /** The state at the end of the last epoch. */
  private readonly all: readonly ClamRestart[];
  private readonly data: Tensor2D;
  private readonly fill: Tensor1D;
  private state: ClamState | null = null;
  private rates: Tensor1D | null = null;
  private settings: EpochSettings<ClamConfig> | null = null;
  private losses: Float64Array;
  private point = 0;
  /** States of the samplers when the current epoch began; null between two epochs. */
  private drawnFrom: readonly SamplerState[] | null = null;
  private readonly context: MethodContext<ClamConfig>;

  /** @param first what each restart begins with; left out, it is found in one go. */
  constructor(given: MethodContext<ClamConfig>, first?: readonly Float64Array[]) {
    this.context = { ...given, points: trainingPoints(given) };
    const { context } = this;
    const { points, n, d, config } = context;
    this.all = createRestarts(context, first);
    this.data = tensor2d(points, [n, d]);
    this.fill = tensor1d(Float32Array.from(fillValues(points, n, d, config.mask?.value ?? 'mean')));
    this.losses = new Float64Array(config.restarts).fill(Number.NaN);
  }

  begin(settings: EpochSettings<ClamConfig>): void {
    this.settings = settings;
    this.point = 0;
    this.drawnFrom = this.all.map(({ sampler }) => sampler.save());
    this.all.forEach(({ sampler }, r) => settings.learningRates[r] > 0 && sampler.beginEpoch(settings.epoch));
    this.rates?.dispose();
    this.rates = tensor1d(Float32Array.from(settings.learningRates));
    if (this.state) {
      const { loss } = this.state;
      this.state = withoutLoss(this.state);
      loss.dispose();
    } else this.state = this.upload();
  }

  advance(deadline: number): boolean {
    const { n } = this.context;
    while (this.point < n) {
      this.batch();
      if (this.point < n && performance.now() >= deadline) return false;
    }
    return true;
  }

  async end(): Promise<EpochEnd> {
    const { state, settings } = this;
    if (!state || !settings) return this.now();
    const batches = Math.ceil(this.context.n / this.context.config.batchSize);
    const { memories, logWeights } = state;
    const [loss, ...arrays] = await Promise.all(
      [
        state.loss,
        memories.parameter,
        memories.mean,
        memories.square,
        ...(logWeights ? [logWeights.parameter, logWeights.mean, logWeights.square] : []),
      ].map(read),
    );
    this.losses = Float64Array.from(loss, (sum, r) => (settings.learningRates[r] > 0 ? sum / batches : Number.NaN));
    this.all.forEach((one, r) => {
      const part = (array: Float32Array) =>
        array.subarray(r * (array.length / this.all.length), (r + 1) * (array.length / this.all.length));
      one.memories.set(part(arrays[0]));
      one.memoryAdam.restore({
        first: Float64Array.from(part(arrays[1])),
        second: Float64Array.from(part(arrays[2])),
        updates: state.step,
      });
      if (!logWeights) return;
      one.logWeights?.set(part(arrays[3]));
      one.weightAdam?.restore({
        first: Float64Array.from(part(arrays[4])),
        second: Float64Array.from(part(arrays[5])),
        updates: state.step,
      });
    });
    this.drawnFrom = null;
    return this.now();
  }

  private now(): EpochEnd {
    const { config, d } = this.context;
    return endOf(this.all, this.losses.slice(), this.settings?.config ?? config, d);
  }

  putBack(restart: number, partition: PartitionModel): void {
    this.all[restart].putBack(partition);
    this.forget();
  }

  setPrototypes(restart: number, prototypes: Float32Array): void {
    this.all[restart].memories.set(prototypes);
    this.forget();
  }

  /** In the middle of an epoch: as it began, draws and all. */
  save(): unknown {
    return this.all.map((one, r) => ({ ...one.save(), ...(this.drawnFrom ? { sampler: this.drawnFrom[r] } : {}) }));
  }

  restore(state: unknown): void {
    restoreAll(this.all, state);
    this.drawnFrom = null;
    this.forget();
  }

  dispose(): void {
    this.forget();
    this.rates?.dispose();
    this.rates = null;
    this.data.dispose();
    this.fill.dispose();
  }

  /** The next epoch begins from the host's state. */
  private forget(): void {
    if (this.state) disposeClamState(this.state);
    this.state = null;
  }

  private upload(): ClamState {
    const { k } = this.context.config;
    const { d } = this.context;
    const R = this.all.length;
    const cube = (read: (one: ClamRestart) => Float64Array) => tensor3d(Float32Array.from(join(this.all.map(read))), [R, k, d]);
    const square = (read: (one: ClamRestart) => Float64Array) => tensor2d(Float32Array.from(join(this.all.map(read))), [R, k]);
    const weighted = this.all[0].logWeights !== null;
    const fresh = clamState(
      cube((one) => one.memories),
      weighted ? square((one) => one.logWeights ?? new Float64Array(k)) : null,
    );
    const { updates } = this.all[0].memoryAdam;
    if (updates === 0) return fresh;
    fresh.memories.mean.dispose();
    fresh.memories.square.dispose();
    const memories = {
      parameter: fresh.memories.parameter,
      mean: cube((one) => one.memoryAdam.first),
      square: cube((one) => one.memoryAdam.second),
    };
    if (!fresh.logWeights || !this.all[0].weightAdam) return { ...fresh, memories, step: updates };
    fresh.logWeights.mean.dispose();
    fresh.logWeights.square.dispose();
    const first = (one: ClamRestart) => one.weightAdam?.first ?? new Float64Array(k);
    const second = (one: ClamRestart) => one.weightAdam?.second ?? new Float64Array(k);
    return {
      ...fresh,
      memories,
      logWeights: { parameter: fresh.logWeights.parameter, mean: square(first), square: square(second) },
      step: updates,
    };
  }

  private batch(): void {
    const { state, settings, rates } = this;
    if (!state || !settings || !rates) throw new Error('begin comes before advance.');
    const { n, d, config } = this.context;
    const count = Math.min(config.batchSize, n - this.point);
    const rows = new Int32Array(this.all.length * count);
    const masked = config.mask !== null;
    const hidden = new Float32Array(masked ? this.all.length * count * d : 0);
    this.all.forEach(({ sampler }, r) => {
      sampler.beginBatch();
      for (let i = 0; i < count; i++) {
        rows[r * count + i] = sampler.order[this.point + i];
        if (!masked) continue;
        const features = sampler.hidden();
        for (let h = 0; h < sampler.hiddenCount; h++) hidden[(r * count + i) * d + features[h]] = 1;
      }
    });
    const rowTensor = tensor1d(rows, 'int32');
    const hiddenTensor: Tensor3D | null = masked ? tensor3d(hidden, [this.all.length, count, d]) : null;
    this.state = clamStep(
      { ...dynamicsOf(settings.config), similarity: config.similarity },
      state,
      { data: this.data, rows: rowTensor, hidden: hiddenTensor, fill: masked ? this.fill : null },
      rates,
      config.weights === 'learned',
    );
    rowTensor.dispose();
    hiddenTensor?.dispose();
    this.point += count;
  }
}
