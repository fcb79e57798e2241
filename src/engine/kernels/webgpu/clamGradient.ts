/** ClamGradient on WebGPU: two dispatches (three on the sphere). */
import type { KernelConfig, TensorInfo } from '@tensorflow/tfjs-core';
import { clamArguments, clamGradient } from '../clamGradient';
import { allocate } from './dispatch';
import type { WebGPUBackend } from './dispatch';
import { walkBack } from './walkBack';

export const webgpuClamGradient: KernelConfig = {
  kernelName: clamGradient,
  backendName: 'webgpu',
  kernelFunc: ({ inputs, backend: anyBackend, attrs }): TensorInfo[] => {
    const backend = anyBackend as WebGPUBackend;
    const { data, rows, hidden, fill, memories, logWeights, loss, attributes, shape, scale } = clamArguments(inputs, attrs);
    const { runs, k, d } = shape;
    const after = allocate(backend, [runs]);
    const memoryGradient = allocate(backend, [runs, k, d]);
    const weightGradient = logWeights ? allocate(backend, [runs, k]) : null;
    const source = { kind: 'rows', data, rows, fill, scale } as const;
    walkBack(backend, {
      shape,
      attributes,
      memories,
      hidden,
      logWeights,
      source,
      memoryGradient,
      weightGradient,
      loss: { before: loss, after },
    });
    return weightGradient ? [after, memoryGradient, weightGradient] : [after, memoryGradient];
  },
};
