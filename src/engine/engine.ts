import { kmeansSteps } from '../core/kmeans';
import { pca } from '../core/pca';
import { project } from '../core/plane';
import { Random } from '../core/random';
import { applyScaling, fitScaling } from '../core/scaling';
import type { BackendChoice, Config } from './config';
import { EngineError } from './error';
import { Judge } from './evaluate';
import { methodOf } from './methods';
import { streams } from './methods/initialise';
import { Pace, rest } from './pace';
import type {
  Assessment,
  AssessRequest,
  BackendInfo,
  Checkpoint,
  ClusterProfile,
  EngineApi,
  EngineData,
  EngineEvent,
  KMeansBaseline,
  Snapshot,
  Space,
  TrainingResult,
  TrainingState,
} from './protocol';
import { Run, type RunData } from './run';
import type { Backends } from './backends';

/** How often the page is told, and how often it is given what it needs to start a new worker from. */
const statusMs = 30;
const checkpointMs = 500;
/** How many epochs of another restart are shown again when it is selected. */
const replayFrames = 120;

/** Config keys that training takes up at its next epoch; a change of any other begins a new run. */
const liveKeys: readonly (keyof Config)[] = ['beta', 'steps', 'stepSize', 'learningRate', 'epochs', 'choose', 'preset', 'backend'];

/** The engine behind the protocol: one data set, one run at a time. Lives in the worker. */
export class Engine implements EngineApi {
  private events: MessagePort | null = null;
  private data: (RunData & { readonly raw: EngineData; readonly space: Space }) | null = null;
  private run: Run | null = null;
  private config: Config | null = null;
  private training: Promise<TrainingResult> | null = null;
  private state: TrainingState = 'idle';
  private pausing = false;
  private baseline: { k: number; value: KMeansBaseline } | null = null;
  private baselineTask = 0;
  private last: TrainingResult | null = null;
  private told = { status: 0, checkpoint: 0, entries: 0 };
  private secondsLeft: number | null = null;
  private trainSeconds = 0;

  constructor(private readonly backends: Backends) {}

  async start(choice: BackendChoice, events: MessagePort): Promise<BackendInfo> {
    this.events = events;
    this.backends.onLost((sentence) => this.notice('device-lost', 'warning', sentence));
    return this.useBackend(choice);
  }

  async useBackend(choice: BackendChoice): Promise<BackendInfo> {
    const before = this.backends.current?.name;
    const info = await this.backends.choose(choice);
    this.tellBackend(info);
    if (this.run && before !== info.name) await this.moveTrainer(this.run);
    return info;
  }

  async load(data: EngineData, config: Config, run: number, checkpoint: Checkpoint | null): Promise<Space> {
    await this.stop();
    this.baseline = null;
    this.baselineTask++;
    this.data = this.prepare(data, config);
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
      this.baseline = null;
      this.data = this.prepare(data.raw, config);
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
    if (this.training) return this.training;
    const { run, config } = this.loaded();
    const target = epochs === null ? (run.epoch >= config.epochs ? run.epoch + config.epochs : config.epochs) : run.epoch + epochs;
    this.training = this.loop(run, target).finally(() => {
      this.training = null;
    });
    return this.training;
  }

  async step(): Promise<void> {
    await this.pause();
    const { run } = this.loaded();
    this.training = this.loop(run, run.epoch + 1).finally(() => {
      this.training = null;
    });
    await this.training;
  }

  async pause(): Promise<void> {
    this.pausing = true;
    await this.training?.catch(ignoreReplaced);
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
    const counts = new Uint32Array(k);
    const sum = new Float64Array(k * d);
    const squares = new Float64Array(k * d);
    for (let i = 0; i < n; i++) {
      const at = labels[i] * d;
      counts[labels[i]]++;
      for (let j = 0; j < d; j++) {
        const x = points[i * d + j];
        sum[at + j] += x;
        squares[at + j] += x * x;
      }
    }
    const mean = Float32Array.from(sum, (x, at) => x / counts[Math.floor(at / d)]);
    const deviation = Float32Array.from(squares, (x, at) => Math.sqrt(Math.max(0, x / counts[Math.floor(at / d)] - (sum[at] / counts[Math.floor(at / d)]) ** 2)));
    return { counts, mean, deviation };
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
    if (!data || !run || !config) throw new EngineError('no-data', 'There is no data set yet. Load one first.');
    return { data, run, config };
  }

  private prepare(raw: EngineData, config: Config) {
    const { n, d } = raw;
    const scaling = fitScaling(raw.values, n, d, config.scaling);
    const points = applyScaling(scaling, raw.values, n);
    let largest = 0;
    for (const x of points) largest = Math.max(largest, Math.abs(x));
    if (largest > 1e15)
      throw new EngineError('too-large', `The largest value is ${largest.toPrecision(3)}, whose square does not fit single precision. Choose scaling "standard" or "minmax".`);
    const { mean, axes, explained } = pca(points, n, d, Math.min(2, d), new Random(0));
    return { raw, points, n, d, judge: new Judge(points, n, d, raw.labels), space: { d, scaling, pca: { mean, axes, explained } } };
  }

  /** A run at epoch 0, or at its checkpoint, and the snapshot of it. */
  private async begin(config: Config, id: number, checkpoint: Checkpoint | null): Promise<void> {
    if (!this.data) throw new EngineError('no-data', 'There is no data set yet. Load one first.');
    this.run?.trainer.dispose();
    this.config = config;
    this.last = null;
    this.secondsLeft = null;
    this.trainSeconds = 0;
    const run = new Run(id, this.data, config, await this.createTrainer(config));
    this.run = run;
    this.told = { status: 0, checkpoint: 0, entries: 0 };
    if (checkpoint) await run.restore(checkpoint);
    else await run.begin();
    this.emit({ type: 'snapshot', run: id, snapshot: await run.latest(new Pace()) });
    this.become(run, checkpoint ? 'paused' : 'idle');
    this.tellCheckpoint(run);
    void this.measureBaseline(run).catch((error: unknown) => this.report(error));
  }

  private async createTrainer(config: Config) {
    if (!this.data) throw new EngineError('no-data', 'There is no data set yet. Load one first.');
    const chosen = this.backends.current;
    const trainer = await methodOf(config).create({ ...this.data, config, backend: chosen?.name ?? 'cpu', ready: () => this.backends.ready() });
    // A backend that was chosen may not have started.
    if (this.backends.current && this.backends.current !== chosen) this.tellBackend(this.backends.current);
    return trainer;
  }

  private async stop(): Promise<void> {
    const run = this.run;
    this.run = null;
    await this.training?.catch(ignoreReplaced);
    run?.trainer.dispose();
  }

  /** Trains until `target`, a pause, or the end of every restart's schedule. */
  private async loop(run: Run, target: number): Promise<TrainingResult> {
    this.pausing = false;
    const pace = new Pace();
    const alive = () => this.run === run;
    const began = performance.now();
    const first = run.epoch;
    let told = first;
    this.become(run, 'training');
    while (run.epoch < target && !run.finished && !this.pausing) {
      if (this.config && this.config !== run.config) run.takeUp(this.config);
      try {
        if (!(await run.advance(alive, pace))) throw new EngineError('replaced', 'Training ended because another run took its place.');
      } catch (error) {
        if (error instanceof EngineError || !(await this.backends.lossBehind())) throw error;
        await this.recover(run);
        continue;
      }
      const done = run.epoch - first;
      this.secondsLeft = ((performance.now() - began) / 1000 / done) * (target - run.epoch);
      const shown = run.restarts[run.shown];
      if (!shown.plateau.finished && (run.epoch % run.judgeEvery === 0 || run.epoch === first + 1)) {
        told = run.epoch;
        this.emit({ type: 'snapshot', run: run.id, snapshot: await run.latest(pace) });
      }
      this.tellStatus(run, target, false);
      if (performance.now() - this.told.checkpoint > checkpointMs) this.tellCheckpoint(run);
      await pace.yield();
      if (!alive()) throw new EngineError('replaced', 'Training ended because another run took its place.');
    }
    for (const { restart, epoch } of run.diverged.splice(0))
      this.notice('diverged', 'error', `The loss of restart ${restart + 1} was no finite number any more at epoch ${epoch}; it went back to epoch ${epoch - 1} and stopped. Lower the learning rate or β and reset.`);
    this.trainSeconds += (performance.now() - began) / 1000;
    this.tellCheckpoint(run);
    if (run.epoch < target && !run.finished) this.become(run, 'paused');
    if (run.epoch > 0 && told !== run.epoch) this.emit({ type: 'snapshot', run: run.id, snapshot: await run.latest(pace) });
    return this.conclude(run, target, pace);
  }

  /** The result so far: chosen by training loss or by silhouette, never by a label-based metric. */
  private async conclude(run: Run, target: number, pace: Pace): Promise<TrainingResult> {
    const ended = run.epoch >= target || run.finished;
    const done = ended && (run.epoch >= run.config.epochs || run.finished);
    const { choose: by } = run.config;
    const lowest: Snapshot[] = [];
    const best: Snapshot[] = [];
    for (let r = 0; r < run.restarts.length; r++) {
      lowest.push(await run.best(r, 'live', pace));
      best.push(by === 'silhouette' && done ? await run.bestBySilhouette(r, pace) : lowest[r]);
      run.restarts[r].silhouette = best[r].metrics.silhouette;
    }
    const chosen = choose(best, by);
    if (done && chosen !== run.shown) await this.replay(run, chosen);
    await this.measureBaseline(run);
    const summaries = run.summaries();
    const result: TrainingResult = {
      run: run.id,
      chosen,
      chosenBy: run.config.choose,
      restarts: summaries.map((summary, r) => ({ ...summary, chosenEpoch: best[r].epoch, metrics: best[r].metrics, lowestLoss: lowest[r].metrics })),
      best: await run.exactly(best[chosen], pace),
      kmeans: this.baseline?.value ?? null,
      history: run.history(),
      seconds: { pretrain: 0, train: this.trainSeconds },
    };
    if (this.run !== run) throw new EngineError('replaced', 'Training ended because another run took its place.');
    this.last = result;
    this.secondsLeft = null;
    this.become(run, done ? 'finished' : 'paused');
    this.emit({ type: 'result', run: run.id, result });
    return result;
  }

  private async replay(run: Run, restart: number): Promise<void> {
    run.show(restart);
    this.told.entries = 0;
    this.emit({ type: 'replay', run: run.id, restart });
    for await (const snapshot of run.replay(restart, replayFrames, new Pace())) {
      if (this.run !== run || run.shown !== restart) return;
      this.emit({ type: 'snapshot', run: run.id, snapshot });
    }
    this.tellStatus(run, run.config.epochs, true);
  }

  /** k-means on the same space, best of 20 by inertia: the line that curves are read against. */
  private async measureBaseline(run: Run): Promise<void> {
    const { k } = run.config;
    const { points, n, d, judge } = run.data;
    if (this.baseline?.k !== k) {
      const task = ++this.baselineTask;
      const pace = new Pace();
      const steps = kmeansSteps(points, n, d, k, new Random(0, streams.baseline));
      let step = steps.next();
      while (!step.done) {
        await pace.yield();
        if (task !== this.baselineTask) return;
        step = steps.next();
      }
      const { centres, labels, inertia } = step.value;
      await rest();
      this.baseline = { k, value: { k, centres: Float32Array.from(centres), labels, inertia, metrics: judge.judge(labels, inertia / (n * d), 'exact') } };
    }
    if (this.run === run) this.emit({ type: 'kmeans', run: run.id, kmeans: this.baseline.value });
  }

  /** Goes on after a lost device, on a new one or the next backend, from the last epoch's checkpoint. */
  private async recover(run: Run): Promise<void> {
    const info = await this.backends.replaceLost();
    await this.moveTrainer(run);
    this.tellBackend(info);
    this.notice('device-replaced', 'info', `The graphics device was lost. Training goes on from epoch ${run.epoch} on ${info.name}.`);
  }

  private async moveTrainer(run: Run): Promise<void> {
    const state = run.trainer.save();
    run.trainer.dispose();
    run.trainer = await this.createTrainer(run.config);
    run.trainer.restore(state);
  }

  private emit(event: EngineEvent): void {
    // A snapshot's arrays were made for this message alone, so they move; all else is copied.
    const moved = event.type === 'snapshot' ? [event.snapshot.memories.buffer, event.snapshot.labels.buffer, event.snapshot.voronoiLabels.buffer] : [];
    this.events?.postMessage(event, moved as ArrayBuffer[]);
  }

  private notice(code: string, tone: 'error' | 'warning' | 'info', sentence: string): void {
    this.emit({ type: 'notice', run: this.run?.id ?? 0, notice: { code, tone, sentence } });
  }

  private report(error: unknown): void {
    this.notice('engine', 'error', error instanceof Error ? error.message : String(error));
  }

  private tellBackend(backend: BackendInfo): void {
    this.emit({ type: 'backend', run: this.run?.id ?? 0, backend });
  }

  private tellCheckpoint(run: Run): void {
    this.told.checkpoint = performance.now();
    this.emit({ type: 'checkpoint', run: run.id, checkpoint: run.save() });
  }

  private become(run: Run, state: TrainingState): void {
    this.state = state;
    this.tellStatus(run, run.config.epochs, true);
  }

  private tellStatus(run: Run, epochs: number, now: boolean): void {
    if (!now && performance.now() - this.told.status < statusMs) return;
    this.told.status = performance.now();
    const entries = run.history(this.told.entries);
    this.told.entries += entries.length;
    this.emit({
      type: 'status',
      run: run.id,
      state: this.state,
      epoch: run.epoch,
      epochs: Math.max(epochs, run.epoch),
      secondsLeft: this.state === 'training' ? this.secondsLeft : null,
      restart: run.shown,
      restarts: run.summaries(),
      entries,
    });
  }
}

function choose(best: readonly Snapshot[], by: Config['choose']): number {
  let chosen = 0;
  const rank = ({ loss, metrics }: Snapshot): [number, number] => [by === 'silhouette' ? (metrics.silhouette ?? -2) : 0, -(loss ?? Infinity)];
  best.forEach((one, r) => {
    const [silhouette, loss] = rank(one);
    const [bestSilhouette, bestLoss] = rank(best[chosen]);
    if (silhouette > bestSilhouette || (silhouette === bestSilhouette && loss > bestLoss)) chosen = r;
  });
  return chosen;
}

function ignoreReplaced(error: unknown): void {
  if (!(error instanceof EngineError && error.code === 'replaced')) throw error;
}
