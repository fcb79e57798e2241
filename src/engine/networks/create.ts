import type { BackendName } from '../protocol';
import type { Architecture } from './architecture';
import type { DeepNetwork } from './network';
import { dclamHead } from '../../methods/dclam/head';
import { createTypedNetwork } from './typed/create';

export interface NetworkContext {
  readonly architecture: Architecture;
  /** n × d, scaled. */
  readonly points: Float32Array;
  readonly n: number;
  readonly k: number;
  readonly batchSize: number;
  /** The backend that was chosen. */
  readonly backend: BackendName;
  /** Loads TensorFlow.js on it, or on the next that starts, and says which; the CPU path asks for none. */
  ready(): Promise<BackendName>;
}

/**
 * An untrained network, all parameters, memories and moments 0, on the backend. Throws EngineError "too-large" where it does not fit in
 * memory.
 */
export async function createDeepNetwork(context: NetworkContext): Promise<DeepNetwork> {
  const { architecture, points, n, k, batchSize } = context;
  const backend = context.backend === 'webgpu' || context.backend === 'webgl' ? await context.ready() : context.backend;
  if (backend === 'webgpu' || backend === 'webgl') {
    const { TensorNetwork } = await import('./tensors/tensorNetwork');
    const { dclamTensorHead } = await import('./tensors/dclamHead');
    return new TensorNetwork({ architecture, points, n, k, batchSize, head: dclamTensorHead });
  }
  return createTypedNetwork({ architecture, points, n, k, batchSize, head: dclamHead }, backend);
}
