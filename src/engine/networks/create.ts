import type { Head } from '../../methods/head';
import type { BackendName } from '../protocol';
import type { Architecture } from './architecture';
import type { DeepNetwork } from './network';
import type { TensorHead } from './tensors/head';
import { createTypedNetwork } from './typed/create';

/** A head for every backend. */
export interface NetworkHead<Live> {
  readonly typed: Head<Live>;
  /** Loads TensorFlow.js. */
  tensors(): Promise<TensorHead<Live>>;
}

export interface NetworkContext<Live> {
  readonly architecture: Architecture;
  /** n × d, scaled. */
  readonly points: Float32Array;
  readonly n: number;
  readonly k: number;
  readonly batchSize: number;
  readonly head: NetworkHead<Live>;
  /** The backend that was chosen. */
  readonly backend: BackendName;
  /** Loads TensorFlow.js on it, or on the next that starts, and says which; the CPU path asks for none. */
  ready(): Promise<BackendName>;
}

/**
 * An untrained network, all parameters, arrays of the head and moments 0, on the backend. Throws EngineError "too-large" where it does not
 * fit in memory.
 */
export async function createDeepNetwork<Live>(context: NetworkContext<Live>): Promise<DeepNetwork<Live>> {
  const { architecture, points, n, k, batchSize, head } = context;
  const backend = context.backend === 'webgpu' || context.backend === 'webgl' ? await context.ready() : context.backend;
  if (backend === 'webgpu' || backend === 'webgl') {
    const { TensorNetwork } = await import('./tensors/tensorNetwork');
    return new TensorNetwork({ architecture, points, n, k, batchSize, head: await head.tensors() });
  }
  return createTypedNetwork({ architecture, points, n, k, batchSize, head: head.typed }, backend);
}
