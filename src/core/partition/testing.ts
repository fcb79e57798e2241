import type { MemoryPartition, PartitionModel } from './model';

/** The memories of a snapshot or an epoch. Throws Error where it has none. */
export function memoryOf({ partition }: { readonly partition: PartitionModel }): MemoryPartition & { readonly memories: Float32Array } {
  if (partition.kind !== 'memory' || !(partition.memories instanceof Float32Array))
    throw new Error('There are no memories in single precision.');
  return { ...partition, memories: partition.memories };
}
