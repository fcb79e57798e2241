/** Our kernels on WebGL: TensorFlow.js's operations, composed. */
import type { KernelConfig } from '@tensorflow/tfjs-core';
import { composedAdam } from './adam';
import { composedClamGradient } from './clamGradient';
import { insideBallsKernel } from './insideBalls';
import { composedRecursion } from './recursion';
import { composedRecursionGrad } from './recursionGrad';

export const composedKernels: readonly KernelConfig[] = [
  ...[composedRecursion, composedRecursionGrad, composedAdam, composedClamGradient].map((kernel) => kernel('webgl')),
  insideBallsKernel,
];
