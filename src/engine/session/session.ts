import { clusterSizes } from '../../core/metrics/balance';
import { conclude } from './conclude';
import { betaAt, betaOf, epochsOf, pretrains, remarkOn, type Config } from '../../methods/config';
import { EngineError, replaced } from '../wire/error';
import { ExactJudging } from './exactJudging';
import type { KeptNetworks } from '../pretraining/keptNetworks';
import { trainEpochs } from './loop';
import { Abandoned, TimeSlice } from '../wire/timeSlice';
import type { TrainerBackend } from '../run/trainerBackend';
import { doneStatus, PretrainingTask, savedStatus } from '../pretraining/pretrain';
import type { SavedPretraining } from '../pretraining/pretraining';
import { changesOf, deepNotes, warningsOn } from '../run/deepNotes';
import type { Past, Snapshot, TrainingResult, TrainingState } from '../protocol';
import type { Reporter } from '../run/reporter';
import type { Run } from '../run/run';

/** Trains a run: pretraining where its method has networks, epochs, pauses, and the result. One run at a time. */
export class TrainingSession {
  state: TrainingState = 'idle';
  /** The result of the newest training that has ended. */
  last: TrainingResult | null = null;
  private readonly exact: ExactJudging;
  private pretraining: PretrainingTask | null = null;
  /** Epochs under way: settles when they end, by themselves, by a pause, or because another run begins. */
  private epochs: Promise<void> | null = null;
  /** The result of the newest call for training. */
  private outcome: Promise<TrainingResult> | null = null;
  /** Aborted when the result is wanted with what has been measured of it so far. */
  private measuring = new AbortController();
  private turn = 0;
  private pausing = false;
  /** The run was left at an epoch whose result was not there yet. */
  private resultDue = false;
  /** The newest epochs were paused before their end. */
  private interrupted = false;

  /** @param config as it is now: some settings change while training goes on. */
  constructor(
    private readonly tell: Reporter,
    private readonly trainerBackend: TrainerBackend,
    private readonly kept: KeptNetworks,
    private readonly config: () => Config | null,
  ) {
    this.exact = new ExactJudging(tell);
  }

  get underWay(): boolean {
    return this.epochs !== null;
  }

  /** True if pretraining is under way, or paused. */
  get pretrains(): boolean {
    return this.pretraining !== null;
  }

  /** Another run begins: work for the last one ends, and its callers are told. */
  async end(): Promise<void> {
    this.last = null;
    this.exact.cancel();
    await this.epochs?.catch(() => {});
    this.pretraining?.forget();
    this.pretraining = null;
  }

  /** Trains, or joins a training under way. Resolves when training has begun, to a function that waits for the result. */
  async train(run: Run, epochs: number | null): Promise<() => Promise<TrainingResult>> {
    // A pause that is under way comes first.
    if (this.pausing) await this.epochs?.catch(() => {});
    const outcome = this.state === 'training' && this.outcome ? this.outcome : this.setOff(run, epochs);
    return () => outcome;
  }

  /** One epoch, of pretraining where that is not done yet. */
  step(run: Run): () => Promise<TrainingResult> {
    const outcome = this.setOff(run, 1, 1);
    return () => outcome;
  }

  /** Resolves when training stands still. */
  async pause(): Promise<void> {
    this.pausing = true;
    this.measuring.abort();
    await this.epochs?.catch(() => {}); // whoever asked for training is told
  }

  /** Tells of a run's first epoch, or of the one that it goes on from, and of its pretraining. @param past of a run that goes on. */
  async opened(run: Run, state: TrainingState, past: Past | null = null): Promise<void> {
    this.last = past?.result ?? null;
    // Restarts may have ended at different epochs.
    this.resultDue = past !== null && run.epoch > Math.max(0, ...(past.result?.restarts ?? []).map(({ epoch }) => epoch));
    await this.tell.latest(run, new TimeSlice());
    this.become(run, this.last && !this.resultDue && this.isOver(run) ? 'finished' : state);
    const { pretrained } = run;
    this.tell.emit({
      type: 'pretraining',
      run: run.id,
      pretraining: pretrained && doneStatus(pretrained),
      active: false,
      secondsLeft: null,
    });
    await this.tell.checkpoint(run, true);
  }

  /** The same of a run whose pretraining was left in its midst: training goes on with it. */
  async openedInPretraining(run: Run, saved: SavedPretraining): Promise<void> {
    this.last = null;
    this.resultDue = false;
    this.pretraining = new PretrainingTask(run, this.trainerBackend, this.tell, saved);
    await run.startFrom(saved.network, null, new TimeSlice(() => !run.replaced));
    this.tell.about(run);
    await this.tell.latest(run, new TimeSlice());
    this.become(run, 'paused');
    const pretraining = savedStatus(saved, pretrains(run.config) ? run.config.pretrainEpochs : saved.losses.length);
    this.tell.emit({ type: 'pretraining', run: run.id, pretraining, active: false, secondsLeft: null });
    const checkpoint = { epoch: 0, seconds: 0, trainer: null, restarts: null, pretrained: null, pretraining: structuredClone(saved) };
    await this.tell.checkpointOf(run, true, async () => checkpoint);
  }

  /** Shows another restart, from its first epoch on. */
  async replay(run: Run, restart: number): Promise<void> {
    if (await this.tell.replay(run, restart)) this.tell.status(run, this.state, this.asked(run), null, true);
  }

  /**
   * Trains `epochs` more, or to the config's number of them, which may change meanwhile; beyond it, as many again. @param pretrain where
   * pretraining is not done yet, this many epochs of it at most, and then no others.
   */
  private setOff(run: Run, epochs: number | null, pretrain = Infinity): Promise<TrainingResult> {
    if (epochs === null && run.epoch < this.asked(run)) return this.go(run, () => this.asked(run), pretrain);
    const target = run.epoch + (epochs ?? (this.resultDue ? 0 : this.asked(run)));
    return this.go(run, () => target, pretrain);
  }

  /** Trains, and measures the result. Training that goes on meanwhile ends the measuring, and its result is the result of both. */
  private go(run: Run, target: () => number, pretrain: number): Promise<TrainingResult> {
    const turn = ++this.turn;
    this.exact.cancel();
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
    if (pretrains(run.config) && !run.pretrained) {
      const done = await this.pretrain(run, pretrain);
      if (!done || pretrain < Infinity) {
        this.become(run, 'paused');
        return;
      }
    }
    if (await this.trainerBackend.unlessLost(run, () => run.recordStart())) {
      this.tell.about(run);
      await this.tell.latest(run, new TimeSlice());
    }
    const { begun } = run.restarts[run.shown];
    if (run.epoch === 0 && begun) for (const sentence of warningsOn(begun)) this.tell.notice('begun', 'warning', sentence);
    const asked = () => this.asked(run);
    const config = () => this.config() ?? run.config;
    await trainEpochs(run, this.tell, this.trainerBackend, { target, asked, config, pausing: () => this.pausing });
    this.interrupted = this.pausing;
    // A run that may go on stands still while its result is measured. Measuring the final result is part of training.
    if (run.epoch < asked() && !run.finished) this.become(run, 'paused');
  }

  /** Pretrains, and puts the network into the run. False where it was paused before its end. @param epochs so many at most. */
  private async pretrain(run: Run, epochs: number): Promise<boolean> {
    const goOn = () => !run.replaced && !this.pausing;
    this.pretraining ??= new PretrainingTask(run, this.trainerBackend, this.tell);
    const pretrained = await this.pretraining.advance(goOn, epochs);
    if (!pretrained) return false;
    this.pretraining = null;
    this.kept.keep(run.config, run.data.d, pretrained);
    await this.trainerBackend.unlessLost(run, () => run.startFrom(pretrained.parameters, pretrained, new TimeSlice(() => !run.replaced)));
    this.tell.about(run);
    await this.opened(run, this.pausing ? 'paused' : 'training');
    if (run.suitsStart())
      this.tell.notice(
        'suited',
        'info',
        `β is ${betaOf(run.config)}: nobody named one, and balls of this size hold most of the codes after pretraining.`,
      );
    return !this.pausing;
  }

  /** The result so far; final when every epoch of the config has been trained. */
  private async conclude(run: Run, wanted: () => boolean): Promise<TrainingResult> {
    const timeSlice = new TimeSlice(wanted);
    const done = this.isOver(run);
    this.measuring = new AbortController();
    const { signal } = this.measuring;
    await this.tell.replaying;
    await this.tell.latest(run, timeSlice);
    const { chosen, best, restarts } = await conclude(run, done, timeSlice, signal);
    if (done && chosen !== run.shown) await this.replay(run, chosen);
    const history = run.history.history();
    if (!wanted()) throw new Abandoned();
    const { pretrained } = run;
    const result: TrainingResult = {
      run: run.id,
      config: { ...best.config, ...beyondEpochs(run.config) },
      backend: this.trainerBackend.name,
      chosen,
      chosenBy: run.config.choose,
      lossPoints: run.whole.points,
      exact: best.metrics.silhouetteSample === null || best.metrics.silhouetteSample === run.data.n,
      stopped: run.restarts[chosen].stopped ?? { epoch: run.epoch, why: done || !this.interrupted ? 'epochs' : 'user' },
      restarts,
      best,
      search: run.trainer.searchOf?.(chosen) ?? null,
      notes: [...notesOn(run, chosen, best), ...notesOnBalls(run, best)],
      pretraining: pretrained && doneStatus(pretrained),
      history,
      seconds: { pretrain: pretrained?.seconds ?? 0, train: run.seconds },
    };
    // An earlier result may be under judging.
    this.exact.cancel();
    this.last = result;
    this.resultDue = false;
    this.become(run, done ? 'finished' : 'paused');
    this.tell.emit({ type: 'result', run: run.id, result });
    const { begun } = run.restarts[chosen];
    if (done && begun)
      for (const sentence of changesOf(begun, best.metrics.codeVariance ?? null)) this.tell.notice('codes', 'warning', sentence);
    return result;
  }

  /**
   * The newest result, judged on all points. Rejects with "no-result" where there is none, and with "cancelled" when it is cancelled, or
   * training goes on.
   */
  async exactly(run: Run): Promise<TrainingResult> {
    if (!this.last || this.state === 'training')
      throw new EngineError('no-result', 'There is no result to judge: train first, and let training end.');
    this.last = await this.exact.judge(run, this.last);
    return this.last;
  }

  cancelExact(): void {
    this.exact.cancel();
  }

  private become(run: Run, state: TrainingState): void {
    this.state = state;
    this.tell.status(run, state, this.asked(run), null, true);
  }

  private isOver(run: Run): boolean {
    return run.epoch >= this.asked(run) || run.finished;
  }

  /** How many epochs are asked for now: training takes the rest of the settings up at its next epoch. */
  private asked(run: Run): number {
    return epochsOf(run.replaced ? run.config : (this.config() ?? run.config));
  }
}

/** What the method does otherwise on these data, and what it met. */
function notesOn(
  { config, data, restarts }: Run,
  chosen: number,
  { latent, partition: { k }, labels, metrics }: Snapshot,
): readonly string[] {
  const { notes, begun } = restarts[chosen];
  return [
    ...remarkOn(config, data),
    ...notes,
    ...(latent
      ? deepNotes(
          begun,
          metrics,
          clusterSizes(
            labels.filter((label) => label < k),
            k,
          ),
        )
      : []),
  ];
}

/** A share of the points; fewer than this in balls are told. */
const half = 0.5;

/** Of log-sum-ReLU: points that no ball holds, balls that hold no point, and points at places that have no names. */
function notesOnBalls({ data: { points, n } }: Run, { config, partition, latent, labels, metrics }: Snapshot): readonly string[] {
  if (partition.kind !== 'memory' || partition.energy !== 'lsr') return [];
  const { k, beta, sets = [] } = partition;
  const { assigned = 1, emptyBalls = 0 } = metrics;
  const notes: string[] = [];
  if (assigned !== null && assigned < half) {
    const better = betaAt(config, { points: latent?.codes ?? points, n, partition });
    const offer = better !== null && better < beta ? ` Balls of β ${better} hold most of them.` : '';
    notes.push(`${n - Math.round(assigned * n)} of ${n} points lie in no ball: β ${beta} is too large for log-sum-ReLU.${offer}`);
  }
  if (emptyBalls) {
    const who = emptyBalls === 1 ? 'the ball of one memory' : `the balls of ${emptyBalls} of ${k} memories`;
    notes.push(`No point enters ${who}: nothing moves ${emptyBalls === 1 ? 'it' : 'them'}; a lower β makes balls larger.`);
  }
  const others = labels.filter((label) => label === k + sets.length).length;
  if (others > 0)
    notes.push(
      `There are more than ${sets.length} emergent memories: the ${others} points at the rarest share one label, “other emergent”.`,
    );
  return notes;
}

/** Settings that are not of one epoch: where training ends, which epoch is the result, and what is made of it. */
const beyondEpochs = (config: Config) => {
  const { choose, embed, backend } = config;
  return { ...('epochs' in config ? { epochs: config.epochs } : {}), choose, embed, backend };
};
