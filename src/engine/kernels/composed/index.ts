/** Our kernels for a backend that has none of its own: TensorFlow.js's operations, composed. */
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { composedAdam } from './adam';
import { composedClamGradient } from './clamGradient';
import { composedRecursion } from './recursion';
import { composedRecursionGrad } from './recursionGrad';

export const composedKernels = (backendName: string): readonly KernelConfig[] =>
  [composedRecursion, composedRecursionGrad, composedAdam, composedClamGradient].map((kernel) => kernel(backendName));
