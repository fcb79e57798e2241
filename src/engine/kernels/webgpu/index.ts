/** Registers our kernels for the WebGPU backend. Nothing of the backend itself is imported, so this works whether or not it is there. */
import { getKernel, registerKernel } from '@tensorflow/tfjs-core';
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { webgpuRecursionGrad } from './recursionGrad';
import { webgpuRecursion } from './recursion';

const kernels: KernelConfig[] = [webgpuRecursion, webgpuRecursionGrad];

export function registerWebgpuKernels(): void {
  for (const kernel of kernels) if (!getKernel(kernel.kernelName, kernel.backendName)) registerKernel(kernel);
}
