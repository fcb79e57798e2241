import { PlainKernels } from './plain/plainKernels';
import { TypedNetwork, type TypedNetworkContext } from './typedNetwork';

/** A network on typed arrays. Throws EngineError "too-large" where it does not fit in memory. */
export async function createTypedNetwork(context: Omit<TypedNetworkContext, 'kernels'>, _backend: 'wasm' | 'cpu'): Promise<TypedNetwork> {
  return new TypedNetwork({ ...context, kernels: new PlainKernels(Float32Array) });
}
