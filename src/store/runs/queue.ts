import type { Scaling } from '../../core/algebra/scaling';
import { messageOf } from '../../core/work/messageOf';
import type { EngineClient, EngineListeners } from '../../engine/client';
import type { EngineData, EngineEvent, TrainingResult } from '../../engine/protocol';
import type { Config } from '../../methods/config';
import type { RunId } from './record';

/** Trains runs in the background, in the order they were added, on a few workers. */

export interface Job {
  readonly run: RunId;
  readonly config: Config;
  /** A copy that the worker takes over. */
  data(): Promise<EngineData>;
  /** How the data are scaled where that is not fitted to them. */
  readonly scaling: Scaling | null;
  /** The network that it begins with; null where it pretrains its own, or has none. */
  readonly pretrained: unknown;
  /** Its result is judged on all points. */
  readonly exact: boolean;
}

export interface Queue {
  add(job: Job): void;
  /** The runs that wait or are trained. */
  readonly runs: readonly RunId[];
  /** Ends the jobs of all other runs. */
  keepOnly(runs: readonly RunId[]): void;
  /** Resolves when none of these runs waits or is trained any more. */
  settled(runs: readonly RunId[]): Promise<void>;
  /** A training in the foreground begins, or has ended. */
  foreground(trains: boolean): void;
}

export interface QueueOptions {
  /** Workers at most. */
  readonly size: number;
  /** Workers rest while a training goes on in the foreground. */
  readonly rests: boolean;
  spawn(listeners: EngineListeners): EngineClient;
  /** Lets workers rest, or go on; false where they cannot be told. */
  rest(on: boolean): boolean;
  told(event: EngineEvent): void;
  began(run: RunId): void;
  finished(run: RunId, result: TrainingResult): void;
  failed(run: RunId, sentence: string): void;
}

/** A worker without work is kept for so long: the next job often comes soon. */
const idleMs = 5000;

interface Worker {
  readonly client: EngineClient;
  readonly started: Promise<unknown>;
  job: Job | null;
  idle: ReturnType<typeof setTimeout> | undefined;
}

export function createQueue({ size, rests, spawn, rest, told, began, finished, failed }: QueueOptions): Queue {
  let waiting: Job[] = [];
  let workers: Worker[] = [];
  let trains = 0;
  let listeners: (() => void)[] = [];

  const runs = () => [...workers.flatMap(({ job }) => (job ? [job.run] : [])), ...waiting.map(({ run }) => run)];

  function hire(): Worker {
    const client = spawn({ onEvent: told, onDeath: () => dismiss(worker) });
    const worker: Worker = { client, started: client.start('cpu'), job: null, idle: undefined };
    worker.started.catch(() => {}); // the job that waits for it is told
    workers.push(worker);
    return worker;
  }

  function dismiss(worker: Worker): void {
    clearTimeout(worker.idle);
    workers = workers.filter((one) => one !== worker);
    worker.client.terminate();
  }

  /** Gives waiting jobs to workers that are free. */
  function next(): void {
    if (rests && trains > 0) return;
    while (waiting.length > 0) {
      const free = workers.find(({ job }) => job === null) ?? (workers.length < size ? hire() : null);
      if (!free) return;
      void work(free, waiting.shift()!);
    }
  }

  async function work(worker: Worker, job: Job): Promise<void> {
    const { api } = worker.client;
    const { run, config, scaling, pretrained } = job;
    clearTimeout(worker.idle);
    worker.job = job;
    began(run);
    try {
      await worker.started;
      await api.load(await job.data(), config, run, pretrained ? { pretrained } : null, scaling);
      const result = await api.train(run, null);
      const judged = job.exact ? await api.exactly(run) : result;
      if (worker.job === job) finished(run, judged);
    } catch (error) {
      // A job that was ended has no worker any more.
      if (worker.job === job) failed(run, messageOf(error));
    }
    if (worker.job === job) worker.job = null;
    if (workers.includes(worker)) worker.idle = setTimeout(() => dismiss(worker), idleMs);
    changed();
  }

  function changed(): void {
    next();
    listeners.forEach((listen) => listen());
  }

  return {
    add(job) {
      waiting.push(job);
      next();
    },
    get runs() {
      return runs();
    },
    keepOnly(kept) {
      waiting = waiting.filter(({ run }) => kept.includes(run));
      for (const worker of workers.filter(({ job }) => job && !kept.includes(job.run))) {
        worker.job = null;
        dismiss(worker);
      }
      changed();
    },
    settled: (some) =>
      new Promise((resolve) => {
        const look = () => {
          if (runs().some((run) => some.includes(run))) return;
          listeners = listeners.filter((one) => one !== look);
          resolve();
        };
        listeners.push(look);
        look();
      }),
    foreground(begins) {
      trains += begins ? 1 : -1;
      if (!rests) return;
      rest(trains > 0);
      next();
    },
  };
}
