import * as Comlink from 'comlink';
import { pageCourtesy } from '../core/work/courtesy';
import { guardedProxy, guardWorker } from '../core/work/workerProxy';
import { EngineError, revive } from './wire/error';
import type { BackendInfo, EngineApi, EngineEvent } from './protocol';
import type { BackendChoice } from '../methods/shared/common';

export { frameBegins, restInBackground } from '../core/work/courtesy';
export { EngineError } from './wire/error';
export * from './map/client';
export * from './map/series';

/** The page's side of the engine. Every call settles: when the worker dies, those that wait reject with code "worker-died". */
export interface EngineClient {
  readonly api: Omit<EngineApi, 'start'>;
  /** Lets the worker choose its backend; events come from then on. */
  start(choice: BackendChoice): Promise<BackendInfo>;
  terminate(): void;
}

export interface EngineListeners {
  onEvent(event: EngineEvent): void;
  /** The worker is gone; make another client. The sentence says what it threw. */
  onDeath(sentence: string): void;
}

/** Starts the worker. Nothing of TensorFlow.js is loaded before the engine needs it. */
export const createEngine = (listeners: EngineListeners): EngineClient =>
  connect(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' }), 'The engine', listeners);

/** Starts a worker in the background. See background/worker.ts. */
export const createBackgroundEngine = (listeners: EngineListeners): EngineClient =>
  connect(
    new Worker(new URL('./background/worker.ts', import.meta.url), { type: 'module', name: 'background' }),
    'A worker in the background',
    listeners,
  );

function connect(worker: Worker, name: string, { onEvent, onDeath }: EngineListeners): EngineClient {
  const { port1, port2 } = new MessageChannel();
  const guard = guardWorker(worker, {
    died: (cause) => new EngineError('worker-died', `${name} stopped unexpectedly (${cause}).`),
    onEnd: (error, died) => {
      port1.close();
      if (died) onDeath(error.message);
    },
  });
  port1.onmessage = (message: MessageEvent<EngineEvent>) => onEvent(message.data);

  const api = guardedProxy<EngineApi>(guard, Comlink.wrap<EngineApi>(worker), revive);
  return {
    api,
    start: (choice) => api.start(choice, handOver(port2, [port2]), pageCourtesy()),
    terminate: () => guard.end(new EngineError('terminated', `${name} was stopped.`)),
  };
}

/** Hands arrays over to the worker instead of copying them: they are gone from the page then. */
export function handOver<T extends object>(value: T, buffers: Transferable[]): T {
  return Comlink.transfer(value, buffers);
}
