import * as Comlink from 'comlink';
import { pageCourtesy } from '../core/work/courtesy';
import { guardedProxy, guardWorker } from '../core/work/workerProxy';
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
  const { port1, port2 } = new MessageChannel();
  const guard = guardWorker(worker, {
    died: (cause) => new ProjectionStopped(`The projection stopped unexpectedly (${cause}).`),
    onEnd: (error, died) => {
      port1.close();
      if (died) onDeath(error.message);
    },
  });
  port1.onmessage = (message: MessageEvent<ProjectionEvent>) => onEvent(message.data);

  const api = guardedProxy<ProjectionApi>(guard, Comlink.wrap<ProjectionApi>(worker));
  // A worker that cannot start says so by itself.
  void api.start(Comlink.transfer(port2, [port2]), pageCourtesy(), gpu).catch(() => {});
  return { api, terminate: () => guard.end(new ProjectionStopped('The projection was stopped.')) };
}

/** Hands the arrays over to the worker instead of copying them. */
export function handOver<T extends object>(value: T, buffers: Transferable[]): T {
  return Comlink.transfer(value, buffers);
}
