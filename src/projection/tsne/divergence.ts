import type { Affinities } from './affinities';
import { Repulsion } from './repulsion';

/** Of more points than these Z is summed by expansions. */
const mostExact = 2000;

/**
 * KL(P‖Q) = Σ_{i≠j} p_ij log(p_ij / q_ij), q_ij = K(y_i − y_j)/Z, of a layout (n × 2) in nats. Z is exact up to 2,000 points, else right to
 * about 0.1 %.
 */
export function klDivergence({ n, starts, columns, values }: Affinities, coordinates: Float32Array): number {
  const z = n <= mostExact ? exactNormaliser(n, coordinates) : approximateNormaliser(n, coordinates);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      sum += 2 * values[e] * Math.log(values[e] * z * (1 + squareDistance(coordinates, i, columns[e])));
    }
  }
  return sum;
}

function exactNormaliser(n: number, coordinates: Float32Array): number {
  let z = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) z += 2 / (1 + squareDistance(coordinates, i, j));
  return z;
}

function approximateNormaliser(n: number, coordinates: Float32Array): number {
  const repulsion = new Repulsion(n);
  repulsion.update(coordinates);
  return repulsion.normaliser;
}

function squareDistance(points: Float32Array, i: number, j: number): number {
  const dx = points[2 * i] - points[2 * j];
  const dy = points[2 * i + 1] - points[2 * j + 1];
  return dx * dx + dy * dy;
}
