/** AssociativeRecursionGrad on WebGPU: ∂L/∂points, ∂L/∂memories and, where weighted, ∂L/∂log ε from ∂L/∂v^T. */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { associativeRecursionGrad, recursionArguments, recursionShape } from '../recursion';
import { allocate } from './dispatch';
import type { WebGPUBackend } from './dispatch';
import { walkBack } from './walkBack';

export const webgpuRecursionGrad: KernelConfig = {
  kernelName: associativeRecursionGrad,
  backendName: 'webgpu',
  kernelFunc: ({ inputs, backend: anyBackend, attrs }): TensorInfo[] => {
    const backend = anyBackend as WebGPUBackend;
    const { points, memories, hidden, logWeights, attributes } = recursionArguments(inputs, attrs);
    const { gradient } = inputs;
    if (!gradient) throw new Error('The backward pass needs the gradient at the end of the recursion.');
    const shape = recursionShape(points, memories, hidden, logWeights);
    const { runs, n, k, d } = shape;
    const pointGradient = allocate(backend, [runs, n, d]);
    const memoryGradient = allocate(backend, [runs, k, d]);
    const weightGradient = logWeights ? allocate(backend, [runs, k]) : null;
    const source = { kind: 'given', points, gradient, pointGradient } as const;
    walkBack(backend, { shape, attributes, memories, hidden, logWeights, source, memoryGradient, weightGradient, loss: null });
    return weightGradient ? [pointGradient, memoryGradient, weightGradient] : [pointGradient, memoryGradient];
  },
};
