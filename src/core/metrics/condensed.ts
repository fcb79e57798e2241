import { distance, distanceStrip, stripRows, type DistanceSpace } from './distances';

/**
 * All distances of a space, i < j, row after row: n(n − 1)/2 numbers. In single precision, which costs a mean of distances about 1e-8
 * and halves the memory. Yields after every four rows.
 */
export function* condensedSteps(space: DistanceSpace): Generator<void, Float32Array> {
  const { n } = space;
  const distances = new Float32Array((n * (n - 1)) / 2);
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const strip = new Float64Array(stripRows * n);
  const rowStart = (i: number) => (i * (2 * n - i - 1)) / 2;
  for (let row = 0; row < n; row += stripRows) {
    const last = Math.min(row + stripRows, n);
    const rest = n - last;
    if (rest > 0) distanceStrip(space, row, row + 1, row + 2, row + 3, order, last, n, strip, n);
    for (let i = row; i < last; i++) {
      let at = rowStart(i);
      for (let j = i + 1; j < last; j++) distances[at++] = distance(space, i, j);
      distances.set(strip.subarray((i - row) * n, (i - row) * n + rest), at);
    }
    yield;
  }
  return distances;
}

/**
 * Sums of distances from every point to every cluster.
 * @param distances as `condensedSteps` makes them. @param codes n clusters, 0 … k − 1. @returns k × n: point i, cluster c at c · n + i.
 */
export function sumsFromCondensed(distances: Float32Array, codes: Int32Array, k: number): Float64Array {
  const n = codes.length;
  const sums = new Float64Array(k * n);
  const local = new Float64Array(k);
  for (let i = 0, at = 0; i < n; i++) {
    const base = codes[i] * n;
    local.fill(0);
    for (let j = i + 1; j < n; j++, at++) {
      const value = distances[at];
      sums[base + j] += value;
      local[codes[j]] += value;
    }
    for (let c = 0; c < k; c++) sums[c * n + i] += local[c];
  }
  return sums;
}
