import { centresPartitioner } from './centres';
import { memoryPartitioner } from './memory';
import type { PartitionModel } from './model';
import type { Partitioner } from './partitioner';

const made = new WeakMap<PartitionModel, Partitioner>();

/** The mathematics of a partition, the same object for the same model. A new kind is its file and its line in `make`. */
export function partitionerOf(model: PartitionModel): Partitioner {
  const known = made.get(model);
  if (known) return known;
  const partitioner = make(model);
  made.set(model, partitioner);
  return partitioner;
}

function make(model: PartitionModel): Partitioner {
  switch (model.kind) {
    case 'memory':
      return memoryPartitioner(model);
    case 'centres':
      return centresPartitioner(model);
  }
}

/** Multiplications that the label of one point takes, about. */
export const labelCost = (model: PartitionModel): number => model.k * model.d * (model.kind === 'memory' ? model.steps : 1);
