import type { Floats } from './floats';

/**
 * Copies the given rows, in their order, in single precision.
 * @param points n × d, row-major.
 * @param rows indices below n.
 * @returns rows.length × d.
 */
export function rowsOf(points: Floats, d: number, rows: ArrayLike<number>): Float32Array {
  const some = new Float32Array(rows.length * d);
  for (let i = 0; i < rows.length; i++) some.set(points.subarray(rows[i] * d, (rows[i] + 1) * d), i * d);
  return some;
}
