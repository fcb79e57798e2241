import type { PointTree } from './tree';

/** The forces (y_i − y_j) K² of points on one another one by one, added to `sums` (n × 2, in the tree's order), each pair once for both. */

/** Between the points of two nodes. Returns their part of Z. */
export function sumPairs({ x, y, first, last }: PointTree, sums: Float64Array, a: number, b: number): number {
  const from = first[b];
  const to = last[b];
  let z = 0;
  for (let i = first[a]; i < last[a]; i++) {
    const px = x[i];
    const py = y[i];
    let fx = 0;
    let fy = 0;
    for (let j = from; j < to; j++) {
      const dx = px - x[j];
      const dy = py - y[j];
      const k = 1 / (1 + dx * dx + dy * dy);
      z += k;
      const kk = k * k;
      fx += kk * dx;
      fy += kk * dy;
      sums[2 * j] -= kk * dx;
      sums[2 * j + 1] -= kk * dy;
    }
    sums[2 * i] += fx;
    sums[2 * i + 1] += fy;
  }
  return 2 * z;
}

/** Among the points of one node. Returns its part of Z. */
export function sumItself({ x, y, first, last }: PointTree, sums: Float64Array, a: number): number {
  const to = last[a];
  let z = 0;
  for (let i = first[a]; i < to; i++) {
    const px = x[i];
    const py = y[i];
    let fx = 0;
    let fy = 0;
    for (let j = i + 1; j < to; j++) {
      const dx = px - x[j];
      const dy = py - y[j];
      const k = 1 / (1 + dx * dx + dy * dy);
      z += k;
      const kk = k * k;
      fx += kk * dx;
      fy += kk * dy;
      sums[2 * j] -= kk * dx;
      sums[2 * j + 1] -= kk * dy;
    }
    sums[2 * i] += fx;
    sums[2 * i + 1] += fy;
  }
  return 2 * z;
}
