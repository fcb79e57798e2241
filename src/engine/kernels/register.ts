/**
 * Makes our kernels and their gradient known to TensorFlow.js. No backend is imported here: registering works whether or not it is there.
 */
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { getGradient, getKernel, registerKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig } from '@tensorflow/tfjs-core';
import type { BackendName } from '../protocol';
import { composedKernels } from './composed';
import { associativeRecursion, registerRecursionGradient } from './recursion';
import { cpuAccess, typedKernels, wasmAccess } from './typed';
import { webgpuKernels } from './webgpu';

const kernels: Record<BackendName, () => readonly KernelConfig[]> = {
  webgpu: () => webgpuKernels,
  webgl: () => composedKernels,
  wasm: () => typedKernels(wasmAccess),
  cpu: () => typedKernels(cpuAccess),
};

/** Registers what is not registered yet. */
export function registerKernels(backend: BackendName): void {
  if (!getGradient(associativeRecursion)) registerRecursionGradient();
  for (const kernel of kernels[backend]()) if (!getKernel(kernel.kernelName, kernel.backendName)) registerKernel(kernel);
}
