import { Random } from '../../core/algebra/random';
import { letPageGo } from '../../core/work/courtesy';
import { EngineError } from '../wire/error';
import { initialNetwork, type Architecture, type Parameters } from '../networks/architecture';
import type { DeepNetwork, NetworkState, StepRates } from '../networks/network';
import { initialMemorySteps, streams } from '../trainers/initialise';
import { TimeSlice } from '../wire/timeSlice';
import type { DeepEnd, EpochEnd, EpochSettings, MethodContext, Trainer } from '../trainers/trainer';
import { Sampler, type SamplerState } from '../trainers/sampler';
import type { PartitionModel } from '../../core/partition/model';
import { partitionerOf } from '../../core/partition/kinds';
import { type DeepConfig } from '../../methods/config';
import { stepSizeOf } from '../../methods/shared/memory';

/** No rate goes below this by the schedule; one that begins below it stays where it is. */
export const rateFloor = 1e-6;

/** One rate under the schedule's scale. */
export const scheduled = (rate: number, scale: number): number => Math.max(Math.min(rate, rateFloor), rate * scale);

interface SavedRestart {
  readonly network: NetworkState;
  readonly sampler: SamplerState;
}

/** Throws EngineError "not-finite". */
function finiteCodes(codes: Float32Array): Float32Array {
  if (codes.every(Number.isFinite)) return codes;
  throw new EngineError(
    'not-finite',
    'The networks give codes that are no finite numbers, so memories cannot be placed among them. Lower the learning rate of pretraining, or choose another scaling.',
  );
}

/** DCLAM (algorithm 1) on any backend: a network, memories and batches a restart; each epoch all restarts one after the other. */
export class DclamTrainer implements Trainer {
  private readonly samplers: readonly Sampler[];
  private losses: Float64Array;
  private settings: EpochSettings<DeepConfig> | null = null;
  private restart = 0;
  private point = 0;
  /** The state at the end of the last epoch, where a device could take the newest with it. */
  private kept: SavedRestart[] | null = null;
  private readonly onDevice: boolean;

  /** @param networks one a restart, any parameters. */
  constructor(
    private readonly context: MethodContext<DeepConfig>,
    private readonly architecture: Architecture,
    private readonly networks: readonly DeepNetwork[],
  ) {
    const { config, n, d } = context;
    this.samplers = networks.map((_, r) => new Sampler(new Random(config.seed + r, streams.batches), n, d, null));
    this.losses = new Float64Array(networks.length).fill(Number.NaN);
    this.onDevice = context.backend === 'webgpu' || context.backend === 'webgl';
  }

  /** The pretrained network, or where there is none yet the one that pretraining will begin with. */
  start(): Promise<void> {
    const { config, pretrained } = this.context;
    return this.startFrom(pretrained?.parameters ?? initialNetwork(this.architecture, config.networkSeed));
  }

  async startFrom(parameters: Parameters): Promise<void> {
    const { config, n } = this.context;
    const timeSlice = new TimeSlice();
    let codes: Float32Array | null = null;
    for (const [r, network] of this.networks.entries()) {
      network.setParameters(parameters);
      codes ??= finiteCodes(await network.encode(0, n));
      const first = await timeSlice.drain(initialMemorySteps(config, codes, n, this.architecture.m, r));
      network.setHead({ memories: Float32Array.from(first) });
    }
    await this.keep();
  }

  begin(settings: EpochSettings<DeepConfig>): void {
    this.settings = settings;
    this.restart = 0;
    this.point = 0;
    this.networks.forEach((network, r) => {
      if (settings.learningRates[r] === 0) return;
      this.samplers[r].beginEpoch(settings.epoch);
      network.beginEpoch();
    });
  }

  advance(deadline: number): boolean {
    const { settings } = this;
    if (!settings) throw new Error('begin comes before advance.');
    const { n, config } = this.context;
    for (; this.restart < this.networks.length; this.restart++) {
      const scale = settings.learningRates[this.restart];
      if (scale > 0) {
        const { beta, steps } = settings.config;
        const slide = { beta, steps, stepSize: stepSizeOf(settings.config) };
        const { encoder, decoder, head } = settings.config.rates;
        const rates: StepRates = {
          encoder: scheduled(encoder, scale),
          decoder: scheduled(decoder, scale),
          head: scheduled(head, scale),
        };
        while (this.point < n) {
          if (performance.now() >= deadline) return false;
          letPageGo();
          const end = Math.min(n, this.point + config.batchSize);
          this.networks[this.restart].train({ rows: this.samplers[this.restart].order.subarray(this.point, end), live: slide }, rates);
          this.point = end;
        }
      }
      this.point = 0;
    }
    return true;
  }

  async end(): Promise<EpochEnd> {
    const { settings } = this;
    const config = settings?.config ?? this.context.config;
    const { k, beta, steps } = config;
    const { m } = this.architecture;
    const partitions: PartitionModel[] = [];
    const deep: DeepEnd[] = [];
    if (settings) await this.keep();
    for (const [r, network] of this.networks.entries()) {
      const { memories: rho } = await network.head();
      partitions.push({
        kind: 'memory',
        memories: rho,
        k,
        d: m,
        beta,
        steps,
        stepSize: stepSizeOf(config),
        similarity: 'euclidean',
        logWeights: null,
      });
      this.losses[r] = settings && settings.learningRates[r] > 0 ? await network.loss() : Number.NaN;
      deep.push({
        codes: await network.encode(0, this.context.n),
        decoded: await network.decode(rho, k),
        parameters: this.kept?.[r].network ?? (await network.parameters()),
        squaredError: (codes, from, count) => network.squaredError(codes, from, count),
      });
    }
    return { losses: this.losses.slice(), partitions, deep };
  }

  setPrototypes(restart: number, prototypes: Float32Array): void {
    this.networks[restart].setHead({ memories: prototypes });
  }

  putBack(restart: number, partition: PartitionModel, parameters: Parameters | null): void {
    if (parameters) this.networks[restart].setParameters(parameters);
    this.networks[restart].setHead({ memories: Float32Array.from(partitionerOf(partition).prototypes) });
  }

  /** On a device that can be lost: as it was at the end of the last epoch. The arrays are the caller's, who may give them away. */
  async save(): Promise<unknown> {
    return this.kept ? structuredClone(this.kept) : this.current();
  }

  restore(state: unknown): void {
    (state as SavedRestart[]).forEach(({ network, sampler }, r) => {
      this.networks[r].restore(network);
      this.samplers[r].restore(sampler);
    });
    this.kept = this.onDevice ? (state as SavedRestart[]) : null;
    this.settings = null;
  }

  dispose(): void {
    for (const network of this.networks) network.dispose();
  }

  private async keep(): Promise<void> {
    if (this.onDevice) this.kept = await this.current();
  }

  private async current(): Promise<SavedRestart[]> {
    const saved: SavedRestart[] = [];
    for (const [r, network] of this.networks.entries()) saved.push({ network: await network.save(), sampler: this.samplers[r].save() });
    return saved;
  }
}
