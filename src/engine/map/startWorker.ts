import { pageCourtesy } from '../../core/work/courtesy';
import type { Hello } from './messages';

/** A worker that draws maps. */
export function startWorker(): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'basins' });
  worker.postMessage({ type: 'courtesy', courtesy: pageCourtesy() } satisfies Hello, []);
  return worker;
}
