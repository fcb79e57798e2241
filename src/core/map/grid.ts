/** Places row by row, from left to right: the place of column i and row j is at j·width + i. */
export interface BasinGrid {
  /** argmin_μ ‖ρ_μ − A_ρ^T(x)‖². */
  readonly labels: Uint16Array;
  /** The Voronoi cell: argmin_μ ‖ρ_μ − x‖². */
  readonly nearest: Uint16Array;
  /** E(x), as `energies` has it. */
  readonly energy: Float32Array;
}

/** Where the places lie: s of column i is s0 + (i + ½)·ds, t of row j is t0 + (j + ½)·dt. */
export interface Lattice {
  readonly s0: number;
  readonly ds: number;
  readonly t0: number;
  readonly dt: number;
  readonly width: number;
}
