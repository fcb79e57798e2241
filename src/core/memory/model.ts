/** The associative memory itself: the numbers that fix its energy, its recursion and so its basins. */
import type { Floats } from '../algebra/floats';

/** Euclidean: CLAM eq. 1–4. Spherical: CLAM eq. 12, on the unit sphere with ρ̃ = ρ/‖ρ‖. */
export type Similarity = 'euclidean' | 'spherical';

/**
 * Log-sum-ReLU (the Epanechnikov energy): E(v) = −(1/β) log(ε + Σ_μ ReLU(1 − β‖ρ_μ − v‖²)). Each memory has a ball of radius 1/√β, and a state is
 * drawn to the mean of the memories whose balls hold it; outside every ball it stays. Euclidean and without weights.
 */
export type Energy = 'lsr';

/** ε of log-sum-ReLU, which bounds the energy outside every ball: E = −(1/β) log ε there. */
export const LSR_EPSILON = 1e-6;

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
  /** The energy; absent where it is log-sum-exp (CLAM eq. 1). */
  readonly energy?: Energy;
}
