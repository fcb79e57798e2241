/** AssociativeRecursion in TensorFlow.js's own operations. */
import { tidy } from '@tensorflow/tfjs-core';
import type { KernelConfig, Tensor } from '@tensorflow/tfjs-core';
import { associativeRecursion, recursionArguments } from '../recursion';
import type { RecursionInputs } from '../recursion';
import { composedForward, lastState } from './dynamics';
import type { Inputs } from './dynamics';

/** Kernels are handed tensors, though their types say only what describes one. */
export const tensors = ({ points, memories, hidden, logWeights }: RecursionInputs): Inputs => ({
  points: points as Tensor,
  memories: memories as Tensor,
  hidden: hidden as Tensor | null,
  logWeights: logWeights as Tensor | null,
});

export const composedRecursion = (backendName: string): KernelConfig => ({
  kernelName: associativeRecursion,
  backendName,
  kernelFunc: ({ inputs, attrs }) => {
    const { attributes, ...rest } = recursionArguments(inputs, attrs);
    return tidy(() => lastState(composedForward(tensors(rest), attributes)));
  },
});
