/** A layout of n points in the plane, on its way: what t-SNE and UMAP have in common for those who drive them. */
export interface Layout {
  /** n × 2, finite at every step; the same array throughout. */
  readonly coordinates: Float32Array;
  /** The number of steps (UMAP: epochs; t-SNE: iterations) that are done, and that of a finished layout. */
  readonly step: number;
  readonly steps: number;
  /** One step more, up to some ten milliseconds at 60,000 points. Does nothing once finished. */
  advance(): void;
}
