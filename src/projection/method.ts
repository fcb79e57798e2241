import type { Random } from '../core/algebra/random';
import type { Layout } from './layout';
import type { NeighbourGraph } from './neighbours/graph';
import type { ProjectionMethodId, ProjectionSettings } from './settings';
import type { Work } from './work';

/** The input of a method: n points, already reduced to at most 50 dimensions. */
export interface MethodInput {
  readonly points: Float32Array;
  readonly n: number;
  readonly d: number;
  /** The k nearest of each point, as many as `needs` asked for; null where it asked for none. */
  readonly graph: NeighbourGraph | null;
  /** n × 2: a layout of nearly the same points to go on from, or the principal components. */
  readonly start: Float32Array;
  /** True if `start` is such a layout, from which points are to move and not to jump. */
  readonly warm: boolean;
  /** Of a warm one: whether there is time to come to rest. */
  readonly settle: boolean;
  readonly settings: ProjectionSettings;
  readonly random: Random;
}

/** One way to lay points out in the plane. A new one is its file or folder and one line below. */
export interface ProjectionMethod {
  readonly id: ProjectionMethodId;
  /** The number of neighbours that it needs of each of n points, 0 for none, and notes on it: n points have at most n − 1. */
  needs(settings: ProjectionSettings, n: number): { readonly neighbours: number; readonly notes: readonly string[] };
  begin(input: MethodInput): Work<Layout>;
  /** The cost of one point in one epoch, in units of 10⁻⁹ s on a machine of speed 1 (estimate.ts), and the number of epochs. */
  cost(settings: ProjectionSettings, n: number): { readonly perPoint: number; readonly steps: number };
}
