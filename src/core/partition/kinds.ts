import { centresPartitioner } from './centres';
import { memoryPartitioner } from './memory';
import type { PartitionModel } from './model';
import type { Partitioner } from './partitioner';

/** The mathematics of each kind of partition. A new kind is its file and its line here. */
export function partitionerOf(model: PartitionModel): Partitioner {
  switch (model.kind) {
    case 'memory':
      return memoryPartitioner(model);
    case 'centres':
      return centresPartitioner(model);
  }
}
