/** AssociativeRecursionGrad in TensorFlow.js's own operations. */
import { tidy } from '@tensorflow/tfjs-core';
import type { KernelConfig, Tensor } from '@tensorflow/tfjs-core';
import { associativeRecursionGrad, recursionArguments } from '../recursion';
import { composedBackward, composedForward } from './dynamics';
import { tensors } from './recursion';

export const composedRecursionGrad = (backendName: string): KernelConfig => ({
  kernelName: associativeRecursionGrad,
  backendName,
  kernelFunc: ({ inputs, attrs }) => {
    const { attributes, ...rest } = recursionArguments(inputs, attrs);
    const gradient = inputs['gradient'] as Tensor;
    return tidy(() => {
      const [points, memories, logWeights] = composedBackward(
        composedForward(tensors(rest), attributes),
        gradient,
        rest.hidden as Tensor | null,
        attributes,
      );
      return attributes.weighted ? [points, memories, logWeights] : [points, memories];
    });
  },
});
