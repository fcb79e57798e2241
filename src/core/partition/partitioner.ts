import type { Floats } from '../algebra/floats';
import type { PreparedBasins } from '../map/basins';
import type { Plane } from '../map/plane';
import type { PlaneBounds } from '../map/voronoi';
import type { EmergentSets } from './model';

/**
 * The mathematics of a partition. A capability that a kind does not have is null: views draw what there is, and ask for no method.
 * Points are n × d, row-major. Functions throw RangeError where there are fewer than n · d numbers.
 */
export interface Partitioner {
  /** How many clusters there are: labels are in 0 … clusters − 1, or `noCluster`. */
  readonly clusters: number;
  /** Clusters beyond the k of the prototypes, and places that belong to none; null where there are only the k. */
  readonly emergent: Emergent | null;
  /** The cluster of each point, n numbers. */
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

/** Memories that nobody stored: means of several. */
export interface Emergent {
  /** The prototypes that each is the mean of; cluster k + i is the i-th. The last cluster is that of all others. */
  readonly sets: EmergentSets;
  /** Where they are, one a set, s × d. */
  readonly places: Floats;
  /** Points are added piece by piece, n × d each, and at the end have labels by the sets that they come to rest at. */
  discover(): Discovery;
}

export interface Discovery {
  add(points: Floats, n: number): void;
  end(): {
    readonly sets: EmergentSets;
    readonly labels: Uint16Array;
    readonly nearest: Uint16Array;
    /** The number of prototypes whose balls no point enters on its way. */
    readonly emptyBalls: number;
  };
}

export interface Movement {
  /** T. */
  readonly steps: number;
  /** Where each point is after so many steps, n × d; on the sphere it is normalised at the start. @param steps absent: all. */
  to(points: Floats, n: number, steps?: number): Float32Array;
  /** The path of one point, (T + 1) × d. */
  path(point: Floats): Float32Array;
  /** What each prototype adds to the first step of a point, k × d, before the step size. */
  pulls(point: Floats): Float64Array;
}
