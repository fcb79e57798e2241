/**
 * The k nearest of a set's points to each of n points. Where these are the set itself, a point is none of its own neighbours, but a
 * duplicate of it is.
 */
export interface NeighbourGraph {
  readonly n: number;
  readonly k: number;
  /** n × k indices into the set, the nearest first. */
  readonly indices: Uint32Array;
  /** n × k distances, not squared, in the same order. */
  readonly distances: Float32Array;
}
