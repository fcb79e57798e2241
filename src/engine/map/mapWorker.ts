import { whenEnded } from '../../core/work/lifeline';
import type { Answer, Done, Job, Results } from './messages';

/** The worker stopped: a crash, a script that did not load. Its job may be given to another one. */
export class WorkerDied extends Error {
  override name = 'WorkerDied';
}

interface Waiting {
  resolve(result: never): void;
  reject(error: Error): void;
}

/** One worker that does one job at a time. Once it has died it stays dead; the pool makes a new one. */
export class MapWorker {
  private waiting: Waiting | null = null;
  dead = false;
  /** The scene whose numbers this worker already holds, so that a picture sends them once and not once a band. */
  scene = -1;
  private readonly forget: () => void;

  constructor(private readonly worker: Worker) {
    this.forget = whenEnded(worker, () => this.die('it ended by itself'));
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const { waiting } = this;
      this.waiting = null;
      if (data.ok) waiting?.resolve({ result: data.result, milliseconds: data.milliseconds } as never);
      else waiting?.reject(new Error(data.sentence));
    });
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.die(event.message || 'its script did not load');
    });
    worker.addEventListener('messageerror', () => this.die('its answer could not be read'));
  }

  get busy(): boolean {
    return this.waiting !== null;
  }

  /** Rejects with WorkerDied when the worker stops, with an Error when the job itself is wrong. */
  run<J extends Job>(job: J, transfer: Transferable[] = []): Promise<Done<Results[J['type']]>> {
    return new Promise((resolve, reject) => {
      if (this.dead || this.waiting) return reject(new WorkerDied(this.dead ? 'it had stopped' : 'it was busy'));
      this.waiting = { resolve, reject };
      this.worker.postMessage(job, transfer);
    });
  }

  destroy(): void {
    this.die('it was closed');
  }

  private die(why: string): void {
    this.dead = true;
    this.forget();
    this.worker.terminate();
    this.waiting?.reject(new WorkerDied(why));
    this.waiting = null;
  }
}
