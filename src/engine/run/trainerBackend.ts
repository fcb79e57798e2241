import type { Backends } from '../backend/backends';
import type { BackendChoice } from '../../methods/shared/common';
import type { Config } from '../../methods/config';
import { EngineError, replaced } from '../wire/error';
import { trainerOf } from './trainerOf';
import type { MethodContext, Pretrained, Trainer } from '../trainers/trainer';
import type { BackendInfo, BackendName } from '../protocol';
import { Abandoned } from '../wire/timeSlice';
import type { Reporter } from './reporter';
import type { Run } from './run';
import type { RunData } from './runData';

/** The backend of the run's trainer, and the change to another, which happens between two epochs only. */
export class TrainerBackend {
  /** Another backend was chosen than the trainer is on. */
  elsewhere = false;
  private moving: Promise<void> | null = null;

  constructor(
    private readonly backends: Backends,
    private readonly tell: Reporter,
  ) {}

  get name(): BackendName {
    return this.backends.current?.name ?? 'cpu';
  }

  async choose(choice: BackendChoice): Promise<BackendInfo> {
    const before = this.backends.current?.name;
    const info = await this.backends.choose(choice);
    this.tell.backend(info);
    if (before !== info.name) this.elsewhere = true;
    return info;
  }

  /** A trainer on the backend that was chosen. */
  async create(data: RunData, config: Config, pretrained: Pretrained | null): Promise<Trainer> {
    const chosen = this.backends.current;
    const trainer = await trainerOf(config).create(this.context(data, config, pretrained));
    // A backend that was chosen may not have started.
    if (this.backends.current && this.backends.current !== chosen) this.tell.backend(this.backends.current);
    return trainer;
  }

  /** The context that a trainer, or pretraining, is made with now. */
  context<C extends Config>({ points, n, d, image }: RunData, config: C, pretrained: Pretrained | null): MethodContext<C> {
    return { points, n, d, image, config, pretrained, backend: this.name, ready: () => this.backends.ready() };
  }

  /** Before an epoch: the trainer moves where it should be. */
  async settle(run: Run): Promise<void> {
    if ((this.elsewhere || this.moving) && !run.halfway) await this.move(run);
  }

  move(run: Run): Promise<void> {
    this.moving ??= this.moveTrainer(run).finally(() => {
      this.moving = null;
    });
    return this.moving;
  }

  /**
   * The result of the work. Where its device is lost, the work begins again on a new one or on the next backend.
   * @param move takes the run there; left out, its trainer alone.
   */
  async unlessLost<T>(run: Run, work: () => Promise<T>, move: () => Promise<void> = () => this.move(run)): Promise<T> {
    for (let lost = false; ;)
      try {
        if (lost) await this.replace(run, move);
        return await work();
      } catch (error) {
        if (error instanceof EngineError || error instanceof Abandoned || !(await this.backends.lossBehind())) throw error;
        lost = true;
      }
  }

  /** A run that does not exist yet, made again on a new device, or the next backend, where the device is lost meanwhile. */
  async made<T>(work: () => Promise<T>): Promise<T> {
    for (;;)
      try {
        return await work();
      } catch (error) {
        if (error instanceof EngineError || error instanceof Abandoned || !(await this.backends.lossBehind())) throw error;
        this.tell.backend(await this.backends.replaceLost());
        // The run that there is was on that device too, and stays where the new one fails after all.
        this.elsewhere = true;
      }
  }

  private async replace(run: Run, move: () => Promise<void>): Promise<void> {
    const info = await this.backends.replaceLost();
    await move();
    if (run.replaced) throw replaced();
    this.tell.backend(info);
    this.tell.notice('device-replaced', 'info', `The graphics device was lost. Training goes on from epoch ${run.epoch} on ${info.name}.`);
  }

  private async moveTrainer(run: Run): Promise<void> {
    this.elsewhere = false;
    const { trainer: last } = run;
    const trainer = await this.create(run.data, run.config, run.pretrained);
    if (run.replaced) {
      trainer.dispose();
      return;
    }
    trainer.restore(await last.save(run.halfway));
    last.dispose();
    run.replaceTrainer(trainer);
  }
}
