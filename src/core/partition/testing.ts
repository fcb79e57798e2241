import type { MemoryPartition, PartitionModel } from './model';

/** The memories of a snapshot or an epoch. Throws Error where it has none. */
export function memoryOf({ partition }: { readonly partition: PartitionModel }): MemoryPartition & { readonly memories: Float32Array } {
  if (partition.kind !== 'memory' || !(partition.memories instanceof Float32Array))
    throw new Error('There are no memories in single precision.');
  return { ...partition, memories: partition.memories };
}

/** An associative memory in the plane, of log-sum-exp at β 1. */
export const memoryPartition = (memories: readonly number[], change: Partial<MemoryPartition> = {}): MemoryPartition => ({
  kind: 'memory',
  memories: Float32Array.from(memories),
  k: memories.length / 2,
  d: 2,
  beta: 1,
  steps: 10,
  stepSize: 0.1,
  similarity: 'euclidean',
  logWeights: null,
  ...change,
});
