import * as Comlink from 'comlink';
import { pageCourtesy } from '../core/work/courtesy';
import { whenEnded } from '../core/work/lifeline';
import { EngineError, revive } from './wire/error';
import type { BackendInfo, EngineApi, EngineEvent } from './protocol';
import type { BackendChoice } from '../methods/shared/common';

export { frameBegins } from '../core/work/courtesy';
export { EngineError } from './wire/error';
export * from './map/client';

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
export function createEngine({ onEvent, onDeath }: EngineListeners): EngineClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
  const { port1, port2 } = new MessageChannel();
  const remote = Comlink.wrap<EngineApi>(worker);
  const waiting = new Set<(error: Error) => void>();
  let dead: EngineError | null = null;

  const end = (error: EngineError) => {
    dead = error;
    forget();
    worker.terminate();
    port1.close();
    for (const reject of waiting) reject(error);
    waiting.clear();
  };
  const died = (what: string) => {
    if (dead) return;
    const error = new EngineError('worker-died', `The engine stopped unexpectedly (${what}).`);
    end(error);
    onDeath(error.message);
  };
  const forget = whenEnded(worker, () => died('it ended by itself'));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    died(event.message || 'its script could not be loaded');
  });
  worker.addEventListener('messageerror', () => died('a message could not be read'));
  port1.onmessage = (message: MessageEvent<EngineEvent>) => onEvent(message.data);

  const guarded = (call: () => Promise<unknown>) =>
    new Promise((resolve, reject) => {
      if (dead) {
        reject(dead);
        return;
      }
      waiting.add(reject);
      call()
        .then(resolve, (error: unknown) => reject(revive(error)))
        .finally(() => waiting.delete(reject));
    });

  const api = new Proxy({} as EngineApi, {
    get:
      (_, name: keyof EngineApi) =>
      (...args: unknown[]) =>
        guarded(() => (remote[name] as (...all: unknown[]) => Promise<unknown>)(...args)),
  });
  return {
    api,
    start: (choice) => api.start(choice, handOver(port2, [port2]), pageCourtesy()),
    terminate: () => end(new EngineError('terminated', 'The engine was stopped.')),
  };
}

/** Hands arrays over to the worker instead of copying them: they are gone from the page then. */
export function handOver<T extends object>(value: T, buffers: Transferable[]): T {
  return Comlink.transfer(value, buffers);
}
