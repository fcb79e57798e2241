import { replaced } from '../wire/error';
import { Abandoned, TimeSlice } from '../wire/timeSlice';
import type { TrainerBackend } from '../run/trainerBackend';
import { Pretraining, type SavedPretraining } from './pretraining';
import type { Checkpoint, PretrainingStatus } from '../protocol';
import type { Reporter } from '../run/reporter';
import type { Run } from '../run/run';
import type { MethodContext, Pretrained } from '../trainers/trainer';
import { isDeep, type DeepConfig } from '../../methods/config';

/** The interval of reports of progress to the page. */
const statusMs = 50;
/** Previews of networks in pretraining may take this share of the time. */
const previewShare = 0.2;

/** Pretraining of one run: begun, paused, gone on with, cancelled. */
export class PretrainingTask {
  private work: Pretraining | null = null;
  private said = 0;
  private previewed = 0;
  private previewTook = 0;

  constructor(
    private readonly run: Run,
    private readonly trainerBackend: TrainerBackend,
    private readonly tell: Reporter,
    /** Where it goes on from. */
    private saved: SavedPretraining | null = null,
  ) {}

  /**
   * Pretrains until it is done, or `goOn` says no; epoch 0 of the run is shown with the networks as they come. @param epochs so many at
   * most. Returns the network when it is done, else null.
   */
  async advance(goOn: () => boolean, epochs = Infinity): Promise<Pretrained | null> {
    const { run, trainerBackend } = this;
    const target = (this.work?.epoch ?? 0) + epochs;
    const pretrained = await trainerBackend.unlessLost(
      run,
      () => this.advanceTo(target, goOn),
      () => this.move(),
    );
    if (run.replaced) throw replaced();
    if (pretrained) this.forget();
    return pretrained;
  }

  private get context(): MethodContext<DeepConfig> {
    const { data, config } = this.run;
    if (!isDeep(config)) throw new Error(`${config.method} has no networks to pretrain.`);
    return this.trainerBackend.context(data, config, null);
  }

  /** Throws away what there is of it. */
  forget(): void {
    this.work?.dispose();
    this.work = null;
  }

  private begin(): Promise<Pretraining> {
    const { saved, context } = this;
    this.saved = null;
    if (!saved) return Pretraining.begin(context);
    return Pretraining.resume(context, saved).catch(() => {
      this.tell.notice('pretraining-anew', 'warning', 'Pretraining could not go on from where it was left, and begins anew.');
      return Pretraining.begin(context);
    });
  }

  private async advanceTo(target: number, goOn: () => boolean): Promise<Pretrained | null> {
    const { run, trainerBackend } = this;
    const timeSlice = new TimeSlice();
    const work = (this.work ??= await this.begin());
    const end = Math.min(work.epochs, target);
    const first = work.epoch;
    const began = performance.now();
    const secondsLeft = () =>
      work.epoch > first ? ((performance.now() - began) / 1000 / (work.epoch - first)) * (work.epochs - work.epoch) : null;
    this.say(work, secondsLeft(), true);
    while (work.epoch < end && goOn()) {
      if (trainerBackend.elsewhere) await this.move();
      const done = await work.advance(goOn, timeSlice);
      if (run.replaced) throw replaced();
      if (!done) break;
      if (performance.now() - this.said >= statusMs || work.epoch === work.epochs) this.say(work, secondsLeft(), true);
      if (work.epoch < work.epochs) {
        await this.preview(work, goOn);
        await this.tell.checkpointOf(run, false, () => this.checkpoint(work));
      }
      await timeSlice.yield();
    }
    if (work.epoch === work.epochs) return work.finish(timeSlice);
    this.say(work, null, false);
    if (!work.halfway) await this.tell.checkpointOf(run, true, () => this.checkpoint(work));
    return null;
  }

  private async checkpoint(work: Pretraining): Promise<Checkpoint> {
    return { epoch: 0, seconds: 0, trainer: null, restarts: null, pretrained: null, pretraining: await work.save() };
  }

  private say(work: Pretraining, secondsLeft: number | null, active: boolean): void {
    this.said = performance.now();
    const pretraining: PretrainingStatus = {
      epoch: work.epoch,
      epochs: work.epochs,
      losses: [...work.losses],
      done: false,
      rlPretrained: null,
    };
    this.tell.emit({ type: 'pretraining', run: this.run.id, pretraining, active, secondsLeft });
  }

  private async preview(work: Pretraining, goOn: () => boolean): Promise<void> {
    const began = performance.now();
    if (this.previewTook > previewShare * (began - this.previewed)) return;
    const { run, tell } = this;
    // A picture that nobody waits for any more is given up.
    const timeSlice = new TimeSlice(goOn);
    try {
      await run.startFrom(await work.parameters(), null, timeSlice);
      tell.about(run);
      await tell.latest(run, timeSlice);
    } catch (error) {
      if (!(error instanceof Abandoned)) throw error;
    }
    this.previewed = performance.now();
    this.previewTook = this.previewed - began;
  }

  /** To the backend that was chosen, or stands in; the run's own networks, which come after, with it. */
  private async move(): Promise<void> {
    const { run, trainerBackend } = this;
    await this.work?.move(this.context);
    await trainerBackend.move(run);
  }
}

/** The status of pretraining that was left in its midst. */
export const savedStatus = ({ losses }: SavedPretraining, epochs: number): PretrainingStatus => ({
  epoch: losses.length,
  epochs,
  losses,
  done: false,
  rlPretrained: null,
});

/** The status of a network that is already pretrained. */
export const doneStatus = ({ losses, reconstruction }: Pretrained): PretrainingStatus => ({
  epoch: losses.length,
  epochs: losses.length,
  losses,
  done: true,
  rlPretrained: reconstruction,
});
