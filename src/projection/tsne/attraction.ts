import type { Affinities } from './affinities';

/**
 * Sets `forces` (n × 2) to Σ_j p_ij K(y_i − y_j) (y_i − y_j), K(r) = 1/(1 + r²), for points at `coordinates` (n × 2). Allocates nothing.
 */
export function attraction({ n, starts, columns, values }: Affinities, coordinates: Float32Array, forces: Float64Array): void {
  forces.fill(0);
  for (let i = 0; i < n; i++) {
    const x = coordinates[2 * i];
    const y = coordinates[2 * i + 1];
    let fx = 0;
    let fy = 0;
    for (let e = starts[i], end = starts[i + 1]; e < end; e++) {
      const j = 2 * columns[e];
      const dx = x - coordinates[j];
      const dy = y - coordinates[j + 1];
      const weight = values[e] / (1 + dx * dx + dy * dy);
      const gx = weight * dx;
      const gy = weight * dy;
      fx += gx;
      fy += gy;
      forces[j] -= gx;
      forces[j + 1] -= gy;
    }
    forces[2 * i] += fx;
    forces[2 * i + 1] += fy;
  }
}
