import { Random } from '../../core/algebra/random';
import type { DeepConfig } from '../../methods/config';
import { letPageGo } from '../../core/work/courtesy';
import { EngineError } from '../wire/error';
import type { MethodContext, Pretrained } from '../trainers/trainer';
import { Sampler, type SamplerState } from '../trainers/sampler';
import { architectureFor, headOf, outputFor } from '../deep/heads';
import { initialNetwork, networkStreams, type Parameters } from '../networks/architecture';
import { createDeepNetwork } from '../networks/create';
import type { DeepNetwork, NetworkState } from '../networks/network';
import type { TimeSlice } from '../wire/timeSlice';

/** Points that are encoded and decoded at once when the whole set is measured. */
const block = 512;

/** Pretraining at the end of an epoch, to go on elsewhere. */
export interface SavedPretraining {
  readonly network: NetworkState;
  readonly sampler: SamplerState;
  readonly losses: readonly number[];
  readonly seconds: number;
}

/** Trains an autoencoder on mean (x − d(e(x)))² alone, an epoch at a time, in slices. */
export class Pretraining {
  readonly losses: number[] = [];
  private readonly sampler: Sampler;
  private point = 0;
  private underWay = false;
  private seconds = 0;
  /** At the end of the last epoch, where a device could take the newest with it. */
  private kept: { network: NetworkState; sampler: ReturnType<Sampler['save']> } | null = null;

  private constructor(
    private readonly context: MethodContext<DeepConfig>,
    private network: DeepNetwork,
  ) {
    const { config, n, d } = context;
    this.sampler = new Sampler(new Random(config.networkSeed, networkStreams.batches), n, d, null);
  }

  static async begin(context: MethodContext<DeepConfig>): Promise<Pretraining> {
    const pretraining = new Pretraining(context, await networkFor(context));
    pretraining.network.setParameters(initialNetwork(architectureFor(context.config, context), context.config.networkSeed));
    await pretraining.keep();
    return pretraining;
  }

  /** Throws where what was saved is of other networks. */
  static async resume(context: MethodContext<DeepConfig>, { network, sampler, losses, seconds }: SavedPretraining): Promise<Pretraining> {
    const pretraining = new Pretraining(context, await networkFor(context));
    try {
      pretraining.network.restore(network);
      pretraining.sampler.restore(sampler);
      pretraining.losses.push(...losses);
      pretraining.seconds = seconds;
      await pretraining.keep();
      return pretraining;
    } catch (error) {
      pretraining.dispose();
      throw error;
    }
  }

  /** At the end of an epoch. */
  async save(): Promise<SavedPretraining> {
    return { network: await this.network.save(), sampler: this.sampler.save(), losses: [...this.losses], seconds: this.seconds };
  }

  /** An epoch has begun and not ended. */
  get halfway(): boolean {
    return this.underWay;
  }

  get epochs(): number {
    return this.context.config.pretrainEpochs;
  }

  get epoch(): number {
    return this.losses.length;
  }

  /** One epoch, or the rest of one that was broken off. False where `goOn` said no before its end. Throws EngineError "diverged". */
  async advance(goOn: () => boolean, timeSlice: TimeSlice): Promise<boolean> {
    const { n, config } = this.context;
    const began = performance.now();
    const { network } = this;
    if (!this.underWay) {
      this.sampler.beginEpoch(this.epoch + 1);
      network.beginEpoch();
      this.point = 0;
      this.underWay = true;
    }
    while (this.point < n) {
      letPageGo();
      const end = Math.min(n, this.point + config.batchSize);
      network.pretrain(this.sampler.order.subarray(this.point, end), config.pretrainRate);
      this.point = end;
      await timeSlice.yield();
      this.expect(network);
      if (this.point < n && !goOn()) {
        this.seconds += (performance.now() - began) / 1000;
        return false;
      }
    }
    const loss = await network.loss();
    this.expect(network);
    this.underWay = false;
    this.seconds += (performance.now() - began) / 1000;
    if (!Number.isFinite(loss))
      throw new EngineError(
        'diverged',
        `The loss of pretraining was no finite number any more at epoch ${this.epoch + 1}. Lower “pretrainRate” (it is ${config.pretrainRate}) and train again.`,
      );
    this.losses.push(loss);
    await this.keep();
    return true;
  }

  /** An epoch on a device that was lost is begun again on another: what is left of the first attempt ends. */
  private expect(network: DeepNetwork): void {
    if (this.network !== network) throw new Error('The network was replaced while it was at work.');
  }

  parameters(): Parameters | Promise<Parameters> {
    return this.network.parameters();
  }

  /** The network with RL_p, measured on the whole set. */
  async finish(timeSlice: TimeSlice): Promise<Pretrained> {
    const { n, d } = this.context;
    let errors = 0;
    for (let from = 0; from < n; from += block) {
      const count = Math.min(block, n - from);
      errors += await this.network.squaredError(await this.network.encode(from, count), from, count);
      await timeSlice.yield();
    }
    return {
      parameters: await this.network.parameters(),
      output: outputFor(this.context.config, d),
      losses: [...this.losses],
      reconstruction: errors / (n * d),
      seconds: this.seconds,
    };
  }

  /** Another device: the epoch under way begins again. */
  async move(context: MethodContext<DeepConfig>): Promise<void> {
    const network = await networkFor(context);
    if (this.kept) {
      network.restore(this.kept.network);
      this.sampler.restore(this.kept.sampler);
    } else network.restore(await this.network.save());
    this.network.dispose();
    this.network = network;
    this.underWay = false;
  }

  dispose(): void {
    this.network.dispose();
  }

  private async keep(): Promise<void> {
    const { backend } = this.context;
    if (backend === 'webgpu' || backend === 'webgl') this.kept = { network: await this.network.save(), sampler: this.sampler.save() };
  }
}

/** The head rests in pretraining: it says which of the encoder's numbers are the codes. */
const networkFor = (context: MethodContext<DeepConfig>): Promise<DeepNetwork> =>
  createDeepNetwork({
    ...context,
    architecture: architectureFor(context.config, context),
    head: headOf(context.config),
    k: 1,
    batchSize: Math.min(context.config.batchSize, context.n),
  });
