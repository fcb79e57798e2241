import { roundUp } from '../products';

/** Points moved to the mean of the set. Squares of float32 neither overflow nor vanish in float64. */
export interface Centred {
  readonly n: number;
  readonly d: number;
  /** n × d. */
  readonly points: Float64Array;
}

/** Short vectors whose distances are never more than those of the points, but for rounding: whoever is too far by them is too far. */
export interface Screen {
  readonly width: number;
  /** A multiple of 64 rows of `width` numbers. */
  readonly points: Float64Array;
  /** Squared norms, made smaller by more than rounding may make a distance larger. */
  readonly norms: Float64Array;
}

/** Rows of a screen are looked at so many at a time. */
export const block = 64;

/** Throws RangeError where a number is not finite; else moves rows by −mean. */
export function centred(points: Float32Array, n: number, d: number, mean: Float64Array): Centred {
  const moved = new Float64Array(n * d);
  for (let i = 0, at = 0; i < n; i++) {
    for (let f = 0; f < d; f++, at++) {
      moved[at] = points[at] - mean[f];
      if (!Number.isFinite(points[at])) throw new RangeError(`Point ${i + 1} has a number that is not finite.`);
    }
  }
  return { n, d, points: moved };
}

/** In float32, so that with few exceptions moving points there is exact, and equal distances stay equal. */
export function meanOf(points: Float32Array, n: number, d: number): Float64Array {
  const mean = new Float64Array(d);
  for (let i = 0, at = 0; i < n; i++) for (let f = 0; f < d; f++) mean[f] += points[at++];
  for (let f = 0; f < d; f++) mean[f] = Math.fround(mean[f] / n);
  return mean;
}

/** The points themselves as a screen. */
export const wholeScreen = ({ points, n, d }: Centred): Screen => screenOf(points, n, d, (d + 64) * 1e-15);

/**
 * The points along some axes, and the length of what these leave as one number more: ‖a − b‖² ≥ Σ_axes (a − b)² + (‖rest of a‖ − ‖rest of
 * b‖)².
 * @param along n × axes, coordinates along orthonormal axes, of which the first `used` are taken.
 */
export function partialScreen({ points, n, d }: Centred, along: Float64Array, axes: number, used: number): Screen {
  const width = used + 1;
  const short = new Float64Array(n * width);
  for (let i = 0; i < n; i++) {
    let rest = 0;
    for (let f = i * d; f < (i + 1) * d; f++) rest += points[f] * points[f];
    for (let c = 0; c < used; c++) {
      const value = along[i * axes + c];
      short[i * width + c] = value;
      rest -= value * value;
    }
    short[i * width + used] = Math.sqrt(Math.max(0, rest));
  }
  // Where almost nothing is left, its length may be wrong by 1e-8 of the whole.
  return screenOf(short, n, width, 1e-7);
}

function screenOf(points: Float64Array, n: number, width: number, margin: number): Screen {
  const rows = roundUp(n, block);
  const padded = new Float64Array(rows * width);
  padded.set(points.subarray(0, n * width));
  const norms = new Float64Array(rows);
  for (let i = 0; i < n; i++) {
    let norm = 0;
    for (let f = i * width; f < (i + 1) * width; f++) norm += padded[f] * padded[f];
    norms[i] = norm * (1 - margin);
  }
  return { width, points: padded, norms };
}

/** ‖a_i − b_j‖², entry by entry. */
export function squareOf(a: Centred, i: number, b: Centred, j: number): number {
  const { d, points } = a;
  const others = b.points;
  let s = 0;
  let t = 0;
  let x = i * d;
  let y = j * d;
  const end = x + d;
  for (; x + 1 < end; x += 2, y += 2) {
    const p = points[x] - others[y];
    const q = points[x + 1] - others[y + 1];
    s += p * p;
    t += q * q;
  }
  if (x < end) s += (points[x] - others[y]) ** 2;
  return s + t;
}

/** ‖x_i − x_j‖², entry by entry; or anything from `most` on, where it is as much. */
export function squareWithin({ points, d }: Centred, i: number, j: number, most: number): number {
  let s = 0;
  let x = i * d;
  let y = j * d;
  const end = x + d;
  while (x + 7 < end) {
    const p0 = points[x] - points[y];
    const p1 = points[x + 1] - points[y + 1];
    const p2 = points[x + 2] - points[y + 2];
    const p3 = points[x + 3] - points[y + 3];
    const p4 = points[x + 4] - points[y + 4];
    const p5 = points[x + 5] - points[y + 5];
    const p6 = points[x + 6] - points[y + 6];
    const p7 = points[x + 7] - points[y + 7];
    s += p0 * p0 + p1 * p1 + (p2 * p2 + p3 * p3) + (p4 * p4 + p5 * p5 + (p6 * p6 + p7 * p7));
    if (s >= most) return s;
    x += 8;
    y += 8;
  }
  for (; x < end; x++, y++) s += (points[x] - points[y]) ** 2;
  return s;
}
