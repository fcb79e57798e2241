import type { PartitionModel } from '../core/partition/model';

/** How views call the parts of a partition, by its kind. A new kind is a line here. */
export interface PartitionWords {
  /** "memory", "memories": what a cluster is around. */
  readonly prototype: string;
  readonly prototypes: string;
  /** "basin": where the points of a cluster are. */
  readonly cluster: string;
  /** The fill of the map, in the legend. */
  readonly fill: string;
  /** "energy": the terrain at a place. */
  readonly height: string;
  /** The same for the dot of a point. */
  readonly dot: string;
}

const words: Record<PartitionModel['kind'], PartitionWords> = {
  memory: {
    prototype: 'memory',
    prototypes: 'memories',
    cluster: 'basin',
    fill: 'filled: basin a point ends in after T steps',
    height: 'energy',
    dot: 'The data, each dot in the colour of the basin it ends in itself',
  },
  centres: {
    prototype: 'centre',
    prototypes: 'centres',
    cluster: 'cell',
    fill: 'filled: cell of the nearest centre',
    height: 'distance²',
    dot: 'The data, each dot in the colour of the cell it lies in itself',
  },
};

/** Before there is a model the words are those of a memory. */
export const wordsOf = (model: PartitionModel | null): PartitionWords => words[model?.kind ?? 'memory'];
