/** Sweep and gather together, in as many pieces as the device's buffers ask for: the work that both gradient kernels share. */
import { env } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { RecursionAttributes, RecursionShape } from '../recursion';
import { layoutFor } from './workgroup';
import { allocate } from './dispatch';
import type { WebGPUBackend } from './dispatch';
import { sumOverPoints, projectToSphere } from './backwardSum';
import { coefficientsLength, statesLength, sweep } from './backwardPoints';
import type { GradientSource } from './backwardPoints';

/** A TF.js flag: the scratch of one piece takes no more bytes than this, whatever the device allows. */
export const scratchFlag = 'WEBGPU_RECURSION_SCRATCH_BYTES';
env().registerFlag(scratchFlag, () => 256 * 2 ** 20);

export interface WalkBack {
  shape: RecursionShape;
  attributes: RecursionAttributes;
  memories: TensorInfo;
  hidden: TensorInfo | null;
  logWeights: TensorInfo | null;
  source: GradientSource;
  memoryGradient: TensorInfo;
  weightGradient: TensorInfo | null;
  loss: { before: TensorInfo; after: TensorInfo } | null;
}

/** Fills the gradients (and the loss). Two dispatches where one piece does, one more on the sphere. */
export function walkBack(backend: WebGPUBackend, args: WalkBack): void {
  const { shape, attributes, memories, memoryGradient } = args;
  const { runs, n, k, d } = shape;
  const stateSize = statesLength(attributes.steps, d);
  const coefficientSize = coefficientsLength(attributes.steps, k, layoutFor(backend, shape, attributes));
  const limit = Math.min(env().getNumber(scratchFlag), backend.device.limits.maxStorageBufferBindingSize) / 4;
  const piece = Math.max(1, Math.min(n, Math.floor(limit / (runs * Math.max(stateSize, coefficientSize)))));
  for (let first = 0; first < n; first += piece) {
    const count = Math.min(piece, n - first);
    const states = allocate(backend, [runs * count, stateSize]);
    const coefficients = allocate(backend, [runs * count, coefficientSize]);
    sweep(backend, { ...args, first, count, states, coefficients });
    sumOverPoints(backend, { ...args, states, coefficients, count, accumulate: first > 0 });
    backend.disposeData(states.dataId);
    backend.disposeData(coefficients.dataId);
  }
  if (attributes.similarity === 'spherical') projectToSphere(backend, shape, attributes, memories, memoryGradient);
}
