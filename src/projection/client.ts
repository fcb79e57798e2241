import * as Comlink from 'comlink';
import { pageCourtesy } from '../core/work/courtesy';
import { whenEnded } from '../core/work/lifeline';
import type { GpuUse } from './neighbours/search';
import type { ProjectionApi, ProjectionEvent } from './protocol';

/** The page's side of a projection worker. Every call settles: when the worker dies, those that wait reject. */
export interface ProjectionClient {
  readonly api: Omit<ProjectionApi, 'start'>;
  /** Ends the worker; calls that wait reject with ProjectionStopped. */
  terminate(): void;
}

/** The worker ended in the midst of a call. */
export class ProjectionStopped extends Error {
  override name = 'ProjectionStopped';
}

export interface ProjectionListeners {
  onEvent(event: ProjectionEvent): void;
  /** The worker is gone; another client begins anew. */
  onDeath(sentence: string): void;
}

export function createProjection({ onEvent, onDeath }: ProjectionListeners, gpu: GpuUse = 'hardware'): ProjectionClient {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'projection' });
  const remote = Comlink.wrap<ProjectionApi>(worker);
  const { port1, port2 } = new MessageChannel();
  const waiting = new Set<(error: Error) => void>();
  let ended: ProjectionStopped | null = null;

  const end = (sentence: string) => {
    ended = new ProjectionStopped(sentence);
    forget();
    worker.terminate();
    port1.close();
    for (const reject of waiting) reject(ended);
    waiting.clear();
  };
  const died = (what: string) => {
    if (ended) return;
    const sentence = `The projection stopped unexpectedly (${what}).`;
    end(sentence);
    onDeath(sentence);
  };
  const forget = whenEnded(worker, () => died('it ended by itself'));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    died(event.message || 'its script could not be loaded');
  });
  worker.addEventListener('messageerror', () => died('a message could not be read'));
  port1.onmessage = (message: MessageEvent<ProjectionEvent>) => onEvent(message.data);

  const api = new Proxy({} as ProjectionApi, {
    get:
      (_, name: keyof ProjectionApi) =>
      (...args: unknown[]) =>
        new Promise((resolve, reject) => {
          if (ended) {
            reject(ended);
            return;
          }
          waiting.add(reject);
          (remote[name] as (...all: unknown[]) => Promise<unknown>)(...args)
            .then(resolve, reject)
            .finally(() => waiting.delete(reject));
        }),
  });
  // A worker that cannot start says so by itself.
  void api.start(Comlink.transfer(port2, [port2]), pageCourtesy(), gpu).catch(() => {});
  return { api, terminate: () => end('The projection was stopped.') };
}

/** Hands the arrays over to the worker instead of copying them. */
export function handOver<T extends object>(value: T, buffers: Transferable[]): T {
  return Comlink.transfer(value, buffers);
}
