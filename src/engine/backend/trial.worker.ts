/** For the tests: brings backends up in a worker, as the engine does, and says what the recursion gives there. */
import { tensor3d } from '@tensorflow/tfjs-core';
import { createBackends } from './backend';
import { recursion } from '../kernels/recursion';
import type { BackendName } from '../protocol';

self.addEventListener('message', ({ data: names }: MessageEvent<BackendName[]>) => {
  trial(names).catch((error: unknown) => reportError(error));
});

async function trial(names: BackendName[]): Promise<void> {
  const backends = createBackends();
  const results: Record<string, number[]> = {};
  for (const name of names) {
    await backends.choose(name);
    const active = await backends.ready();
    const end = recursion(
      tensor3d([[[0.2, 0]]]),
      tensor3d([
        [
          [0, 0],
          [1, 0],
        ],
      ]),
      { beta: 1, steps: 2, stepSize: 0.5, similarity: 'euclidean' },
    );
    results[active] = [...(await end.data())];
  }
  self.postMessage(results, { transfer: [] });
}
