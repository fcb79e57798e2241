import { transfer } from 'comlink';
import { project } from '../core/map/plane';
import { ofOtherPoints } from '../core/partition/kinds';
import type { PartitionModel } from '../core/partition/model';
import type { Scaling } from '../core/algebra/scaling';
import { clusterProfile, type ClusterProfile } from '../core/clustering/profile';
import type { Backends } from './backend/backends';
import { pretrains, sameRun, withBeta, type Config } from '../methods/config';
import type { BackendChoice } from '../methods/shared/common';
import { TrainingSession } from './session/session';
import { beCourteous, type Courtesy } from '../core/work/courtesy';
import { EngineError, replaced } from './wire/error';
import { checkFit, checkModel, modelConfig, modelPretrained, trainedModel } from './modelFile/exchange';
import { fittingNetwork } from './pretraining/fitting';
import { KeptNetworks } from './pretraining/keptNetworks';
import type { SavedPretraining } from './pretraining/pretraining';
import { memoryBudget, tooLarge } from './estimates/memoryNeed';
import type { Pretrained } from './trainers/trainer';
import { TimeSlice } from './wire/timeSlice';
import { TrainerBackend } from './run/trainerBackend';
import { prepareData, type PreparedData } from './run/prepare';
import type {
  Assessment,
  AssessRequest,
  BackendInfo,
  Begun,
  Checkpoint,
  Decoded,
  EngineApi,
  EngineData,
  ExportRequest,
  OpenedModel,
  OpenRequest,
  Past,
  PretrainedAlone,
  Space,
  TrainingResult,
} from './protocol';
import type { TrainedModel } from './modelFile/trainedModel';
import { Reporter } from './run/reporter';
import { Run } from './run/run';
import { badNetworks } from './run/prepare';

/** The engine behind the protocol: one data set, one run at a time. Lives in the worker. */
export class Engine implements EngineApi {
  private readonly tell: Reporter;
  private readonly trainerBackend: TrainerBackend;
  private readonly session: TrainingSession;
  /** Pretrained on the data at hand. */
  private readonly kept = new KeptNetworks();
  private data: PreparedData | null = null;
  private run: Run | null = null;
  private config: Config | null = null;
  /** Work that begins, ends or moves a run is done one after the other, in the order of the requests. */
  private line: Promise<unknown> = Promise.resolve();

  /** @param inBackground it rests when the page says so, and tells of progress and results alone. */
  constructor(
    private readonly backends: Backends,
    private readonly inBackground = false,
  ) {
    this.tell = new Reporter(inBackground);
    this.trainerBackend = new TrainerBackend(backends, this.tell);
    this.session = new TrainingSession(this.tell, this.trainerBackend, this.kept, () => this.config);
  }

  async start(choice: BackendChoice, events: MessagePort, courtesy: Courtesy | null): Promise<BackendInfo> {
    beCourteous(courtesy, this.inBackground);
    this.tell.attach(events);
    this.backends.onLost((sentence) => this.tell.notice('device-lost', 'warning', sentence));
    return this.useBackend(choice);
  }

  useBackend(choice: BackendChoice): Promise<BackendInfo> {
    const { trainerBackend } = this;
    return this.inLine(async () => {
      const info = await trainerBackend.choose(choice);
      // An epoch that is under way ends where it began.
      while (this.run && trainerBackend.elsewhere && !this.session.underWay && !this.run.halfway) await trainerBackend.move(this.run);
      return info;
    });
  }

  load(
    data: EngineData | null,
    config: Config,
    run: number,
    from: Checkpoint | PretrainedAlone | null,
    scaling: Scaling | null = null,
    past: Past | null = null,
    suits = false,
  ): Promise<Begun> {
    return this.inLine(() =>
      this.begin(prepareData(data ?? this.loaded().data.raw, config.scaling, scaling), config, run, { from, past, suits }),
    );
  }

  configure(asked: Config, run: number, suits = false): Promise<Begun & { restarted: boolean }> {
    return this.inLine(async () => {
      const { data, run: current, config: before } = this.loaded();
      const config = current.upToDate(asked);
      if (sameRun(config, before)) {
        this.config = config;
        // Pretraining has no epoch under way that begun with other settings.
        if (this.session.state !== 'training' || this.session.pretrains) current.takeUp(config);
        return { space: data.space, config, restarted: false };
      }
      const scaled = config.scaling === before.scaling ? data : prepareData(data.raw, config.scaling);
      return { ...(await this.begin(scaled, config, run, { suits })), restarted: true };
    });
  }

  reset(run: number): Promise<void> {
    return this.inLine(async () => {
      const { data, config } = this.loaded();
      await this.begin(data, config, run);
    });
  }

  async train(id: number, epochs: number | null): Promise<TrainingResult> {
    // Only the start of it is in the line.
    const { outcome } = await this.inLine(async () => {
      const run = this.runOf(id);
      return { outcome: await this.session.train(run, epochs) };
    });
    return outcome();
  }

  async step(id: number): Promise<void> {
    const { outcome } = await this.inLine(async () => {
      const run = this.runOf(id);
      await this.session.pause();
      return { outcome: this.session.step(run) };
    });
    await outcome();
  }

  async pause(id: number): Promise<void> {
    if (this.run?.id === id) await this.session.pause();
  }

  async cancelPretraining(id: number): Promise<void> {
    const { run } = this;
    if (run?.id !== id || !this.session.pretrains) return;
    await this.session.pause();
    await this.inLine(async () => {
      if (this.run !== run || !this.session.pretrains) return;
      const { data, config } = this.loaded();
      await this.begin(data, config, run.id);
    });
  }

  select(id: number, restart: number): Promise<void> {
    return this.about(id, async (run) => {
      if (restart === run.shown || !run.restarts[restart]) return;
      await this.session.replay(run, restart);
    });
  }

  assess(request: AssessRequest): Promise<Assessment> {
    return this.about(request.run, (run) => run.history.assess(request, 'live', new TimeSlice(() => !run.replaced)));
  }

  setPrototypes(id: number, prototypes: Float32Array): Promise<void> {
    return this.about(id, async (run) => run.setPrototypes(prototypes));
  }

  project(id: number, origin: Float64Array, e1: Float64Array, e2: Float64Array): Promise<Float32Array> {
    return this.about(id, async ({ data: { points, n } }) => project({ origin, e1, e2 }, points, n));
  }

  profile(id: number, labels: Uint16Array, k: number): Promise<ClusterProfile> {
    return this.about(id, async ({ data: { points, n, d } }) => clusterProfile(points, n, d, labels, k));
  }

  decode(id: number, restart: number, epoch: number, codes: Float32Array, point: number | null = null): Promise<Decoded | null> {
    return this.about(id, async (run) => {
      const values = await run.past.decode(restart, epoch, codes, point);
      return values && { values };
    });
  }

  exportModel(request: ExportRequest): Promise<Uint8Array<ArrayBuffer>> {
    return this.about(request.run, async (run) => {
      const model = await trainedModel(run, this.loaded().data, request);
      const { packModel } = await import('./modelFile/pack');
      const bytes = await packModel(model);
      return transfer(bytes, [bytes.buffer]);
    });
  }

  openModel(file: Blob, name: string, id: number): Promise<OpenedModel> {
    return this.inLine(async () => {
      const { data, config: before } = this.loaded();
      const { unpackModel } = await import('./modelFile/unpack');
      const model = await unpackModel(file, name);
      const sameData = await checkModel(model, data.raw, name);
      const config = modelConfig(model, before.backend);
      checkFit(config, data, `The model in “${name}”`);
      const scaled = prepareData(data.raw, config.scaling, model.scaling);
      const pretrained = modelPretrained(model);
      const { epoch, parameters } = model;
      const partition = sameData ? model.partition : ofOtherPoints(model.partition);
      const run = await this.openAt(id, scaled, config, pretrained, { epoch, partition, parameters }).catch((error: unknown) => {
        throw error instanceof EngineError && error.code === 'not-finite' ? badNetworks() : error;
      });
      if (model.leftOut) this.tell.notice('left-out', 'info', model.leftOut);
      const { labels } = await run.history.latest(new TimeSlice());
      if (sameData && labels.some((label, i) => label !== model.labels[i]))
        this.tell.notice(
          'model-labels',
          'warning',
          `The model in “${name}” gives other labels than are written in it: the file is damaged, or it was made on another kind of machine.`,
        );
      return { config, space: scaled.space, epoch: model.epoch, trainedOn: model.data.name, sameData };
    });
  }

  openEpoch({ config, epoch, partition: given, scaling }: OpenRequest, id: number): Promise<Space> {
    return this.inLine(async () => {
      const { data } = this.loaded();
      const partition = await this.checkPartition(given, config, data.n, data.d);
      checkFit(config, data, 'The epoch');
      const scaled = prepareData(data.raw, config.scaling, scaling);
      await this.openAt(id, scaled, config, null, { epoch, partition, parameters: null });
      return scaled.space;
    });
  }

  async checkPartition(partition: PartitionModel, config: Config, n: number, d: number): Promise<PartitionModel> {
    const { checkedPartition } = await import('./modelFile/checkedPartition');
    return checkedPartition(partition, config, n, d);
  }

  exactly(id: number): Promise<TrainingResult> {
    return this.about(id, (run) => this.session.exactly(run));
  }

  cancelExact(id: number): Promise<void> {
    return this.about(id, async () => this.session.cancelExact());
  }

  async result(id: number): Promise<TrainingResult | null> {
    return this.about(id, async () => this.session.last);
  }

  async memory(): Promise<{ tensors: number; bytes: number }> {
    return this.backends.memory();
  }

  async fail(how: 'device' | 'worker'): Promise<void> {
    if (how === 'device') this.backends.destroyDevice();
    else
      setTimeout(() => {
        throw new Error('The engine was told to fail.');
      });
  }

  private loaded() {
    const { data, run, config } = this;
    if (!data || !run || !config) throw noData();
    return { data, run, config };
  }

  /** Throws EngineError "replaced" where another run has taken its place, and "no-data" where there is none at all. */
  private runOf(id: number): Run {
    const { run } = this.loaded();
    if (run.id !== id) throw replaced();
    return run;
  }

  /**
   * Work on the run of this id. Rejects with EngineError "replaced" where that is not the run, or is not any more when the work is done.
   */
  private async about<T>(id: number, work: (run: Run) => Promise<T>): Promise<T> {
    const run = this.runOf(id);
    try {
      const answer = await work(run);
      if (!run.replaced) return answer;
    } catch (error) {
      // Work for a run that was replaced may fail in any way, since its networks are gone.
      if (!run.replaced) throw error;
    }
    throw replaced();
  }

  private inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = this.line.then(work);
    this.line = done.catch(() => {}); // who asked for it is told
    return done;
  }

  /** A run at epoch 0, or at its checkpoint, and the snapshot of it. What fails does so before anything of the last run is gone. */
  private async begin(
    data: PreparedData,
    config: Config,
    id: number,
    { from = null, past = null, suits = false }: { from?: Checkpoint | PretrainedAlone | null; past?: Past | null; suits?: boolean } = {},
  ): Promise<Begun> {
    const refused = tooLarge(config, data, memoryBudget());
    if (refused) throw new EngineError('too-large', refused.sentence);
    const pretrained = this.pretrainedFor(data, config, from);
    const saved = from && 'trainer' in from ? from : null;
    const pretraining = savedPretraining(saved);
    const checkpoint = pretraining ? null : saved;
    const run = await this.make(id, data, config, pretrained, (run) => (checkpoint ? run.restore(checkpoint, past) : run.begin(suits)));
    await this.replaceBy(run, data, run.config);
    if (pretraining && !pretrained) await this.session.openedInPretraining(run, pretraining);
    else await this.session.opened(run, checkpoint ? 'paused' : 'idle', past);
    return { space: data.space, config: run.config };
  }

  /** A run at an epoch that was trained elsewhere. */
  private async openAt(
    id: number,
    data: PreparedData,
    config: Config,
    pretrained: Pretrained | null,
    { epoch, partition, parameters }: Pick<TrainedModel, 'epoch' | 'partition' | 'parameters'>,
  ): Promise<Run> {
    const run = await this.make(id, data, config, pretrained, (run) => run.open(epoch, partition, parameters));
    await this.replaceBy(run, data, config);
    await this.session.opened(run, 'paused');
    return run;
  }

  /** A run that has begun. One that does not come about leaves nothing behind. */
  private make(
    id: number,
    data: PreparedData,
    config: Config,
    pretrained: Pretrained | null,
    begin: (run: Run) => Promise<void>,
  ): Promise<Run> {
    return this.trainerBackend.made(async () => {
      const run = new Run(id, data, config, await this.trainerBackend.create(data, config, pretrained), pretrained);
      try {
        await begin(run);
        return run;
      } catch (error) {
        run.dispose();
        throw error;
      }
    });
  }

  /** The run is another one; whatever was at work for the last ends. */
  private async replaceBy(run: Run, data: PreparedData, config: Config): Promise<void> {
    const { run: last, data: before } = this;
    const otherData = before?.raw !== data.raw;
    if (last) last.replaced = true;
    if (otherData) this.kept.clear();
    if (run.pretrained) this.kept.keep(config, data.d, run.pretrained);
    this.run = run;
    this.data = data;
    this.config = config;
    this.trainerBackend.elsewhere = false;
    this.tell.about(run);
    run.onSuited = ({ beta, before }) => {
      if (this.config && this.run === run) this.config = withBeta(this.config, beta);
      this.tell.emit({ type: 'suited', run: run.id, beta, before });
    };
    await this.session.end();
    last?.dispose();
  }

  /** The network that such a run begins with, where it was pretrained before. */
  private pretrainedFor(data: PreparedData, config: Config, from: PretrainedAlone | null): Pretrained | null {
    if (!pretrains(config)) return null;
    const given = from?.pretrained as Pretrained | null | undefined;
    if (given) return fittingNetwork(given, config, data);
    return this.data?.raw === data.raw ? this.kept.of(config, data.d) : null;
  }
}

/** Null where the checkpoint is not in the midst of pretraining. */
const savedPretraining = (checkpoint: Checkpoint | null): SavedPretraining | null =>
  (checkpoint?.pretraining as SavedPretraining | null | undefined) ?? null;

const noData = () => new EngineError('no-data', 'There is no data set yet. Load one first.');
