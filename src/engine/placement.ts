import type { Backends } from './backends';
import type { BackendChoice, Config } from './config';
import { replaced } from './error';
import { methodOf } from './methods';
import type { MethodContext, Pretrained, Trainer } from './methods/method';
import type { BackendInfo, BackendName } from './protocol';
import type { Reporter } from './reporter';
import type { Run, RunData } from './run';

/** Which backend the run's trainer is on, and how it gets to another: between two epochs only. */
export class Placement {
  /** Another backend was chosen than the trainer is on. */
  elsewhere = false;
  private moving: Promise<void> | null = null;
  private giveUp: ((error: Error) => void) | null = null;

  constructor(
    private readonly backends: Backends,
    private readonly tell: Reporter,
  ) {
    backends.onLost((sentence) => this.giveUp?.(new Error(sentence)));
  }

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
    const trainer = await methodOf(config).create(this.context(data, config, pretrained));
    // A backend that was chosen may not have started.
    if (this.backends.current && this.backends.current !== chosen) this.tell.backend(this.backends.current);
    return trainer;
  }

  /** What a trainer, or pretraining, is made with now. */
  context({ points, n, d, image }: RunData, config: Config, pretrained: Pretrained | null): MethodContext {
    return { points, n, d, image, config, pretrained, backend: this.name, ready: () => this.backends.ready() };
  }

  /** Before an epoch: the trainer moves where it should be. */
  async settle(run: Run): Promise<void> {
    if ((this.elsewhere || this.moving) && !run.halfway) await this.move(run);
  }

  /** Work of a trainer. What is read from a WebGL context that is lost never comes, so that it fails when the loss is told; elsewhere reading fails by itself. */
  unlessLost<T>(work: Promise<T>): Promise<T> {
    if (this.name !== 'webgl') return work;
    return Promise.race([
      work,
      new Promise<never>((_, reject) => {
        this.giveUp = reject;
      }),
    ]);
  }

  move(run: Run): Promise<void> {
    this.moving ??= this.moveTrainer(run).finally(() => {
      this.moving = null;
    });
    return this.moving;
  }

  /** Goes on after a lost device, on a new one or the next backend, from the end of the last epoch. @param move what else than the trainer is to be moved there. False where the failure was not the device's. */
  async recover(run: Run, move: () => Promise<void> = () => this.move(run)): Promise<boolean> {
    if (!(await this.backends.lossBehind())) return false;
    const info = await this.backends.replaceLost();
    await move();
    if (run.replaced) throw replaced();
    this.tell.backend(info);
    this.tell.notice('device-replaced', 'info', `The graphics device was lost. Training goes on from epoch ${run.epoch} on ${info.name}.`);
    return true;
  }

  private async moveTrainer(run: Run): Promise<void> {
    this.elsewhere = false;
    const { trainer: last } = run;
    const trainer = await this.create(run.data, run.config, run.pretrained);
    if (run.replaced) {
      trainer.dispose();
      return;
    }
    trainer.restore(await last.save());
    last.dispose();
    run.replaceTrainer(trainer);
  }
}
