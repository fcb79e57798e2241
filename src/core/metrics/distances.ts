import type { Floats } from '../algebra/floats';

/** n points made ready for many distances: centred and scaled, with their squared norms. */
export interface DistanceSpace {
  readonly n: number;
  readonly d: number;
  /** n × d, row-major; distances are the original ones times a power of two. */
  readonly points: Float64Array;
  /** n squared norms. */
  readonly norms: Float64Array;
  /** False where any entry is NaN or infinite; no distance is to be trusted then. */
  readonly finite: boolean;
}

/**
 * Copies rows of `points` (n × d) moved to their mean and scaled by a power of two, which changes no digit, so that squares neither
 * overflow nor vanish. @param rows which rows, or null for all.
 */
export function distanceSpace(points: Floats, n: number, d: number, rows: Uint32Array | null): DistanceSpace {
  const count = rows?.length ?? n;
  const copy = new Float64Array(count * d);
  let largest = 0;
  let finite = true;
  for (let i = 0; i < count; i++) {
    const from = (rows ? rows[i] : i) * d;
    for (let f = 0; f < d; f++) {
      const value = points[from + f];
      copy[i * d + f] = value;
      if (!(Math.abs(value) <= Number.MAX_VALUE)) finite = false;
      else if (Math.abs(value) > largest) largest = Math.abs(value);
    }
  }
  const scale = largest > 0 ? 2 ** Math.max(-1022, Math.min(1022, -Math.ceil(Math.log2(largest)))) : 1;
  const mean = new Float64Array(d);
  for (let i = 0, at = 0; i < count; i++) for (let f = 0; f < d; f++, at++) mean[f] += copy[at] * scale;
  for (let f = 0; f < d; f++) mean[f] /= count;
  const norms = new Float64Array(count);
  for (let i = 0, at = 0; i < count; i++) {
    let norm = 0;
    for (let f = 0; f < d; f++, at++) {
      const value = copy[at] * scale - mean[f];
      copy[at] = value;
      norm += value * value;
    }
    norms[i] = norm;
  }
  return { n: count, d, points: copy, norms, finite };
}

/** Below this share of ‖a‖² + ‖b‖² the expansion has lost too many digits, and the difference is taken entry by entry. */
const cancelled = 1e-5;

/** ‖x_i − x_j‖, entry by entry. */
export function distance({ points, d }: DistanceSpace, i: number, j: number): number {
  let square = 0;
  for (let f = 0, a = i * d, b = j * d; f < d; f++, a++, b++) {
    const difference = points[a] - points[b];
    square += difference * difference;
  }
  return Math.sqrt(square);
}

/** The number of rows that `distanceStrip` takes at a time. */
export const stripRows = 4;

/**
 * Distances of four points to a run of others, out[r · stride + (c − from)] = ‖x_{rows[r]} − x_{order[c]}‖ for from ≤ c < to, by
 * ‖a‖² + ‖b‖² − 2ab in 4 × 2 tiles held in registers: each entry loaded serves several products.
 * @param row0 … row3 indices of points (repeat one to fill up). @param order indices of points.
 */
export function distanceStrip(
  space: DistanceSpace,
  row0: number,
  row1: number,
  row2: number,
  row3: number,
  order: Uint32Array,
  from: number,
  to: number,
  out: Float64Array,
  stride: number,
): void {
  const { points, norms, d } = space;
  const n0 = norms[row0];
  const n1 = norms[row1];
  const n2 = norms[row2];
  const n3 = norms[row3];
  let c = from;
  for (let at = 0; c + 1 < to; c += 2, at += 2) {
    const p = order[c];
    const q = order[c + 1];
    let p0 = 0;
    let p1 = 0;
    let p2 = 0;
    let p3 = 0;
    let q0 = 0;
    let q1 = 0;
    let q2 = 0;
    let q3 = 0;
    for (let f = 0, a0 = row0 * d, a1 = row1 * d, a2 = row2 * d, a3 = row3 * d, b = p * d, e = q * d; f < d; f++) {
      const x = points[b + f];
      const y = points[e + f];
      const r0 = points[a0 + f];
      const r1 = points[a1 + f];
      const r2 = points[a2 + f];
      const r3 = points[a3 + f];
      p0 += r0 * x;
      p1 += r1 * x;
      p2 += r2 * x;
      p3 += r3 * x;
      q0 += r0 * y;
      q1 += r1 * y;
      q2 += r2 * y;
      q3 += r3 * y;
    }
    const np = norms[p];
    const nq = norms[q];
    out[at] = fromProduct(space, n0 + np, p0, row0, p);
    out[at + 1] = fromProduct(space, n0 + nq, q0, row0, q);
    out[stride + at] = fromProduct(space, n1 + np, p1, row1, p);
    out[stride + at + 1] = fromProduct(space, n1 + nq, q1, row1, q);
    out[2 * stride + at] = fromProduct(space, n2 + np, p2, row2, p);
    out[2 * stride + at + 1] = fromProduct(space, n2 + nq, q2, row2, q);
    out[3 * stride + at] = fromProduct(space, n3 + np, p3, row3, p);
    out[3 * stride + at + 1] = fromProduct(space, n3 + nq, q3, row3, q);
  }
  if (c < to) {
    const at = c - from;
    out[at] = distance(space, row0, order[c]);
    out[stride + at] = distance(space, row1, order[c]);
    out[2 * stride + at] = distance(space, row2, order[c]);
    out[3 * stride + at] = distance(space, row3, order[c]);
  }
}

/** ‖x_i − x_j‖ from ‖x_i‖² + ‖x_j‖² and x_i · x_j, to about 1e-11 relative. */
function fromProduct(space: DistanceSpace, norms: number, product: number, i: number, j: number): number {
  const square = norms - 2 * product;
  return square > cancelled * norms ? Math.sqrt(square) : distance(space, i, j);
}
