import type { Random } from '../core/algebra/random';
import { symmetricEigen } from '../core/algebra/symmetric';
import { pace } from './pace';
import { addProducts, aRows, bRows, roundUp } from './products';
import type { Work } from './work';

/** The first principal axes of n points in d dimensions, found in a few passes over them. */
export interface Principal {
  /** d numbers. */
  readonly mean: Float64Array;
  /** components × d, row-major, orthonormal, by falling variance; in each the entry of largest magnitude is positive. */
  readonly axes: Float64Array;
  /** n × components: (x − mean) · axis. */
  readonly coordinates: Float64Array;
  /** The share of the whole variance along each axis; 0 where there is none. */
  readonly shares: Float64Array;
}

export interface PrincipalOptions {
  /** Passes over the points at most, each two products with them; the last product not counted. */
  passes: number;
  /** It is done once no variance along an axis changes by more than this share of the first. 0: all passes are made. */
  tolerance: number;
}

/** Up to here the scatter matrix is formed, once: passes then cost next to nothing. */
const largestMatrix = 256;
/**
 * Vectors more than axes asked for: convergence is by the gap to the first one left out (Halko, Martinsson and Tropp 2011, section 4.3).
 */
const oversampling = 10;
/** Points taken at a time. */
const strip = 64;

/**
 * Randomised subspace iteration with Rayleigh–Ritz at the end (Halko, Martinsson and Tropp 2011, algorithms 4.4 and 5.1): V ← orth(Σ (x −
 * mean)(x − mean)ᵀ V) from random V, then the axes of the coordinates in the span of V. Squares of float32 neither overflow nor vanish
 * here, in float64.
 *
 * @param points n × d, finite. @param components 1 … d. The same state of `random` gives the same axes.
 */
export function* principalAxes(
  points: Float32Array,
  n: number,
  d: number,
  components: number,
  random: Random,
  { passes, tolerance }: PrincipalOptions,
): Work<Principal> {
  const due = pace();
  const stage = 'Finding principal components';
  const width = roundUp(d, bRows);
  const p = d <= components + 2 * oversampling ? d : components + oversampling;
  const rows = roundUp(p, aRows);
  const mean = new Float64Array(d);
  for (let i = 0, at = 0; i < n; i++) {
    for (let f = 0; f < d; f++) mean[f] += points[at++];
    if (i % strip === 0 && due()) yield { stage, fraction: 0 };
  }
  for (let f = 0; f < d; f++) mean[f] /= n;

  // A strip of points moved to the mean, and the same turned over.
  const centred = new Float64Array(strip * width);
  const turned = new Float64Array(width * strip);
  let total = 0;
  const load = (first: number, count: number) => {
    if (count < strip) {
      centred.fill(0);
      turned.fill(0);
    }
    for (let r = 0; r < count; r++) {
      for (let f = 0, from = (first + r) * d, to = r * width; f < d; f++) turned[f * strip + r] = centred[to++] = points[from++] - mean[f];
    }
  };

  const formed = d <= largestMatrix ? new Float64Array(roundUp(d, aRows) * width) : null;
  if (formed) {
    const padded = new Float64Array(roundUp(d, aRows) * strip);
    for (let first = 0; first < n; first += strip) {
      load(first, Math.min(strip, n - first));
      padded.set(turned.subarray(0, d * strip));
      addProducts(padded, 0, roundUp(d, aRows), turned, 0, width, strip, formed, width);
      if (due()) yield { stage, fraction: (0.5 * first) / n };
    }
  }

  let block = new Float64Array(rows * width);
  for (let v = 0; v < p; v++) for (let f = 0; f < d; f++) block[v * width + f] = random.normal();
  orthonormalise(block, p, d, width, random);
  const along = new Float64Array(strip * rows);
  const alongTurned = new Float64Array(rows * strip);
  const project = (first: number, count: number) => {
    load(first, count);
    along.fill(0);
    addProducts(centred, 0, strip, block, 0, rows, width, along, rows);
  };
  const turnAlong = () => {
    for (let r = 0; r < strip; r++) for (let v = 0; v < rows; v++) alongTurned[v * strip + r] = along[r * rows + v];
  };
  let values = new Float64Array(p);
  // Where all directions are taken there is nothing to look for.
  const most = p < d ? passes : 0;
  for (let pass = 0; pass < most; pass++) {
    const image = new Float64Array(rows * width);
    if (formed) addProducts(block, 0, rows, formed, 0, width, width, image, width);
    else {
      for (let first = 0; first < n; first += strip) {
        project(first, Math.min(strip, n - first));
        turnAlong();
        addProducts(alongTurned, 0, rows, turned, 0, width, strip, image, width);
        if (due()) yield { stage, fraction: (pass + first / n) / (most + 0.5) };
      }
    }
    let change = 0;
    if (tolerance > 0) {
      const products = new Float64Array(rows * rows);
      addProducts(block, 0, rows, image, 0, rows, width, products, rows);
      const ritz = symmetricEigen(corner(products, p, rows), p).values;
      for (let c = 0; c < components; c++) change = Math.max(change, Math.abs(ritz[c] - values[c]));
      values = Float64Array.from(ritz);
      yield { stage, fraction: (pass + 0.9) / (most + 0.5) };
    }
    block = image;
    orthonormalise(block, p, d, width, random);
    if (tolerance > 0 && change <= tolerance * values[0]) break;
    yield { stage, fraction: (pass + 1) / (most + 0.5) };
  }

  // Coordinates in the span, and their own principal axes.
  const spanned = new Float64Array(n * p);
  const products = new Float64Array(rows * rows);
  for (let first = 0; first < n; first += strip) {
    const count = Math.min(strip, n - first);
    project(first, count);
    turnAlong();
    addProducts(alongTurned, 0, rows, alongTurned, 0, rows, strip, products, rows);
    for (let at = 0; at < count * width; at++) total += centred[at] * centred[at];
    for (let r = 0; r < count; r++) for (let v = 0; v < p; v++) spanned[(first + r) * p + v] = along[r * rows + v];
    if (due()) yield { stage, fraction: (most + (0.5 * first) / n) / (most + 0.5) };
  }
  const ritz = symmetricEigen(corner(products, p, rows), p);
  const turn = ritz.vectors;
  const axes = new Float64Array(components * d);
  for (let c = 0; c < components; c++) {
    const axis = axes.subarray(c * d, c * d + d);
    for (let v = 0; v < p; v++) for (let f = 0; f < d; f++) axis[f] += turn[c * p + v] * block[v * width + f];
    if (!fixSign(axis)) continue;
    for (let v = c * p; v < c * p + p; v++) turn[v] = -turn[v];
  }
  const coordinates = new Float64Array(n * components);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < components; c++) {
      let sum = 0;
      for (let v = 0; v < p; v++) sum += spanned[i * p + v] * turn[c * p + v];
      coordinates[i * components + c] = sum;
    }
    if (due()) yield { stage, fraction: 1 };
  }
  const shares = Float64Array.from({ length: components }, (_, c) => (total > 0 ? Math.max(0, ritz.values[c]) / total : 0));
  return { mean, axes, coordinates, shares };
}

/** The first p × p entries of a matrix whose rows are `stride` long, made symmetric. */
function corner(matrix: Float64Array, p: number, stride: number): Float64Array {
  const part = new Float64Array(p * p);
  for (let i = 0; i < p; i++) for (let j = 0; j < p; j++) part[i * p + j] = (matrix[i * stride + j] + matrix[j * stride + i]) / 2;
  return part;
}

/** Gram–Schmidt, twice, on the first p rows; a row that depends on those before it is replaced by a random one. */
function orthonormalise(block: Float64Array, p: number, d: number, width: number, random: Random): void {
  for (let v = 0; v < p; v++) {
    const row = block.subarray(v * width, v * width + d);
    while (!orthonormal(block, v, d, width)) for (let f = 0; f < d; f++) row[f] = random.normal();
  }
}

/** Makes row v orthonormal to the rows before it; false where nothing of it is left. */
function orthonormal(block: Float64Array, v: number, d: number, width: number): boolean {
  const row = block.subarray(v * width, v * width + d);
  if (!normalise(row, 0)) return false;
  for (let twice = 0; twice < 2; twice++) {
    for (let u = 0; u < v; u++) {
      const from = u * width;
      let share = 0;
      for (let f = 0; f < d; f++) share += block[from + f] * row[f];
      for (let f = 0; f < d; f++) row[f] -= share * block[from + f];
    }
    // Of what cancelled to this point only rounding is left, and that may point anywhere.
    if (!normalise(row, twice === 0 ? 1e-12 : 0.5)) return false;
  }
  return true;
}

/** To length 1; false where the length is not more than `least`. */
function normalise(row: Float64Array, least: number): boolean {
  let square = 0;
  for (let f = 0; f < row.length; f++) square += row[f] * row[f];
  const length = Math.sqrt(square);
  if (!(length > least)) return false;
  for (let f = 0; f < row.length; f++) row[f] /= length;
  return true;
}

/** Flips an axis so that its entry of largest magnitude is positive, of entries as good as equal the first; true where it was flipped. */
function fixSign(axis: Float64Array): boolean {
  const largest = axis.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const leading = axis.find((value) => Math.abs(value) >= largest * (1 - 1e-9)) ?? 1;
  if (leading >= 0) return false;
  for (let f = 0; f < axis.length; f++) axis[f] = -axis[f];
  return true;
}
