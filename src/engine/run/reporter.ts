import { buffersIn } from '../../core/work/arrays';
import { TimeSlice } from '../wire/timeSlice';
import type { BackendInfo, Checkpoint, EngineEvent, Notice, TrainingState } from '../protocol';
import type { Run } from './run';

/** The intervals of reports to the page, and of the checkpoints that a new worker can start from. */
const statusMs = 30;
const checkpointMs = 500;
/** And at least so many times longer apart than it takes to make one. */
const checkpointShare = 100;
/** The number of epochs of another restart that are shown again when it is selected. */
const replayFrames = 120;

/** Posts the worker's events. Those that only say how far training is are limited in rate. */
export class Reporter {
  private port: MessagePort | null = null;
  private run: Run | null = null;
  private statusAt = 0;
  private checkpointAt = 0;
  private checkpointEvery = checkpointMs;
  /** The last epoch of the shown restart whose entry was told, and the last whose snapshot was. */
  private told = -1;
  private pictured: { run: Run; epoch: number } | null = null;
  /** A restart's past is being told; what training adds to it comes after that. */
  replaying: Promise<boolean> | null = null;

  /** @param quiet only progress and results are told: no snapshots, and no checkpoints. */
  constructor(readonly quiet = false) {}

  attach(port: MessagePort): void {
    this.port = port;
  }

  /** Events are about this run from now on. */
  about(run: Run): void {
    this.run = run;
    this.told = -1;
    this.pictured = null;
    this.statusAt = 0;
    this.replaying = null;
  }

  emit(event: EngineEvent): void {
    // A snapshot's arrays were made for this message alone, so they move; all else is copied.
    const moved = event.type === 'snapshot' ? buffersIn(event.snapshot) : [];
    this.port?.postMessage(event, moved);
  }

  notice(code: string, tone: Notice['tone'], sentence: string): void {
    this.emit({ type: 'notice', run: this.run?.id ?? 0, notice: { code, tone, sentence } });
  }

  backend(backend: BackendInfo): void {
    this.emit({ type: 'backend', run: this.run?.id ?? 0, backend });
  }

  /** @param now false where an earlier one is recent enough; large ones are sent less often. */
  checkpoint(run: Run, now: boolean): Promise<void> {
    return this.checkpointOf(run, now, () => run.save(now));
  }

  /** The same, of what `save` gives. */
  async checkpointOf(run: Run, now: boolean, save: () => Promise<Checkpoint>): Promise<void> {
    if (this.quiet || (!now && performance.now() - this.checkpointAt < this.checkpointEvery)) return;
    const began = performance.now();
    const checkpoint = await save();
    // Networks are many megabytes, which the page would be long at copying.
    const moved = run.deep ? buffersIn([checkpoint.trainer, checkpoint.pretrained, checkpoint.pretraining]) : [];
    this.port?.postMessage({ type: 'checkpoint', run: run.id, checkpoint } satisfies EngineEvent, moved);
    this.checkpointAt = performance.now();
    this.checkpointEvery = Math.max(checkpointMs, checkpointShare * (this.checkpointAt - began));
  }

  /** @param epochs where training ends. @param now false where an earlier one is recent enough. @param within see the event. */
  status(run: Run, state: TrainingState, epochs: number, secondsLeft: number | null, now: boolean, within = 0): void {
    if (!now && performance.now() - this.statusAt < statusMs) return;
    this.statusAt = performance.now();
    const entries = run.history.history(this.told);
    this.told = entries.at(-1)?.epoch ?? this.told;
    this.emit({
      type: 'status',
      run: run.id,
      state,
      epoch: run.epoch,
      epochs: Math.max(epochs, run.epoch),
      secondsLeft,
      within,
      restart: run.shown,
      restarts: run.summaries(),
      entries,
    });
  }

  /** The newest epoch of the shown restart, unless it is told already. */
  async latest(run: Run, timeSlice: TimeSlice): Promise<void> {
    if (this.quiet || (this.pictured?.run === run && this.pictured.epoch === run.epoch)) return;
    const { epoch, shown } = run;
    const snapshot = await run.history.latest(timeSlice);
    // Another restart was selected while this one was judged: its past is being told.
    if (run.shown !== shown || this.replaying) return;
    this.pictured = { run, epoch };
    this.emit({ type: 'snapshot', run: run.id, snapshot });
  }

  /** Another restart is shown: its history is told from the start. Resolves to whether it was told to its end. */
  replay(run: Run, restart: number): Promise<boolean> {
    const replaying = this.past(run, restart).finally(() => {
      if (this.replaying === replaying) this.replaying = null;
    });
    this.replaying = replaying;
    return replaying;
  }

  private async past(run: Run, restart: number): Promise<boolean> {
    run.show(restart);
    this.told = -1;
    if (this.quiet) return true;
    this.emit({ type: 'replay', run: run.id, restart });
    for await (const snapshot of run.history.replay(restart, replayFrames, new TimeSlice())) {
      if (run.replaced || run.shown !== restart) return false;
      this.emit({ type: 'snapshot', run: run.id, snapshot });
    }
    return true;
  }
}
