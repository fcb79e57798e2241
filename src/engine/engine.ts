import { project } from '../core/plane';
import { clusterProfile, type ClusterProfile } from '../core/profile';
import type { Backends } from './backends';
import { Baseline } from './baseline';
import { conclude } from './conclude';
import type { BackendChoice, Config } from './config';
import { beCourteous, type Courtesy } from './courtesy';
import { EngineError } from './error';
import { methodOf } from './methods';
import { Abandoned, Pace } from './pace';
import { prepare, type Prepared } from './prepare';
import type { Assessment, AssessRequest, BackendInfo, Checkpoint, EngineApi, EngineData, KMeansBaseline, Space, TrainingResult, TrainingState } from './protocol';
import { Reporter } from './reporter';
import { Run } from './run';

/** How many epochs of another restart are shown again when it is selected. */
const replayFrames = 120;

/** Seconds of training before it is told how long the rest will take: the first epochs are slow. */
const leastSpent = 0.4;

/** Config keys that training takes up at its next epoch; a change of any other begins a new run. */
const liveKeys: readonly (keyof Config)[] = ['beta', 'steps', 'stepSize', 'learningRate', 'epochs', 'choose', 'preset', 'backend'];

/** The engine behind the protocol: one data set, one run at a time. Lives in the worker. */
export class Engine implements EngineApi {
  private readonly tell = new Reporter();
  private readonly baseline = new Baseline();
  private data: Prepared | null = null;
  private run: Run | null = null;
  private config: Config | null = null;
  /** Epochs under way: settles when they end, by themselves, by a pause, or because another run begins. */
  private epochs: Promise<void> | null = null;
  /** What the newest call for training comes to. */
  private outcome: Promise<TrainingResult> | null = null;
  private turn = 0;
  /** The last epoch that was told. */
  private told: { run: Run; epoch: number } | null = null;
  private state: TrainingState = 'idle';
  private pausing = false;
  /** Another backend was chosen than the trainer is on: it moves there before its next epoch. */
  private elsewhere = false;
  private moving: Promise<void> | null = null;
  private last: TrainingResult | null = null;
  private trainSeconds = 0;

  constructor(private readonly backends: Backends) {}

  async start(choice: BackendChoice, events: MessagePort, courtesy: Courtesy | null): Promise<BackendInfo> {
    beCourteous(courtesy);
    this.tell.attach(events);
    this.backends.onLost((sentence) => this.tell.notice('device-lost', 'warning', sentence));
    return this.useBackend(choice);
  }

  async useBackend(choice: BackendChoice): Promise<BackendInfo> {
    const before = this.backends.current?.name;
    const info = await this.backends.choose(choice);
    this.tell.backend(info);
    const { run } = this;
    if (!run || before === info.name) return info;
    this.elsewhere = true;
    // An epoch that is under way ends where it began.
    while (this.elsewhere && !this.epochs && !run.halfway && this.run === run) await this.move(run);
    return info;
  }

  async load(data: EngineData, config: Config, run: number, checkpoint: Checkpoint | null): Promise<Space> {
    await this.stop();
    this.baseline.clear();
    this.data = prepare(data, config.scaling);
    await this.begin(config, run, checkpoint);
    return this.data.space;
  }

  async configure(config: Config, run: number): Promise<{ space: Space; restarted: boolean }> {
    const { data, run: current, config: before } = this.loaded();
    const changed = (Object.keys(config) as (keyof Config)[]).filter((key) => JSON.stringify(config[key]) !== JSON.stringify(before[key]));
    if (changed.every((key) => liveKeys.includes(key))) {
      this.config = config;
      if (this.state !== 'training') current.takeUp(config);
      return { space: data.space, restarted: false };
    }
    await this.stop();
    if (changed.includes('scaling')) {
      this.baseline.clear();
      this.data = prepare(data.raw, config.scaling);
    }
    await this.begin(config, run, null);
    return { space: this.loaded().data.space, restarted: true };
  }

  async reset(run: number): Promise<void> {
    const { config } = this.loaded();
    await this.stop();
    await this.begin(config, run, null);
  }

  train(epochs: number | null): Promise<TrainingResult> {
    if (this.state === 'training' && this.outcome) return this.outcome;
    const { run, config } = this.loaded();
    const target = epochs === null ? (run.epoch >= config.epochs ? run.epoch + config.epochs : config.epochs) : run.epoch + epochs;
    return this.go(run, target);
  }

  async step(): Promise<void> {
    await this.pause();
    const { run } = this.loaded();
    await this.go(run, run.epoch + 1);
  }

  async pause(): Promise<void> {
    this.pausing = true;
    await this.epochs?.catch(ignoreReplaced);
  }

  async select(restart: number): Promise<void> {
    const { run } = this.loaded();
    if (restart === run.shown || !run.restarts[restart]) return;
    await this.replay(run, restart);
  }

  assess(request: AssessRequest): Promise<Assessment> {
    return this.loaded().run.assess(request, 'live', new Pace());
  }

  async setMemories(memories: Float32Array): Promise<void> {
    this.loaded().run.setMemories(memories);
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

  /** A run at epoch 0, or at its checkpoint, and the snapshot of it. */
  private async begin(config: Config, id: number, checkpoint: Checkpoint | null): Promise<void> {
    if (!this.data) throw noData();
    this.run?.trainer.dispose();
    this.elsewhere = false;
    this.config = config;
    this.last = null;
    this.trainSeconds = 0;
    const run = new Run(id, this.data, config, await this.createTrainer(config));
    this.run = run;
    this.tell.about(run);
    if (checkpoint) await run.restore(checkpoint);
    else await run.begin();
    this.tell.emit({ type: 'snapshot', run: id, snapshot: await run.latest(new Pace()) });
    this.become(run, checkpoint ? 'paused' : 'idle');
    this.tell.checkpoint(run, true);
    void this.measureBaseline(run).catch((error: unknown) => this.tell.notice('engine', 'error', error instanceof Error ? error.message : String(error)));
  }

  private async createTrainer(config: Config) {
    if (!this.data) throw noData();
    const chosen = this.backends.current;
    const trainer = await methodOf(config).create({ ...this.data, config, backend: chosen?.name ?? 'cpu', ready: () => this.backends.ready() });
    // A backend that was chosen may not have started.
    if (this.backends.current && this.backends.current !== chosen) this.tell.backend(this.backends.current);
    return trainer;
  }

  private async stop(): Promise<void> {
    const run = this.run;
    this.run = null;
    await this.epochs?.catch(ignoreReplaced);
    run?.trainer.dispose();
  }

  /** Trains, and says what it came to. Measuring that is given up when training goes on meanwhile: then it comes to what that comes to. */
  private go(run: Run, target: number): Promise<TrainingResult> {
    const turn = ++this.turn;
    const epochs = this.loop(run, target).finally(() => {
      this.epochs = null;
    });
    this.epochs = epochs;
    const wanted = () => this.run === run && this.turn === turn;
    const outcome = epochs
      .then(() => this.conclude(run, wanted))
      .catch((error: unknown) => {
        if (!(error instanceof Abandoned)) throw error;
        if (this.run !== run || !this.outcome || this.turn === turn) throw replaced();
        return this.outcome;
      });
    this.outcome = outcome;
    return outcome;
  }

  /** Trains until `target`, a pause, or the end of every restart's schedule. */
  private async loop(run: Run, target: number): Promise<void> {
    this.pausing = false;
    const pace = new Pace();
    const alive = () => this.run === run;
    const began = performance.now();
    const first = run.epoch;
    // A snapshot that is being judged when training is paused is given up: the pause does not wait for it.
    const judging = new Pace(() => alive() && !this.pausing);
    this.become(run, 'training');
    while (run.epoch < target && !run.finished && !this.pausing) {
      if (this.config && this.config !== run.config) run.takeUp(this.config);
      if ((this.elsewhere || this.moving) && !run.halfway) await this.move(run);
      if (!alive()) throw replaced();
      try {
        const done = await run.advance(() => alive() && !this.pausing, pace);
        if (!alive()) throw replaced();
        if (!done) break;
      } catch (error) {
        if (error instanceof EngineError || !(await this.backends.lossBehind())) throw error;
        await this.recover(run);
        continue;
      }
      const done = run.epoch - first;
      const spent = (performance.now() - began) / 1000;
      const secondsLeft = spent < leastSpent ? null : (spent / done) * (target - run.epoch);
      const shown = run.restarts[run.shown];
      if (!shown.plateau.finished && (run.epoch % run.judgeEvery === 0 || run.epoch === first + 1)) {
        try {
          await this.showLatest(run, judging);
        } catch (error) {
          if (!(error instanceof Abandoned)) throw error;
        }
      }
      this.tell.status(run, 'training', Math.max(target, run.config.epochs), secondsLeft, false);
      this.tell.checkpoint(run, false);
      await pace.yield();
      if (!alive()) throw replaced();
    }
    for (const { restart, epoch } of run.diverged.splice(0))
      this.tell.notice('diverged', 'error', `The loss of restart ${restart + 1} was no finite number any more at epoch ${epoch}; it went back to epoch ${epoch - 1} and stopped. Lower the learning rate or β and reset.`);
    this.trainSeconds += (performance.now() - began) / 1000;
    if (!run.halfway) this.tell.checkpoint(run, true);
    if (run.epoch < target && !run.finished) this.become(run, 'paused');
  }

  /** Tells the newest epoch of the shown restart, unless it is told already. */
  private async showLatest(run: Run, pace: Pace): Promise<void> {
    if (this.told?.run === run && this.told.epoch === run.epoch) return;
    const { epoch } = run;
    const snapshot = await run.latest(pace);
    this.told = { run, epoch };
    this.tell.emit({ type: 'snapshot', run: run.id, snapshot });
  }

  /** The result so far; final when every epoch of the config has been trained. */
  private async conclude(run: Run, wanted: () => boolean): Promise<TrainingResult> {
    const pace = new Pace(wanted);
    const done = run.epoch >= run.config.epochs || run.finished;
    await this.showLatest(run, pace);
    const { chosen, best, restarts } = await conclude(run, done, pace);
    if (done && chosen !== run.shown) await this.replay(run, chosen);
    const kmeans = await this.baseline.exactly(await this.measureBaseline(run), run.data, pace);
    const history = run.history();
    if (!wanted()) throw new Abandoned();
    const result: TrainingResult = { run: run.id, config: run.config, backend: this.backends.current?.name ?? 'cpu', chosen, chosenBy: run.config.choose, restarts, best, kmeans, history, seconds: { pretrain: 0, train: this.trainSeconds } };
    this.last = result;
    this.become(run, done ? 'finished' : 'paused');
    this.tell.emit({ type: 'result', run: run.id, result });
    return result;
  }

  private async replay(run: Run, restart: number): Promise<void> {
    run.show(restart);
    this.tell.replay(run);
    for await (const snapshot of run.replay(restart, replayFrames, new Pace())) {
      if (this.run !== run || run.shown !== restart) return;
      this.tell.emit({ type: 'snapshot', run: run.id, snapshot });
    }
    this.tell.status(run, this.state, run.config.epochs, null, true);
  }

  private async measureBaseline(run: Run): Promise<KMeansBaseline | null> {
    const kmeans = await this.baseline.measure(run.data, run.config.k);
    if (kmeans && this.run === run) this.tell.emit({ type: 'kmeans', run: run.id, kmeans });
    return kmeans;
  }

  /** Goes on after a lost device, on a new one or the next backend, from the last epoch's checkpoint. */
  private async recover(run: Run): Promise<void> {
    const info = await this.backends.replaceLost();
    await this.move(run);
    if (this.run !== run) throw replaced();
    this.tell.backend(info);
    this.tell.notice('device-replaced', 'info', `The graphics device was lost. Training goes on from epoch ${run.epoch} on ${info.name}.`);
  }

  private move(run: Run): Promise<void> {
    this.moving ??= this.moveTrainer(run).finally(() => {
      this.moving = null;
    });
    return this.moving;
  }

  private async moveTrainer(run: Run): Promise<void> {
    this.elsewhere = false;
    const state = run.trainer.save();
    run.trainer.dispose();
    const trainer = await this.createTrainer(run.config);
    if (this.run !== run) {
      trainer.dispose();
      return;
    }
    trainer.restore(state);
    run.replaceTrainer(trainer);
  }

  private become(run: Run, state: TrainingState): void {
    this.state = state;
    this.tell.status(run, state, run.config.epochs, null, true);
  }
}

const noData = () => new EngineError('no-data', 'There is no data set yet. Load one first.');
const replaced = () => new EngineError('replaced', 'Training ended because another run took its place.');

function ignoreReplaced(error: unknown): void {
  if (!(error instanceof EngineError && error.code === 'replaced')) throw error;
}
