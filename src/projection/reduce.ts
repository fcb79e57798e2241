import type { Random } from '../core/algebra/random';
import { principalAxes } from './principal';
import { mostDimensions, type ProjectionMetric } from './settings';
import type { Work } from './work';

/** Points made ready for distances. */
export interface ReducedPoints {
  /** n × d; the array that was given, where there was nothing to do. */
  readonly points: Float32Array;
  readonly d: number;
  /** Sentences for people about what was done. */
  readonly notes: string[];
  /** The share of the variance that is left, 0 … 1. */
  readonly kept: number;
  /** Takes n other points of the original dimensions the same way: n × d. */
  project(points: Float32Array, n: number): Float32Array;
}

/** Squares of larger numbers, and of smaller ones, are not float32 any more. */
const magnitudes = [1e-18, 1e18] as const;

/**
 * Rows to length 1 where the metric is cosine (an all-zero row stays zero), so that Euclidean distances of what comes of it are √(2 − 2
 * cos); then, where there are more than `mostDimensions`, their coordinates along as many principal axes, found by a few passes (99% and
 * more of the variance that the very axes keep). Magnitudes whose squares float32 could not hold are scaled by a power of two.
 *
 * @param points n × d. The same state of `random` gives the same points.
 * Throws RangeError where there are no points, or naming the first that is not finite.
 */
export function* reduce(points: Float32Array, n: number, d: number, metric: ProjectionMetric, random: Random): Work<ReducedPoints> {
  requireFinite(points, n, d);
  const notes: string[] = [];
  const measured = metric === 'cosine' ? normalised(points, n, d) : points;
  if (metric === 'cosine') {
    const zeros = countZeros(points, n, d);
    if (zeros > 0)
      notes.push(
        zeros === 1
          ? 'One point is all zeros and has no direction; it stays at the origin.'
          : `${zeros.toLocaleString('en')} points are all zeros and have no direction; they stay at the origin.`,
      );
  }
  const prepared = (rows: Float32Array, count: number) => (metric === 'cosine' ? normalised(rows, count, d) : rows);
  if (d <= mostDimensions) {
    const scale = scaleOf(measured);
    const scaled = (rows: Float32Array) => (scale === 1 ? rows : scaledTo(rows, scale));
    return { points: scaled(measured), d, notes, kept: 1, project: (rows, count) => scaled(prepared(rows, count)) };
  }
  const { mean, axes, coordinates, shares } = yield* principalAxes(measured, n, d, mostDimensions, random, passesFor(d));
  const scale = scaleOf(coordinates);
  const sum = shares.reduce((total, share) => total + share, 0);
  const kept = sum > 0 ? Math.min(1, sum) : 1;
  notes.push(
    `${d.toLocaleString('en')} dimensions were reduced to ${mostDimensions} by PCA first, which keep ${percent(kept)} of the variance.`,
  );
  return {
    points: scaledTo(coordinates, scale),
    d: mostDimensions,
    notes,
    kept,
    project: (rows, count) => scaledTo(along(prepared(rows, count), count, mean, axes), scale),
  };
}

/** Two passes over the points, where these are dear; until nothing changes, where they are not. */
const passesFor = (d: number) => (d > 256 ? { passes: 2, tolerance: 0 } : { passes: 30, tolerance: 1e-7 });

/** The rows divided by their lengths, n × d; an all-zero row stays zero. */
export function normalised(points: Float32Array, n: number, d: number): Float32Array {
  const out = new Float32Array(n * d);
  for (let i = 0; i < n; i++) {
    let square = 0;
    for (let f = i * d; f < (i + 1) * d; f++) square += points[f] * points[f];
    if (square === 0) continue;
    const length = Math.sqrt(square);
    for (let f = i * d; f < (i + 1) * d; f++) out[f] = points[f] / length;
  }
  return out;
}

export interface PcaLayout {
  /** n × 2. */
  readonly coordinates: Float32Array;
  /** The shares of the variance along the two. */
  readonly explained: [number, number];
}

/**
 * The first two principal components; the second is 0 where d = 1, both where all points are the same. In each axis the entry of largest
 * magnitude is positive. Magnitudes are scaled as `reduce` does.
 * @param points n × d, finite. Throws RangeError as `reduce` does.
 */
export function* pcaLayout(points: Float32Array, n: number, d: number, random: Random): Work<PcaLayout> {
  requireFinite(points, n, d);
  const components = Math.min(2, d);
  const found = yield* principalAxes(points, n, d, components, random, { passes: 50, tolerance: 1e-10 });
  const scale = scaleOf(found.coordinates);
  const coordinates = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) for (let c = 0; c < components; c++) coordinates[2 * i + c] = found.coordinates[i * components + c] * scale;
  return { coordinates, explained: [found.shares[0], found.shares[1] ?? 0] };
}

function requireFinite(points: Float32Array, n: number, d: number): void {
  if (n < 1 || d < 1 || points.length < n * d) throw new RangeError(`There are no ${n} points of ${d} numbers to lay out.`);
  for (let at = 0; at < n * d; at++) {
    if (!Number.isFinite(points[at]))
      throw new RangeError(
        `Row ${Math.floor(at / d) + 1} has ${Number.isNaN(points[at]) ? 'a value that is not a number' : 'an infinite value'} in column ${(at % d) + 1}.`,
      );
  }
}

function countZeros(points: Float32Array, n: number, d: number): number {
  let zeros = 0;
  for (let i = 0; i < n; i++) {
    let f = i * d;
    while (f < (i + 1) * d && points[f] === 0) f++;
    if (f === (i + 1) * d) zeros++;
  }
  return zeros;
}

/** A power of two that takes the largest magnitude to about 1, where it is out of bounds; else 1. */
function scaleOf(values: Float32Array | Float64Array): number {
  let largest = 0;
  for (let at = 0; at < values.length; at++) largest = Math.max(largest, Math.abs(values[at]));
  return largest === 0 || (largest >= magnitudes[0] && largest <= magnitudes[1]) ? 1 : 2 ** -Math.round(Math.log2(largest));
}

function scaledTo(values: Float32Array | Float64Array, scale: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let at = 0; at < out.length; at++) out[at] = values[at] * scale;
  return out;
}

/** (x − mean) · axis, n × axes. */
function along(points: Float32Array, n: number, mean: Float64Array, axes: Float64Array): Float64Array {
  const d = mean.length;
  const count = axes.length / d;
  const out = new Float64Array(n * count);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < count; c++) {
      let sum = 0;
      for (let f = 0; f < d; f++) sum += (points[i * d + f] - mean[f]) * axes[c * d + f];
      out[i * count + c] = sum;
    }
  }
  return out;
}

/** Rounded down, so that what is not all of it is not called that. */
const percent = (share: number): string => `${share > 1 - 1e-9 ? '100' : (Math.floor(share * 1000) / 10).toFixed(1)}%`;
