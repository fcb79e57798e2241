import type { Floats } from '../algebra/floats';
import type { PreparedBasins } from '../map/basins';
import type { Plane } from '../map/plane';
import type { PlaneBounds } from '../map/voronoi';

/**
 * The mathematics of a partition. A capability that a kind does not have is null: views draw what there is, and ask for no method.
 * Points are n × d, row-major. Functions throw RangeError where there are fewer than n · d numbers.
 */
export interface Partitioner {
  /** The cluster of each point, n numbers in 0 … k − 1. */
  assign(points: Floats, n: number): Uint16Array;
  /** The same, with the nearest prototype of each point where that is another question: both at once cost little more than one. */
  label(points: Floats, n: number): { readonly labels: Uint16Array; readonly nearest: Uint16Array | null };
  /** The nearest prototype of each point; null where it is what `assign` asks. */
  readonly nearest: ((points: Floats, n: number) => Uint16Array) | null;
  /** The membership of each point in each cluster, n × k; rows sum to 1. */
  readonly memberships: ((points: Floats, n: number) => Float32Array) | null;
  /** Their entropy, n numbers in nats, 0 … ln k; null without memberships. */
  readonly entropies: ((points: Floats, n: number) => Float32Array) | null;
  /** The height of the terrain at each point, n numbers; null where the land is flat. */
  readonly height: ((points: Floats, n: number) => Float64Array) | null;
  /** Where points are taken; null where they stay. */
  readonly move: Movement | null;
  /**
   * New points of a cluster, count × d: the same for the same noise, which is count × d standard normal numbers. Null where a cluster has no
   * distribution.
   */
  readonly draw: ((cluster: number, noise: Floats) => Float32Array) | null;
  /** k × d: they can be drawn, decoded, and sliced through. */
  readonly prototypes: Floats;
  /** The prototypes are the means of the clusters' points: nobody learned them, and nobody can move them. */
  readonly means: boolean;
  /** Only the direction of points and prototypes counts. */
  readonly sphere: boolean;
  /** A plane made ready for a map. Throws RangeError where it is of other dimensions. */
  ground(plane: Plane): PreparedBasins;
  /** The cells of the nearest prototypes in a rectangle of a plane, see `voronoiCells`; null where the clusters are these cells. */
  readonly cells: ((plane: Plane, bounds: PlaneBounds) => Float64Array[]) | null;
}

export interface Movement {
  /** T. */
  readonly steps: number;
  /** Where each point is after so many steps, n × d; on the sphere it is normalised at the start. @param steps absent: all. */
  to(points: Floats, n: number, steps?: number): Float32Array;
  /** The path of one point, (T + 1) × d. */
  path(point: Floats): Float32Array;
}
