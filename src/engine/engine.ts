import { transfer } from 'comlink';
import { project } from '../core/plane';
import { clusterProfile, type ClusterProfile } from '../core/profile';
import type { Backends } from './backends';
import { conclude } from './conclude';
import { isDeep, sameRun, type BackendChoice, type Config } from './config';
import { beCourteous, type Courtesy } from './courtesy';
import { EngineError, replaced } from './error';
import { checkModel, modelConfig, modelPretrained, trainedModel } from './exchange';
import { KeptNetworks } from './keptNetworks';
import { trainEpochs } from './loop';
import type { Pretrained } from './methods/method';
import { Abandoned, Pace, unlessAborted } from './pace';
import { Placement } from './placement';
import { prepare, type Prepared } from './prepare';
import { doneStatus, PretrainingTask } from './pretrain';
import { pretrainingKey } from './pretraining';
import type { Assessment, AssessRequest, BackendInfo, Checkpoint, Decoded, EngineApi, EngineData, ExportRequest, OpenedModel, Space, TrainingResult, TrainingState } from './protocol';
import { Reporter } from './reporter';
import { Run } from './run';
import { Yardsticks } from './yardsticks';

/** The engine behind the protocol: one data set, one run at a time. Lives in the worker. */
export class Engine implements EngineApi {
  private readonly tell = new Reporter();
  private readonly placement: Placement;
  private readonly yardsticks: Yardsticks;
  /** Pretrained on the data at hand. */
  private readonly kept = new KeptNetworks();
  private pretraining: PretrainingTask | null = null;
  private data: Prepared | null = null;
  private run: Run | null = null;
  private config: Config | null = null;
  /** Epochs under way: settles when they end, by themselves, by a pause, or because another run begins. */
  private epochs: Promise<void> | null = null;
  /** What the newest call for training comes to. */
  private outcome: Promise<TrainingResult> | null = null;
  /** What begins, ends or moves a run is done one after the other, in the order it was asked for. */
  private line: Promise<unknown> = Promise.resolve();
  /** Aborted when the result is wanted with what has been measured of it so far. */
  private measuring = new AbortController();
  private turn = 0;
  private state: TrainingState = 'idle';
  private pausing = false;
  private last: TrainingResult | null = null;
  private trainSeconds = 0;

  constructor(private readonly backends: Backends) {
    this.placement = new Placement(backends, this.tell);
    this.yardsticks = new Yardsticks(this.tell);
  }

  async start(choice: BackendChoice, events: MessagePort, courtesy: Courtesy | null): Promise<BackendInfo> {
    beCourteous(courtesy);
    this.tell.attach(events);
    this.backends.onLost((sentence) => this.tell.notice('device-lost', 'warning', sentence));
    return this.useBackend(choice);
  }

  useBackend(choice: BackendChoice): Promise<BackendInfo> {
    const { placement } = this;
    return this.inLine(async () => {
      const info = await placement.choose(choice);
      // An epoch that is under way ends where it began.
      while (this.run && placement.elsewhere && !this.epochs && !this.run.halfway) await placement.move(this.run);
      return info;
    });
  }

  load(data: EngineData, config: Config, run: number, checkpoint: Checkpoint | null): Promise<Space> {
    return this.inLine(() => this.begin(prepare(data, config.scaling), config, run, checkpoint));
  }

  configure(config: Config, run: number): Promise<{ space: Space; restarted: boolean }> {
    return this.inLine(async () => {
      const { data, run: current, config: before } = this.loaded();
      if (sameRun(config, before)) {
        this.config = config;
        if (this.state !== 'training') current.takeUp(config);
        return { space: data.space, restarted: false };
      }
      const scaled = config.scaling === before.scaling ? data : prepare(data.raw, config.scaling);
      return { space: await this.begin(scaled, config, run, null), restarted: true };
    });
  }

  reset(run: number): Promise<void> {
    return this.inLine(async () => {
      const { data, config } = this.loaded();
      await this.begin(data, config, run, null);
    });
  }

  async train(epochs: number | null): Promise<TrainingResult> {
    // Only the start of it is in the line.
    const { outcome } = await this.inLine(async () => {
      // A pause that is under way comes first.
      if (this.pausing) await this.epochs?.catch(() => {});
      return { outcome: this.state === 'training' && this.outcome ? this.outcome : this.setOff(epochs) };
    });
    return outcome;
  }

  async step(): Promise<void> {
    const { outcome } = await this.inLine(async () => {
      await this.pause();
      return { outcome: this.setOff(1, 1) };
    });
    await outcome;
  }

  async pause(): Promise<void> {
    this.pausing = true;
    this.measuring.abort();
    await this.epochs?.catch(() => {}); // whoever asked for training is told
  }

  async cancelPretraining(): Promise<void> {
    const { run, pretraining } = this;
    if (!run || !pretraining) return;
    await this.pause();
    await this.inLine(async () => {
      if (this.pretraining !== pretraining) return;
      const { data, config } = this.loaded();
      await this.begin(data, config, run.id, null);
    });
  }

  async select(restart: number): Promise<void> {
    const { run } = this.loaded();
    if (restart === run.shown || !run.restarts[restart]) return;
    await this.replay(run, restart);
  }

  assess(request: AssessRequest): Promise<Assessment> {
    return this.loaded().run.chronicle.assess(request, 'live', new Pace());
  }

  async setMemories(memories: Float32Array): Promise<void> {
    const { run } = this.loaded();
    // A drag may end when there is another number of them already.
    if (memories.length === run.config.k * run.dimensions) run.setMemories(memories);
  }

  async project(origin: Float64Array, e1: Float64Array, e2: Float64Array): Promise<Float32Array> {
    const { points, n } = this.loaded().data;
    return project({ origin, e1, e2 }, points, n);
  }

  async profile(labels: Uint16Array, k: number): Promise<ClusterProfile> {
    const { points, n, d } = this.loaded().data;
    return clusterProfile(points, n, d, labels, k);
  }

  async point(index: number): Promise<Float32Array> {
    const { points, d } = this.loaded().data;
    return points.slice(index * d, index * d + d);
  }

  async decode(restart: number, epoch: number, codes: Float32Array): Promise<Decoded | null> {
    const values = await this.loaded().run.past.decode(restart, epoch, codes);
    return values && { values };
  }

  async exportModel(request: ExportRequest): Promise<Uint8Array<ArrayBuffer>> {
    const { run, data, config } = this.loaded();
    const model = await trainedModel(run, data, config, request);
    const { packModel } = await import('./modelFile/pack');
    const bytes = await packModel(model);
    return transfer(bytes, [bytes.buffer]);
  }

  openModel(file: Blob, name: string, id: number): Promise<OpenedModel> {
    return this.inLine(async () => {
      const { data, config: before } = this.loaded();
      const { unpackModel } = await import('./modelFile/unpack');
      const model = await unpackModel(file, name);
      const sameData = await checkModel(model, data.raw, name);
      const config = modelConfig(model, before.backend);
      const scaled = prepare(data.raw, config.scaling, model.scaling);
      const pretrained = modelPretrained(model);
      const run = new Run(id, scaled, config, await this.placement.create(scaled, config, pretrained), pretrained);
      await run.open(model.epoch, model.memories, model.logWeights, model.parameters);
      await this.replaceBy(run, scaled, config);
      await this.opened(run, 'paused');
      const { labels } = await run.chronicle.latest(new Pace());
      if (sameData && labels.some((label, i) => label !== model.labels[i])) this.tell.notice('model-labels', 'warning', `The model in “${name}” gives other labels than are written in it: the file is damaged, or it was made on another kind of machine.`);
      return { config, space: scaled.space, epoch: model.epoch, trainedOn: model.data.name, sameData };
    });
  }

  async result(): Promise<TrainingResult | null> {
    return this.last;
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

  private inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = this.line.then(work);
    this.line = done.catch(() => {}); // who asked for it is told
    return done;
  }

  /** A run at epoch 0, or at its checkpoint, and the snapshot of it. What fails does so before anything of the last run is gone. */
  private async begin(data: Prepared, config: Config, id: number, checkpoint: Checkpoint | null): Promise<Space> {
    const pretrained = this.pretrainedFor(data, config, checkpoint);
    const run = new Run(id, data, config, await this.placement.create(data, config, pretrained), pretrained);
    if (checkpoint) await run.restore(checkpoint);
    else await run.begin();
    await this.replaceBy(run, data, config);
    await this.opened(run, checkpoint ? 'paused' : 'idle');
    return data.space;
  }

  /** The run is another one; whatever was at work for the last ends. */
  private async replaceBy(run: Run, data: Prepared, config: Config): Promise<void> {
    const last = this.run;
    if (last) last.replaced = true;
    if (this.data?.raw !== data.raw) this.kept.clear();
    if (run.pretrained) this.kept.keep(pretrainingKey(config, data.d), run.pretrained);
    this.run = run;
    this.data = data;
    this.config = config;
    this.last = null;
    this.placement.elsewhere = false;
    this.trainSeconds = 0;
    this.tell.about(run);
    await this.epochs?.catch(() => {}); // whoever asked for training is told
    last?.dispose();
    this.pretraining?.forget();
    this.pretraining = null;
  }

  /** The network that such a run begins with, where it was pretrained before. */
  private pretrainedFor(data: Prepared, config: Config, checkpoint: Checkpoint | null): Pretrained | null {
    if (!isDeep(config)) return null;
    return (checkpoint?.pretrained as Pretrained | null | undefined) ?? (this.data?.raw === data.raw ? this.kept.of(pretrainingKey(config, data.d)) : null);
  }

  /** Tells of a run's first epoch, and measures what it is read against. */
  private async opened(run: Run, state: TrainingState): Promise<void> {
    this.yardsticks.about(run);
    await this.tell.latest(run, new Pace());
    this.become(run, state);
    const { pretrained } = run;
    this.tell.emit({ type: 'pretraining', run: run.id, pretraining: pretrained && doneStatus(pretrained), active: false, secondsLeft: null });
    await this.tell.checkpoint(run, true);
    void this.yardsticks.measure(run).catch((error: unknown) => this.tell.notice('engine', 'error', error instanceof Error ? error.message : String(error)));
  }

  /**
   * Trains `epochs` more, or to the config's number of them, which may change meanwhile; beyond it, as many again. @param pretrain where pretraining is
   * not done yet, this many epochs of it at most, and then no others.
   */
  private setOff(epochs: number | null, pretrain = Infinity): Promise<TrainingResult> {
    const { run, config } = this.loaded();
    if (epochs === null && run.epoch < config.epochs) return this.go(run, () => this.asked(run), pretrain);
    const target = run.epoch + (epochs ?? config.epochs);
    return this.go(run, () => target, pretrain);
  }

  /** Trains, and says what it came to. Measuring that is given up when training goes on meanwhile: then it comes to what that comes to. */
  private go(run: Run, target: () => number, pretrain: number): Promise<TrainingResult> {
    const turn = ++this.turn;
    const epochs = this.untilItEnds(run, target, pretrain).finally(() => {
      this.epochs = null;
    });
    this.epochs = epochs;
    const wanted = () => !run.replaced && this.turn === turn;
    const outcome = epochs
      .then(() => this.conclude(run, wanted))
      .catch((error: unknown) => {
        if (error instanceof Abandoned) {
          if (run.replaced || !this.outcome || this.turn === turn) throw replaced();
          return this.outcome;
        }
        if (wanted()) this.become(run, 'paused');
        throw error;
      });
    this.outcome = outcome;
    return outcome;
  }

  private async untilItEnds(run: Run, target: () => number, pretrain: number): Promise<void> {
    this.pausing = false;
    this.become(run, 'training');
    if (isDeep(run.config) && !run.pretrained) {
      const done = await this.pretrain(run, pretrain);
      if (!done || pretrain < Infinity) {
        this.become(run, 'paused');
        return;
      }
    }
    const began = performance.now();
    const asked = () => this.asked(run);
    await trainEpochs(run, this.tell, this.placement, { target, asked, config: () => this.loaded().config, pausing: () => this.pausing });
    this.trainSeconds += (performance.now() - began) / 1000;
    // What it came to so far is measured while it stands still; what it came to in the end belongs to training.
    if (run.epoch < asked() && !run.finished) this.become(run, 'paused');
  }

  /** Pretrains, and puts the network into the run. False where it was paused before its end. @param epochs so many at most. */
  private async pretrain(run: Run, epochs: number): Promise<boolean> {
    const goOn = () => !run.replaced && !this.pausing;
    this.pretraining ??= new PretrainingTask(run, this.placement, this.tell);
    const pretrained = await this.pretraining.advance(goOn, epochs);
    if (!pretrained) return false;
    this.pretraining = null;
    this.kept.keep(pretrainingKey(run.config, run.data.d), pretrained);
    await run.startFrom(pretrained.parameters, pretrained, new Pace(() => !run.replaced));
    this.tell.about(run);
    await this.opened(run, this.pausing ? 'paused' : 'training');
    return !this.pausing;
  }

  /** The result so far; final when every epoch of the config has been trained. */
  private async conclude(run: Run, wanted: () => boolean): Promise<TrainingResult> {
    const pace = new Pace(wanted);
    const done = run.epoch >= this.asked(run) || run.finished;
    this.measuring = new AbortController();
    const { signal } = this.measuring;
    await this.tell.replaying;
    await this.tell.latest(run, pace);
    const { chosen, best, restarts } = await conclude(run, done, pace, signal);
    if (done && chosen !== run.shown) await this.replay(run, chosen);
    const measured = await unlessAborted(this.yardsticks.measure(run), signal);
    const kmeans = await this.yardsticks.exactly(measured, pace);
    const references = await this.yardsticks.references(run, done && !signal.aborted, pace);
    const history = run.chronicle.history();
    if (!wanted()) throw new Abandoned();
    const { pretrained } = run;
    const result: TrainingResult = {
      run: run.id,
      config: run.config,
      backend: this.placement.name,
      chosen,
      chosenBy: run.config.choose,
      restarts,
      best,
      kmeans,
      references,
      pretraining: pretrained && doneStatus(pretrained),
      history,
      seconds: { pretrain: pretrained?.seconds ?? 0, train: this.trainSeconds },
    };
    this.last = result;
    this.become(run, done ? 'finished' : 'paused');
    this.tell.emit({ type: 'result', run: run.id, result });
    return result;
  }

  private async replay(run: Run, restart: number): Promise<void> {
    if (await this.tell.replay(run, restart)) this.tell.status(run, this.state, this.asked(run), null, true);
  }

  private become(run: Run, state: TrainingState): void {
    this.state = state;
    this.tell.status(run, state, this.asked(run), null, true);
  }

  /** How many epochs are asked for now: training takes the rest of the settings up at its next epoch. */
  private asked(run: Run): number {
    return !run.replaced && this.config ? this.config.epochs : run.config.epochs;
  }
}

const noData = () => new EngineError('no-data', 'There is no data set yet. Load one first.');
