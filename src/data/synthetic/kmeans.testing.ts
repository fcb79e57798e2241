import { Random } from '../../core/algebra/random';
import type { Dataset } from '../dataset';

/**
 * The share of points (outliers aside) that the best of 20 runs of Lloyd's k-means on the standardised data puts elsewhere
 * than with the majority of its cluster's label. For tests only: a plain reference, independent of the program's own.
 */
export function kmeansError({ values, n, d, k, labels }: Dataset): number {
  const points = standardised(values, n, d);
  const random = new Random(1);
  let best: { inertia: number; assigned: Uint16Array } | null = null;
  for (let run = 0; run < 20; run++) {
    const result = lloyd(points, n, d, k, random);
    if (!best || result.inertia < best.inertia) best = result;
  }
  const table = Array.from({ length: k }, () => new Float64Array(k));
  let counted = 0;
  for (let i = 0; i < n; i++) {
    const label = labels ? labels[i] : 0;
    if (label >= k) continue;
    counted++;
    table[best ? best.assigned[i] : 0][label]++;
  }
  return 1 - table.reduce((sum, row) => sum + Math.max(...row), 0) / counted;
}

function standardised(values: Float32Array, n: number, d: number): Float64Array {
  const out = Float64Array.from(values);
  for (let j = 0; j < d; j++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += out[i * d + j] / n;
    let variance = 0;
    for (let i = 0; i < n; i++) variance += (out[i * d + j] - mean) ** 2 / n;
    for (let i = 0; i < n; i++) out[i * d + j] = (out[i * d + j] - mean) / Math.sqrt(variance);
  }
  return out;
}

function lloyd(points: Float64Array, n: number, d: number, k: number, random: Random): { inertia: number; assigned: Uint16Array } {
  const centres = new Float64Array(k * d);
  for (const [c, i] of random.distinct(k, n).entries()) centres.set(points.subarray(i * d, i * d + d), c * d);
  const assigned = new Uint16Array(n);
  let inertia = Infinity;
  for (;;) {
    let total = 0;
    const sums = new Float64Array(k * d);
    const sizes = new Float64Array(k);
    for (let i = 0; i < n; i++) {
      let nearest = Infinity;
      for (let c = 0; c < k; c++) {
        let distance = 0;
        for (let j = 0; j < d; j++) distance += (points[i * d + j] - centres[c * d + j]) ** 2;
        if (distance < nearest) {
          nearest = distance;
          assigned[i] = c;
        }
      }
      total += nearest;
      sizes[assigned[i]]++;
      for (let j = 0; j < d; j++) sums[assigned[i] * d + j] += points[i * d + j];
    }
    if (total >= inertia) return { inertia, assigned };
    inertia = total;
    for (let c = 0; c < k; c++) for (let j = 0; j < d; j++) if (sizes[c] > 0) centres[c * d + j] = sums[c * d + j] / sizes[c];
  }
}
