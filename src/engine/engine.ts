import { project } from '../core/plane';
import { clusterProfile, type ClusterProfile } from '../core/profile';
import type { Backends } from './backends';
import { Baseline } from './baseline';
import { conclude } from './conclude';
import { sameRun, type BackendChoice, type Config } from './config';
import { beCourteous, type Courtesy } from './courtesy';
import { EngineError } from './error';
import { methodOf } from './methods';
import { Abandoned, Pace, rest } from './pace';
import { prepare, type Prepared } from './prepare';
import type { Assessment, AssessRequest, BackendInfo, Checkpoint, EngineApi, EngineData, KMeansBaseline, Space, TrainingResult, TrainingState } from './protocol';
import { Reporter } from './reporter';
import { Run } from './run';

/** How many epochs of another restart are shown again when it is selected. */
const replayFrames = 120;

/** Seconds of training before it is told how long the rest will take: the first epochs are slow. */
const leastSpent = 0.4;

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
  /** What begins, ends or moves a run is done one after the other, in the order it was asked for. */
  private line: Promise<unknown> = Promise.resolve();
  /** Aborted when the result is wanted with what has been measured of it so far. */
  private measuring = new AbortController();
  /** A restart's past is being told; what training adds to it comes after that. */
  private replaying: Promise<void> | null = null;
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

  useBackend(choice: BackendChoice): Promise<BackendInfo> {
    return this.inLine(async () => {
      const before = this.backends.current?.name;
      const info = await this.backends.choose(choice);
      this.tell.backend(info);
      const { run } = this;
      if (!run || before === info.name) return info;
      this.elsewhere = true;
      // An epoch that is under way ends where it began.
      while (this.elsewhere && !this.epochs && !run.halfway) await this.move(run);
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
      return { outcome: this.setOff(1) };
    });
    await outcome;
  }

  async pause(): Promise<void> {
    this.pausing = true;
    this.measuring.abort();
    await this.epochs?.catch(() => {}); // whoever asked for training is told
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
    const { run, data } = this.loaded();
    // A drag may end when there is another number of them already.
    if (memories.length === run.config.k * data.d) run.setMemories(memories);
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

  private inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = this.line.then(work);
    this.line = done.catch(() => {}); // who asked for it is told
    return done;
  }

  /** A run at epoch 0, or at its checkpoint, and the snapshot of it. What fails does so before anything of the last run is gone. */
  private async begin(data: Prepared, config: Config, id: number, checkpoint: Checkpoint | null): Promise<Space> {
    const run = new Run(id, data, config, await this.createTrainer(data, config));
    if (checkpoint) await run.restore(checkpoint);
    else await run.begin();
    const last = this.run;
    if (this.data !== data) this.baseline.clear();
    this.run = run;
    this.data = data;
    this.config = config;
    this.last = null;
    this.elsewhere = false;
    this.replaying = null;
    this.trainSeconds = 0;
    this.tell.about(run);
    await this.epochs?.catch(() => {}); // whoever asked for training is told
    last?.trainer.dispose();
    this.tell.emit({ type: 'snapshot', run: id, snapshot: await run.latest(new Pace()) });
    this.become(run, checkpoint ? 'paused' : 'idle');
    this.tell.checkpoint(run, true);
    void this.measureBaseline(run).catch((error: unknown) => this.tell.notice('engine', 'error', error instanceof Error ? error.message : String(error)));
    return data.space;
  }

  private async createTrainer(data: Prepared, config: Config) {
    const chosen = this.backends.current;
    const trainer = await methodOf(config).create({ ...data, config, backend: chosen?.name ?? 'cpu', ready: () => this.backends.ready() });
    // A backend that was chosen may not have started.
    if (this.backends.current && this.backends.current !== chosen) this.tell.backend(this.backends.current);
    return trainer;
  }

  /** Trains `epochs` more, or to the config's number of them, which may change meanwhile; beyond it, as many again. */
  private setOff(epochs: number | null): Promise<TrainingResult> {
    const { run, config } = this.loaded();
    if (epochs === null && run.epoch < config.epochs) return this.go(run, () => this.asked(run));
    const target = run.epoch + (epochs ?? config.epochs);
    return this.go(run, () => target);
  }

  /** Trains, and says what it came to. Measuring that is given up when training goes on meanwhile: then it comes to what that comes to. */
  private go(run: Run, target: () => number): Promise<TrainingResult> {
    const turn = ++this.turn;
    const epochs = this.loop(run, target).finally(() => {
      this.epochs = null;
    });
    this.epochs = epochs;
    const wanted = () => this.run === run && this.turn === turn;
    const outcome = epochs
      .then(() => this.conclude(run, wanted))
      .catch((error: unknown) => {
        if (error instanceof Abandoned) {
          if (this.run !== run || !this.outcome || this.turn === turn) throw replaced();
          return this.outcome;
        }
        if (wanted()) this.become(run, 'paused');
        throw error;
      });
    this.outcome = outcome;
    return outcome;
  }

  /** Trains until the target, a pause, or the end of every restart's schedule. */
  private async loop(run: Run, target: () => number): Promise<void> {
    this.pausing = false;
    const pace = new Pace();
    const alive = () => this.run === run;
    const began = performance.now();
    const first = run.epoch;
    // A snapshot that is being judged when training is paused is given up: the pause does not wait for it.
    const judging = new Pace(() => alive() && !this.pausing);
    this.become(run, 'training');
    while (run.epoch < target() && !run.finished && !this.pausing) {
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
      const secondsLeft = spent < leastSpent ? null : (spent / done) * (target() - run.epoch);
      const shown = run.restarts[run.shown];
      if (!this.replaying) {
        if (!shown.plateau.finished && (run.epoch % run.judgeEvery === 0 || run.epoch === first + 1)) {
          try {
            await this.showLatest(run, judging);
          } catch (error) {
            if (!(error instanceof Abandoned)) throw error;
          }
        }
        this.tell.status(run, 'training', Math.max(target(), this.asked(run)), secondsLeft, false);
      }
      this.tell.checkpoint(run, false);
      await pace.yield();
      if (!alive()) throw replaced();
    }
    for (const { restart, epoch } of run.diverged.splice(0))
      this.tell.notice('diverged', 'error', `The loss of restart ${restart + 1} was no finite number any more at epoch ${epoch}; it went back to epoch ${epoch - 1} and stopped. Lower the learning rate or β and reset.`);
    this.trainSeconds += (performance.now() - began) / 1000;
    if (!run.halfway) this.tell.checkpoint(run, true);
    // What it came to so far is measured while it stands still; what it came to in the end belongs to training.
    if (run.epoch < this.asked(run) && !run.finished) this.become(run, 'paused');
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
    const done = run.epoch >= this.asked(run) || run.finished;
    this.measuring = new AbortController();
    const { signal } = this.measuring;
    await this.replaying;
    await this.showLatest(run, pace);
    const { chosen, best, restarts } = await conclude(run, done, pace, signal);
    if (done && chosen !== run.shown) await this.replay(run, chosen);
    const measured = await unlessAborted(this.measureBaseline(run), signal);
    const kmeans = await this.baseline.exactly(measured, run.data, pace);
    const history = run.history();
    if (!wanted()) throw new Abandoned();
    const result: TrainingResult = { run: run.id, config: run.config, backend: this.backends.current?.name ?? 'cpu', chosen, chosenBy: run.config.choose, restarts, best, kmeans, history, seconds: { pretrain: 0, train: this.trainSeconds } };
    this.last = result;
    this.become(run, done ? 'finished' : 'paused');
    this.tell.emit({ type: 'result', run: run.id, result });
    return result;
  }

  private replay(run: Run, restart: number): Promise<void> {
    const replaying = this.tellPast(run, restart).finally(() => {
      if (this.replaying === replaying) this.replaying = null;
    });
    this.replaying = replaying;
    return replaying;
  }

  private async tellPast(run: Run, restart: number): Promise<void> {
    run.show(restart);
    this.tell.replay(run);
    for await (const snapshot of run.replay(restart, replayFrames, new Pace())) {
      if (this.run !== run || run.shown !== restart) return;
      this.tell.emit({ type: 'snapshot', run: run.id, snapshot });
    }
    this.tell.status(run, this.state, this.asked(run), null, true);
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
    const { trainer: last } = run;
    const trainer = await this.createTrainer(this.loaded().data, run.config);
    if (this.run !== run) {
      trainer.dispose();
      return;
    }
    trainer.restore(last.save());
    last.dispose();
    run.replaceTrainer(trainer);
  }

  private become(run: Run, state: TrainingState): void {
    this.state = state;
    this.tell.status(run, state, this.asked(run), null, true);
  }

  /** How many epochs are asked for now: training takes the rest of the settings up at its next epoch. */
  private asked(run: Run): number {
    return this.run === run && this.config ? this.config.epochs : run.config.epochs;
  }
}

const noData = () => new EngineError('no-data', 'There is no data set yet. Load one first.');
const replaced = () => new EngineError('replaced', 'Training ended because another run took its place.');

/** What `work` comes to, or null once the signal says that it is not waited for. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  // What is there already is taken.
  return Promise.race([work, rest().then(() => aborted)]);
}
