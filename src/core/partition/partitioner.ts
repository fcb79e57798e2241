import type { Floats } from '../algebra/floats';
import type { PreparedBasins } from '../map/basins';
import type { Plane } from '../map/plane';

/**
 * The mathematics of a partition. A capability that a kind does not have is null: views draw what there is, and ask for no method.
 * Points are n × d, row-major. Functions throw RangeError where there are fewer than n · d numbers.
 */
export interface Partitioner {
  /** The cluster of each point, n numbers in 0 … k − 1. */
  assign(points: Floats, n: number): Uint16Array;
  /** The nearest prototype of each point, where that is another question than `assign`. */
  readonly nearest: ((points: Floats, n: number) => Uint16Array) | null;
  /** How much each point belongs to each cluster, n × k; rows sum to 1. */
  readonly memberships: ((points: Floats, n: number) => Float32Array) | null;
  /** The height of the terrain at each point, n numbers. */
  readonly height: (points: Floats, n: number) => Float64Array;
  /** Where points are taken; null where they stay. */
  readonly move: Movement | null;
  /** k × d: they can be dragged, decoded, and sliced through. */
  readonly prototypes: Floats;
  /** A plane made ready for a map. Throws RangeError where it is of other dimensions. */
  ground(plane: Plane): PreparedBasins;
}

export interface Movement {
  readonly steps: number;
  /** Where each point ends, n × d. */
  to(points: Floats, n: number): Float32Array;
  /** The path of one point, (steps + 1) × d. */
  path(point: Floats): Float32Array;
}
