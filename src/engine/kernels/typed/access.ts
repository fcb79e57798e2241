/** Access of kernels on typed arrays to tensors of the backends that hold them in the CPU's memory. */
import type { DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import type { AssociativeMemory } from '../../../core/memory/model';
import type { RecursionAttributes, RecursionShape } from '../recursion';

export interface Access {
  backendName: 'cpu' | 'wasm';
  /** A tensor's numbers. They may be a view that the next `make` invalidates. */
  read(backend: object, tensor: TensorInfo): Float32Array;
  make(backend: object, shape: number[], values: Float32Array): TensorInfo;
}

interface CpuBackend {
  makeTensorInfo(shape: number[], dtype: DataType, values: Float32Array): TensorInfo;
}

interface WasmBackend {
  typedArrayFromHeap(tensor: TensorInfo): Float32Array;
  makeOutput(shape: number[], dtype: DataType, memoryOffset: undefined, values: Float32Array): TensorInfo;
}

export const cpuAccess: Access = {
  backendName: 'cpu',
  read: (backend, tensor) => (backend as unknown as KernelBackend).readSync(tensor.dataId) as Float32Array,
  make: (backend, shape, values) => (backend as unknown as CpuBackend).makeTensorInfo(shape, 'float32', values),
};

export const wasmAccess: Access = {
  backendName: 'wasm',
  read: (backend, tensor) => (backend as unknown as WasmBackend).typedArrayFromHeap(tensor),
  make: (backend, shape, values) => (backend as unknown as WasmBackend).makeOutput(shape, 'float32', undefined, values),
};

/** The associative memory of one run. */
export function modelOf(
  run: number,
  { k, d }: RecursionShape,
  attributes: RecursionAttributes,
  memories: Float32Array,
  logWeights: Float32Array | null,
): AssociativeMemory {
  const { beta, steps, stepSize, similarity, energy } = attributes;
  return {
    memories: memories.subarray(run * k * d, (run + 1) * k * d),
    k,
    d,
    beta,
    steps,
    stepSize,
    similarity,
    logWeights: logWeights && logWeights.subarray(run * k, (run + 1) * k),
    energy,
  };
}

/** m̄ of one run, n·d numbers of 0 and 1, from hidden entries that runs may share; null where there is no mask. */
export function hiddenOf(
  run: number,
  { n, d }: RecursionShape,
  hidden: { shape: number[]; values: Float32Array } | null,
): Uint8Array | null {
  if (!hidden) return null;
  const start = hidden.shape[0] === 1 ? 0 : run * n * d;
  return Uint8Array.from(hidden.values.subarray(start, start + n * d));
}
