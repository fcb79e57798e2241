/** Our kernels for the WebGPU backend. Nothing of the backend itself is imported, so they can be registered whether or not it is there. */
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { webgpuAdam } from './adam';
import { webgpuClamGradient } from './clamGradient';
import { webgpuRecursion } from './recursion';
import { webgpuRecursionGrad } from './recursionGrad';

export const webgpuKernels: readonly KernelConfig[] = [webgpuRecursion, webgpuRecursionGrad, webgpuAdam, webgpuClamGradient];
