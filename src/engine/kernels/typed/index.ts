/** Our kernels for the backends whose tensors are in the CPU's memory. */
import type { KernelConfig } from '@tensorflow/tfjs-core';
import type { Access } from './access';
import { typedAdam } from './adam';
import { typedClamGradient } from './clamGradient';
import { typedRecursion } from './recursion';
import { typedRecursionGrad } from './recursionGrad';

export { cpuAccess, wasmAccess } from './access';

export const typedKernels = (access: Access): readonly KernelConfig[] =>
  [typedRecursion, typedRecursionGrad, typedAdam, typedClamGradient].map((kernel) => kernel(access));
