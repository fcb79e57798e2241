import { whenEnded } from './lifeline';

/**
 * The page's guard of a worker. Every call to the worker settles: when the worker dies or is ended, pending and later calls reject.
 * The guard imports no messaging library: each client brings its own way of calling its worker.
 */
export interface WorkerGuard {
  /** Null while the worker runs; afterwards the error that calls reject with. */
  readonly ended: Error | null;
  /** Runs a call to the worker. Rejects with `ended` once the worker has ended, otherwise settles as the call does. */
  call<T>(send: () => Promise<T>): Promise<T>;
  /** Terminates the worker and rejects its pending calls with `error`. Does nothing when the worker has already ended. */
  end(error: Error): void;
}

interface GuardOptions {
  /** Makes the error of a worker that died. `cause` is a clause such as "it ended by itself". */
  died(cause: string): Error;
  /** Called once, after pending calls have been rejected. `died` is false when the page ended the worker. */
  onEnd?(error: Error, died: boolean): void;
}

export function guardWorker(worker: Worker, { died, onEnd }: GuardOptions): WorkerGuard {
  const pending = new Set<(error: Error) => void>();
  let ended: Error | null = null;

  const finish = (error: Error, byItself: boolean) => {
    if (ended) return;
    ended = error;
    stopWatching();
    worker.terminate();
    for (const reject of pending) reject(error);
    pending.clear();
    onEnd?.(error, byItself);
  };
  const die = (cause: string) => {
    if (!ended) finish(died(cause), true);
  };
  const stopWatching = whenEnded(worker, () => die('it ended by itself'));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    die(event.message || 'its script could not be loaded');
  });
  worker.addEventListener('messageerror', () => die('a message could not be read'));

  return {
    get ended() {
      return ended;
    },
    call: (send) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        pending.add(reject);
        send()
          .then(resolve, reject)
          .finally(() => pending.delete(reject));
      }),
    end: (error) => finish(error, false),
  };
}

/**
 * The functions of a worker, each called through its guard.
 * @param remote an object whose functions post to the worker.
 * @param revive turns what a call of the worker rejects with into the error that the caller gets.
 */
export function guardedProxy<Api extends object>(guard: WorkerGuard, remote: object, revive = (error: unknown) => error): Api {
  const functions = remote as Record<PropertyKey, (...args: unknown[]) => Promise<unknown>>;
  return new Proxy({} as Api, {
    get:
      (_, name) =>
      (...args: unknown[]) =>
        guard.call(() =>
          functions[name](...args).catch((error: unknown) => {
            throw revive(error);
          }),
        ),
  });
}
