import { Random } from '../../core/algebra/random';
import { partitionerOf, withPrototypes } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import type { DeepConfig } from '../../methods/config';
import { shownBy, type DeepMethod, type DeepRun } from '../../methods/deepMethod';
import { outputOf } from '../../methods/head';
import type { Search } from '../../methods/points';
import { EngineError } from '../wire/error';
import { initialNetwork, type Architecture, type Parameters } from '../networks/architecture';
import type { DeepNetwork } from '../networks/network';
import { beginOthers, separated } from '../networks/otherOutputs';
import { streams } from '../trainers/initialise';
import { TimeSlice } from '../wire/timeSlice';
import type { DeepEnd, EpochEnd, EpochSettings, MethodContext, Trainer } from '../trainers/trainer';
import { DeepRestart, type SavedRestart } from './restart';

/** No rate goes below this by the schedule; one that begins below it stays where it is. */
export const rateFloor = 1e-6;

/** One rate under the schedule's scale. */
export const scheduled = (rate: number, scale: number): number => Math.max(Math.min(rate, rateFloor), rate * scale);

/** Without the moments that a network's state has besides. */
const halvesOf = ({ encoder, decoder }: Parameters): Parameters => ({ encoder, decoder });

/** Throws EngineError "not-finite". */
function finiteCodes(codes: Float32Array): Float32Array {
  if (codes.every(Number.isFinite)) return codes;
  throw new EngineError(
    'not-finite',
    'The networks give codes that are no finite numbers, so no clusters can be placed among them. Lower the learning rate of pretraining, or choose another scaling.',
  );
}

/** A deep method on any backend: each epoch all restarts one after the other. */
export class DeepTrainer implements Trainer {
  private readonly restarts: readonly DeepRestart[];
  private settings: EpochSettings<DeepConfig> | null = null;
  /** The restart that is at work. */
  private restart = 0;
  /** The state at the end of the last epoch, where a device could take the newest with it. */
  private kept: SavedRestart[] | null = null;
  /** The same from before the epoch that began last: one that has ended is not recorded yet, and may have to be trained again. */
  private before: SavedRestart[] | null = null;
  private partitions: readonly PartitionModel[] = [];
  /** How each restart's head was found. */
  private searches: (Search | null)[] = [];
  private readonly onDevice: boolean;

  /** @param networks one a restart, any parameters. */
  constructor(
    private readonly context: MethodContext<DeepConfig>,
    private readonly architecture: Architecture,
    private readonly method: DeepMethod<unknown, DeepConfig>,
    networks: readonly DeepNetwork[],
  ) {
    const { config } = context;
    this.restarts = networks.map((network, r) => new DeepRestart(network, method, context, config.seed + r));
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
    const run = this.runOf(config);
    const begun = beginOthers(this.architecture, parameters, outputOf(this.method.head(config), run.m));
    let codes: Float32Array | null = null;
    for (const [r, { network }] of this.restarts.entries()) {
      network.setParameters(begun);
      codes ??= finiteCodes(await network.encode(0, n));
      const seed = config.seed + r;
      const { arrays, search } = await timeSlice.drain(this.method.begin(codes, run, new Random(seed, streams.memories), seed));
      this.restarts[r].start(begun, arrays, run);
      this.searches[r] = search ?? null;
    }
    await this.keep();
  }

  begin(settings: EpochSettings<DeepConfig>): void {
    const { epoch, config, learningRates } = settings;
    this.settings = settings;
    this.before = this.kept;
    this.restart = 0;
    const run = this.runOf(config);
    this.restarts.forEach((one, r) => {
      const scale = learningRates[r];
      if (scale === 0) return;
      const { encoder, decoder, head } = config.rates;
      const rates = { encoder: scheduled(encoder, scale), decoder: scheduled(decoder, scale), head: scheduled(head, scale) };
      one.begin({ epoch, run, rates });
    });
  }

  async advance(deadline: number): Promise<boolean> {
    const { settings } = this;
    if (!settings) throw new Error('begin comes before advance.');
    for (; this.restart < this.restarts.length; this.restart++) {
      if (settings.learningRates[this.restart] === 0) continue;
      if (!(await this.restarts[this.restart].advance(deadline))) return false;
    }
    return true;
  }

  async end(): Promise<EpochEnd> {
    const { settings, method } = this;
    const run = this.runOf(settings?.config ?? this.context.config);
    const losses = new Float64Array(this.restarts.length).fill(Number.NaN);
    const partitions: PartitionModel[] = [];
    const deep: DeepEnd[] = [];
    for (const [r, one] of this.restarts.entries()) if (settings && settings.learningRates[r] > 0) losses[r] = await one.end();
    if (settings) await this.keep();
    for (const [r, { network }] of this.restarts.entries()) {
      const { codes, others } = await this.encoded(network);
      const head = await network.head();
      const partition = method.partition(head, run, settings?.epoch ?? 0, codes, others);
      partitions.push(partition);
      deep.push({
        codes,
        ...(others && { others }),
        decoded: await network.decode(Float32Array.from(partitionerOf(partition).prototypes), run.k),
        shownBy: shownBy(method, run),
        parameters: { ...halvesOf(this.kept?.[r].network ?? (await network.parameters())), head },
        squaredError: (codes, from, count) => network.squaredError(method.decoderInput?.(codes, from, run.m, head) ?? codes, from, count),
      });
    }
    this.partitions = partitions;
    return { losses, partitions, ended: this.restarts.map(({ ended }) => ended), deep };
  }

  setPrototypes(restart: number, prototypes: Float32Array): void {
    this.restarts[restart].network.setHead(this.method.arraysOf(withPrototypes(this.partitions[restart], prototypes)));
  }

  searchOf(restart: number): Search | null {
    return this.searches[restart] ?? null;
  }

  putBack(restart: number, partition: PartitionModel, parameters: Parameters | null): void {
    const { network } = this.restarts[restart];
    if (parameters) network.setParameters(parameters);
    network.setHead({ ...parameters?.head, ...this.method.arraysOf(partition) }, 'anew');
  }

  /** On a device that can be lost: as it was at the end of the last epoch. The arrays are the caller's, who may give them away. */
  async save(again = false): Promise<unknown> {
    const kept = again ? this.before : this.kept;
    return kept ? structuredClone(kept) : this.current();
  }

  restore(state: unknown): void {
    (state as SavedRestart[]).forEach((saved, r) => this.restarts[r].restore(saved));
    this.kept = this.onDevice ? (state as SavedRestart[]) : null;
    this.settings = null;
  }

  dispose(): void {
    for (const { network } of this.restarts) network.dispose();
  }

  /** What the encoder gives of all points. */
  private async encoded(network: DeepNetwork): Promise<{ codes: Float32Array; others?: Float32Array }> {
    const { n, config } = this.context;
    const { m } = this.architecture;
    const output = outputOf(this.method.head(config), m);
    if (output.width === m) return { codes: await network.encode(0, n) };
    return separated(await network.outputs(0, n), m, output);
  }

  private runOf(values: DeepConfig): DeepRun<DeepConfig> {
    const { n, d } = this.context;
    return { values, n, d, m: this.architecture.m, k: values.k };
  }

  private async keep(): Promise<void> {
    if (this.onDevice) this.kept = await this.current();
  }

  private async current(): Promise<SavedRestart[]> {
    const saved: SavedRestart[] = [];
    for (const one of this.restarts) saved.push(await one.save());
    return saved;
  }
}
