/** Σ (x − d(z))² over points from … from + count − 1, z being codes, count × m. */
export type SquaredError = (codes: Float32Array, from: number, count: number) => number | Promise<number>;
