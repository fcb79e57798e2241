/** The associative memory itself: the numbers that fix its energy, its recursion and so its basins. */
import type { Floats } from '../algebra/floats';

/** Euclidean: CLAM eq. 1–4. Spherical: CLAM eq. 12, on the unit sphere with ρ̃ = ρ/‖ρ‖. */
export type Similarity = 'euclidean' | 'spherical';

export interface AssociativeMemory {
  /** ρ, k × d, row-major. */
  readonly memories: Floats;
  readonly k: number;
  readonly d: number;
  /** β, the inverse temperature, > 0. */
  readonly beta: number;
  /** T, the number of recursion steps, ≥ 1. */
  readonly steps: number;
  /** a = dt/τ, the step; 1/T unless the user unties it. */
  readonly stepSize: number;
  readonly similarity: Similarity;
  /** log ε_μ, k numbers (CLAM eq. 10–11), or null where all weights are 1. */
  readonly logWeights: Floats | null;
}
