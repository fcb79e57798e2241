import { rowsOf } from '../../core/algebra/rows';
import { nearestRows } from '../../core/clustering/nearestRows';
import { labelCost, partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { RunHistory } from './history';
import {
  batchOf,
  betaAt,
  betaOf,
  hasBalls,
  isDeep,
  memoryDimensions,
  methodOf,
  partitionUnder,
  pretrains,
  samePartition,
  settingsOf,
  withBeta,
  type Config,
} from '../../methods/config';
import type { Start } from '../../methods/method';
import { judgeDeep } from '../judge/deepJudge';
import { silhouettePoints } from '../judge/evaluate';
import type { DeepEnd, Pretrained, Trainer } from '../trainers/trainer';
import type { Parameters } from '../networks/architecture';
import { begunOf } from './deepNotes';
import { PastNetworks } from './pastNetworks';
import { Abandoned, TimeSlice } from '../wire/timeSlice';
import { largestValue } from './prepare';
import type { Checkpoint, Latent, Past, RestartSummary } from '../protocol';
import { chosenOver, createRestart, judgedEpochs, learningRateOf, lossesOf, lowerThan, savedLosses, shownRate } from './restart';
import type { KeptEpoch, Restart, SavedRestart } from './restart';
import { trainerOf } from './trainerOf';
import { WholeLoss } from './wholeLoss';
import type { RunData } from './runData';
import { badNetworks } from './prepare';

/** A loss beyond single precision is none either: what made it has outgrown it, too. */
const isUseful = (loss: number): boolean => Number.isFinite(Math.fround(loss));
const isModest = (x: number): boolean => Math.abs(x) <= largestValue;

/** Trains the restarts of one config epoch by epoch, for any method. Its history holds their past epochs. */
export class Run {
  /** Another run has taken its place: work for this one ends. */
  replaced = false;
  epoch = 0;
  shown = 0;
  /** Seconds that its epochs took. */
  seconds = 0;
  readonly restarts: readonly Restart[];
  /** Dimensions of the partition: d, or of deep methods m. */
  readonly dimensions: number;
  /** Restarts that were stopped because their loss was NaN or infinite, and when. */
  readonly diverged: { restart: number; epoch: number }[] = [];
  readonly past: PastNetworks;
  readonly history = new RunHistory(this);
  readonly whole = new WholeLoss(this);
  /** Called where β was made to suit another start, for nobody had named one. */
  onSuited: ((to: { readonly beta: number; readonly before: number }) => void) | null = null;
  /** β's that suited earlier starts. */
  private readonly outdated = new Set<number>();
  /** Prototypes that were put into restarts and wait for an epoch to begin. */
  private readonly moved = new Map<number, Float32Array>();
  /** An epoch has begun and not ended: the trainer's state is between two epochs'. */
  halfway = false;

  /** @param pretrained what the trainer's networks began with; null for methods without, and before pretraining. */
  constructor(
    readonly id: number,
    readonly data: RunData,
    public config: Config,
    public trainer: Trainer,
    public pretrained: Pretrained | null = null,
  ) {
    this.dimensions = memoryDimensions(config, data.d);
    this.restarts = Array.from({ length: config.restarts }, () => createRestart(config));
    this.past = new PastNetworks(data, config, this.dimensions, this.restarts);
  }

  /** True if the partition lives among the codes of networks. */
  get deep(): boolean {
    return isDeep(this.config);
  }

  get finished(): boolean {
    return this.restarts.every((one) => one.plateau.finished);
  }

  /**
   * The partition is judged every so many epochs, so that judging costs no more than training. Both are counted in operations and not
   * in time, so that the same config gives the same history.
   */
  get judgeEvery(): number {
    const { config, data } = this;
    // A deep method is judged as its epochs end, by the networks of that epoch.
    if (isDeep(config)) return 1;
    const { n, d } = data;
    const newest = this.restarts[this.shown].frames.items.at(-1);
    const { operations } = methodOf(config);
    if (!newest || !operations) return 1;
    const training = operations(settingsOf(config), n, d);
    const judging = n * labelCost(partitionUnder(config, newest.partition)) + silhouettePoints('live', n, d) ** 2;
    return Math.max(1, Math.min(10, Math.round(judging / training)));
  }

  /** Records the initialisation. @param suits β is to suit it, for nobody named one. */
  async begin(suits = false, timeSlice = new TimeSlice()): Promise<void> {
    await this.record(0, () => true, timeSlice, { suits });
  }

  /**
   * Other networks: epoch 0 begins anew with memories among their codes, and β that suited the last start suits this one.
   * @param pretrained null while they are on their way.
   */
  async startFrom(parameters: Parameters, pretrained: Pretrained | null, timeSlice: TimeSlice): Promise<void> {
    const before = betaOf(this.config);
    const suits = this.suitsStart();
    this.pretrained = pretrained;
    await this.trainer.startFrom?.(parameters);
    await this.record(0, () => true, timeSlice, { forget: () => this.forget(), suits });
    const beta = betaOf(this.config);
    if (!suits || beta === null || before === null || beta === before) return;
    this.outdated.add(before);
    this.onSuited?.({ beta, before });
  }

  private forget(): void {
    for (const one of this.restarts) {
      one.frames.clear();
      one.losses.clear();
      one.networks.clear();
    }
    this.history.forget();
  }

  /** Epoch 0 is recorded anew where it was under settings that make another partition than those training begins with. Returns whether it was. */
  async recordStart(): Promise<boolean> {
    const first = this.restarts[0].frames.items[0];
    if (this.epoch > 0 || this.halfway || this.moved.size > 0 || !first || samePartition(first.config, this.config)) return false;
    await this.record(0, () => true, new TimeSlice(() => !this.replaced), { forget: () => this.forget() });
    return true;
  }

  /** True if β is the one that suits the start there is: nobody named another. */
  suitsStart(): boolean {
    const first = this.restarts[0].frames.items[0];
    if (!first || first.epoch !== 0 || !hasBalls(this.config)) return false;
    return betaOf(this.config) === betaAt(this.config, this.startOf(first.partition, first.deep?.latent.codes));
  }

  private startOf(partition: PartitionModel, codes: Float32Array | undefined): Start {
    return { partition, points: codes ?? this.data.points, n: this.data.n };
  }

  /**
   * Begins at an epoch of a model that was trained before. Throws EngineError "bad-model" where the networks take the points beyond single
   * precision.
   */
  async open(epoch: number, partition: PartitionModel, parameters: Parameters | null): Promise<void> {
    this.trainer.putBack(0, partition, parameters);
    const { deep } = await this.trainer.end();
    if (deep?.some(({ codes, decoded }) => !codes.every(isModest) || !decoded.every(isModest))) throw badNetworks();
    this.epoch = epoch;
    const [one] = this.restarts;
    const judged = deep ? await this.judgeEnd(this.config, deep[0], partition, epoch, null, new TimeSlice()) : null;
    const wholeLoss = await this.whole.of({ partition, deep: judged, loss: null }, new TimeSlice());
    const entry = { epoch, loss: null, wholeLoss, learningRate: shownRate(this.config, one.plateau.learningRate) };
    const frame: KeptEpoch = { config: this.config, ...entry, partition, deep: judged };
    one.frames.push(frame);
    if (lowerThan(frame, null)) one.best = frame;
    one.losses.push(judged?.measured ? { ...entry, terms: judged.measured.terms } : entry);
    if (deep) one.networks.add(epoch, deep[0].parameters);
  }

  /** Settings from whoever was not told yet that β suits another start now, with that β. */
  upToDate(config: Config): Config {
    const [given, own] = [betaOf(config), betaOf(this.config)];
    return hasBalls(config) && given !== null && own !== null && this.outdated.has(given) ? withBeta(config, own) : config;
  }

  /** Takes the settings that may change while training goes on. */
  takeUp(config: Config): void {
    const rateOf = (one: Config) => JSON.stringify(isDeep(one) ? one.rates : learningRateOf(one));
    const changed = rateOf(config) !== rateOf(this.config);
    if (changed)
      for (const one of this.restarts) {
        one.plateau.setLearningRate(learningRateOf(config));
        one.stopped = null;
      }
    // What was complete under the settings that it had is not under others.
    if (!samePartition(config, this.config))
      for (const one of this.restarts) if (one.plateau.finished && !one.stopped) one.plateau.setLearningRate(learningRateOf(config));
    this.config = config;
  }

  /**
   * Trains one epoch of every restart that has not finished.
   * @param goOn asked between slices; false leaves the epoch half done, and the next call goes on with it. Returns whether the epoch was
   * done. Throws Error where the trainer is replaced meanwhile.
   * @param told how much of the epoch is done, 0 … 1, where the trainer knows.
   */
  async advance(goOn: () => boolean, timeSlice: TimeSlice, told: (share: number) => void = () => {}): Promise<boolean> {
    if (!this.halfway) this.beginEpoch();
    this.halfway = true;
    const { trainer } = this;
    while (!(await trainer.advance(timeSlice.deadline))) {
      if (trainer.progress) told(trainer.progress());
      await timeSlice.yield();
      if (!goOn()) return false;
      this.expect(trainer);
    }
    this.expect(trainer);
    if (!(await this.record(this.epoch + 1, goOn, timeSlice))) return false;
    this.halfway = false;
    return true;
  }

  /** An epoch on a device that was lost is begun again on another: what is left of the first attempt ends. */
  private expect(trainer: Trainer): void {
    if (this.trainer !== trainer) throw new Error('The trainer was replaced while it was at work.');
  }

  private beginEpoch(): void {
    for (const [restart, prototypes] of this.moved) this.trainer.setPrototypes(restart, prototypes);
    this.moved.clear();
    this.trainer.begin({
      epoch: this.epoch + 1,
      config: this.config,
      learningRates: Float64Array.from(this.restarts, (one) => (one.plateau.finished ? 0 : one.plateau.learningRate)),
    });
  }

  /** The trainer is another one, or has the state of an epoch's end again: an epoch that was half done begins anew. */
  replaceTrainer(trainer: Trainer): void {
    this.trainer = trainer;
    this.halfway = false;
  }

  /**
   * Records the end of an epoch. Nothing changes where the device is lost before it is read, or where `goOn` says no while it is judged.
   * @param forget called before the epoch is recorded. @param suits β is to suit it, which is a start. Returns whether it was recorded.
   */
  private async record(
    epoch: number,
    goOn: () => boolean,
    timeSlice: TimeSlice,
    { forget, suits = false }: { forget?: () => void; suits?: boolean } = {},
  ): Promise<boolean> {
    const { trainer } = this;
    const { losses, partitions: made, ended, terms, notes, deep } = await trainer.end();
    const before = betaOf(this.config);
    const beta = suits ? betaAt(this.config, this.startOf(made[0], deep?.[0].codes)) : null;
    // The settings may have been changed since the trainer took them.
    const config = beta === null ? this.config : withBeta(this.config, beta);
    const partitions = made.map((one) => partitionUnder(config, one));
    const judged: (KeptEpoch['deep'] | undefined)[] = [];
    const whole: (number | null)[] = [];
    for (let r = 0; r < this.restarts.length; r++) {
      const useful = epoch === 0 || (!this.restarts[r].plateau.finished && isUseful(losses[r]));
      if (!useful) continue;
      if (deep) judged[r] = await this.judgeEnd(config, deep[r], partitions[r], epoch, epoch === 0 ? null : losses[r], timeSlice);
      // The reconstruction of a deep method is known at every epoch.
      if (epoch === 0 || (!deep && epoch % judgedEpochs !== 0)) continue;
      try {
        whole[r] = await this.whole.of({ partition: partitions[r], deep: judged[r] ?? null, loss: losses[r] }, new TimeSlice(goOn));
      } catch (error) {
        if (error instanceof Abandoned) return false;
        throw error;
      }
    }
    this.expect(trainer);
    forget?.();
    // Somebody may have named one meanwhile.
    if (beta !== null && betaOf(this.config) === before) this.config = withBeta(this.config, beta);
    this.epoch = epoch;
    this.restarts.forEach((one, r) => {
      if (this.epoch > 0 && one.plateau.finished) return;
      const loss = this.epoch === 0 ? null : losses[r];
      if (loss !== null && !isUseful(loss)) {
        this.stopDiverged(r);
        return;
      }
      const learningRate = shownRate(this.config, one.plateau.learningRate);
      const entry = { epoch: this.epoch, loss, wholeLoss: whole[r] ?? null, learningRate };
      const frame: KeptEpoch = { config, ...entry, partition: partitions[r], deep: judged[r] ?? null };
      const parts = terms?.[r] ?? judged[r]?.measured?.terms;
      one.frames.push(frame);
      one.losses.push(parts ? { ...entry, terms: parts } : entry);
      one.notes = notes?.[r] ?? [];
      if (epoch === 0) one.begun = this.pretrained && judged[r] ? begunOf(judged[r].judged.metrics, judged[r].measured?.terms) : null;
      if (deep) one.networks.add(this.epoch, deep[r].parameters);
      if (loss === null) return;
      if (lowerThan(frame, one.best)) {
        one.best = frame;
        one.networks.mark('loss');
      }
      if (chosenOver(frame, one.bestAttracted)) {
        one.bestAttracted = frame;
        one.networks.mark('silhouette');
      }
      const end = ended?.[r] ?? null;
      if (end === 'complete') one.plateau.finish();
      else if (end !== null) {
        one.plateau.finish();
        one.stopped = { epoch: this.epoch, why: 'tolerance', ...(typeof end === 'number' ? { changed: end } : end) };
      } else if (methodOf(this.config).result === 'lowestLoss') {
        one.plateau.observe(loss * Math.ceil(this.data.n / batchOf(this.config, this.data.n)));
        if (one.plateau.finished) one.stopped = { epoch: this.epoch, why: 'rate' };
      }
    });
    return true;
  }

  /** Judges the end of a deep epoch and returns its record. */
  private async judgeEnd(
    config: Config,
    end: DeepEnd,
    model: PartitionModel,
    epoch: number,
    loss: number | null,
    timeSlice: TimeSlice,
  ): Promise<NonNullable<KeptEpoch['deep']>> {
    const { codes, others, squaredError, parameters } = end;
    const m = this.dimensions;
    const rlPretrained = this.pretrained?.reconstruction ?? null;
    const judged = await judgeDeep(this.data, { model, codes, loss, rlPretrained, squaredError }, 'live', timeSlice);
    const { data } = this;
    const { rl } = judged.metrics;
    const whole = rl !== null && { epoch, partition: model, arrays: parameters.head, codes, others, reconstruction: rl };
    const work = whole && trainerOf(config).measure?.(config, whole, data.n, data.d);
    return {
      latent: { m, codes, ...(await this.shownOf(end, model, timeSlice)), pretrained: this.pretrained !== null || !pretrains(config) },
      judged,
      measured: work ? await timeSlice.drain(work) : null,
    };
  }

  /** What shows the prototypes of a deep epoch. */
  private async shownOf(
    { codes, decoded, shownBy }: DeepEnd,
    model: PartitionModel,
    timeSlice: TimeSlice,
  ): Promise<Pick<Latent, 'decoded' | 'standIns'>> {
    if (shownBy === 'decoder') return { decoded };
    const { data } = this;
    const points = await timeSlice.drain(nearestRows(partitionerOf(model).prototypes, codes, data.n, model.d));
    return { decoded: rowsOf(data.points, data.d, points), standIns: { points, drawn: shownBy === 'nearest point' ? null : decoded } };
  }

  /** A restart whose loss is no number any more ends, and goes back to its last good state. */
  private stopDiverged(restart: number): void {
    const one = this.restarts[restart];
    one.plateau.finish();
    one.stopped = { epoch: this.epoch, why: 'diverged' };
    const { partition, epoch } = one.frames.items.at(-1)!;
    this.trainer.putBack(restart, partition, one.networks.at(epoch));
    this.diverged.push({ restart, epoch: this.epoch });
  }

  dispose(): void {
    this.trainer.dispose();
    this.past.dispose();
  }

  show(restart: number): void {
    this.shown = restart;
    this.history.forget();
  }

  /** Puts prototypes into the shown restart; the next epoch starts from them. One that is under way ends as it began. */
  setPrototypes(prototypes: Float32Array): void {
    this.moved.set(this.shown, prototypes);
    const one = this.restarts[this.shown];
    if (one.stopped?.why !== 'tolerance') return;
    // Where nothing moved any more there is something to move again.
    one.plateau.setLearningRate(learningRateOf(this.config));
    one.stopped = null;
  }

  summaries(): RestartSummary[] {
    return this.restarts.map((one, restart) => ({
      restart,
      seed: this.config.seed + restart,
      epoch: one.losses.items.at(-1)?.epoch ?? 0,
      bestLoss: one.best?.wholeLoss ?? null,
      bestEpoch: one.best?.epoch ?? 0,
      learningRate: shownRate(this.config, one.plateau.learningRate),
      silhouette: one.silhouette,
      finished: one.plateau.finished,
    }));
  }

  /** @param whole with the networks of the epochs that may become the result, which may be large. */
  async save(whole: boolean): Promise<Checkpoint> {
    const { epoch, seconds } = this;
    const restarts: SavedRestart[] = this.restarts.map(
      ({ plateau, losses, frames, networks, best, bestAttracted, stopped, notes, begun }) => ({
        plateau: plateau.save(),
        losses: savedLosses(losses.items),
        frames: this.deep ? [] : frames.items.filter((frame) => frame.epoch % judgedEpochs === 0 && frame.epoch < epoch),
        networks: networks.save(whole),
        best,
        bestAttracted,
        stopped,
        notes,
        begun,
      }),
    );
    return { epoch, seconds, trainer: await this.trainer.save(), restarts, pretrained: structuredClone(this.pretrained) };
  }

  async restore(checkpoint: Checkpoint, past: Past | null = null): Promise<void> {
    const { epoch, seconds } = checkpoint;
    Object.assign(this, { epoch, seconds });
    this.trainer.restore(checkpoint.trainer);
    const { partitions, deep } = await this.trainer.end();
    for (const [r, saved] of (checkpoint.restarts as SavedRestart[]).entries()) {
      const one = this.restarts[r];
      const partition = partitionUnder(this.config, partitions[r]);
      one.plateau.restore(saved.plateau);
      for (const frame of saved.frames) one.frames.push(frame);
      for (const entry of lossesOf(saved.losses)) one.losses.push(entry);
      const last = one.losses.items.at(-1)!;
      one.best = saved.best;
      one.bestAttracted = saved.bestAttracted;
      one.stopped = saved.stopped;
      one.notes = saved.notes;
      one.begun = saved.begun;
      const judged = deep ? await this.judgeEnd(this.config, deep[r], partition, this.epoch, last.loss, new TimeSlice()) : null;
      one.frames.push({ config: this.config, ...last, partition, deep: judged });
      if (deep) one.networks.restore(saved.networks, { epoch: this.epoch, parameters: deep[r].parameters });
    }
    if (past) {
      this.shown = past.restart;
      this.history.recall(past.entries);
    }
  }
}
