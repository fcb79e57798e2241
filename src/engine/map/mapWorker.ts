import { guardWorker, type WorkerGuard } from '../../core/work/workerProxy';
import type { Answer, Done, Job, Results } from './messages';

/** The worker stopped: a crash, a script that did not load. Its job may be given to another one. */
export class WorkerDied extends Error {
  override name = 'WorkerDied';
}

/** One worker that does one job at a time. Once it has died it stays dead; the pool makes a new one. */
export class MapWorker {
  private readonly guard: WorkerGuard;
  /** Settles the job in progress; null while there is none. */
  private answered: ((answer: Answer) => void) | null = null;
  /** The scene whose numbers this worker already holds, so that a picture sends them once and not once a band. */
  scene = -1;

  constructor(private readonly worker: Worker) {
    this.guard = guardWorker(worker, { died: (cause) => new WorkerDied(cause), onEnd: () => (this.answered = null) });
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      const { answered } = this;
      this.answered = null;
      answered?.(data);
    });
  }

  get dead(): boolean {
    return this.guard.ended !== null;
  }

  get busy(): boolean {
    return this.answered !== null;
  }

  /** Rejects with WorkerDied when the worker has stopped or stops, with an Error when the job itself is wrong. */
  async run<J extends Job>(job: J, transfer: Transferable[] = []): Promise<Done<Results[J['type']]>> {
    if (this.busy) throw new WorkerDied('it was busy');
    const answer = await this.guard.call(
      () =>
        new Promise<Answer>((resolve) => {
          this.answered = resolve;
          this.worker.postMessage(job, transfer);
        }),
    );
    if (!answer.ok) throw new Error(answer.sentence);
    return { result: answer.result as Results[J['type']], milliseconds: answer.milliseconds };
  }

  destroy(): void {
    this.guard.end(new WorkerDied('it was closed'));
  }
}
