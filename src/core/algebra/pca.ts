import type { Random } from './random';
import { symmetricEigen } from './symmetric';
import type { Floats } from './floats';

/** Principal components of n points in d dimensions. */
export interface Pca {
  /** d numbers. */
  readonly mean: Float64Array;
  /** components × d, row-major, orthonormal, by falling variance; in each the entry of largest magnitude is positive. */
  readonly axes: Float64Array;
  /** The variance along each axis, with n − 1 in the denominator as in scikit-learn; 0 where n = 1. */
  readonly variances: Float64Array;
  /** The share of the whole variance that each axis explains; 0 where there is none to explain. */
  readonly explained: Float64Array;
}

/** C v for each row v of a p × d block, C the d × d scatter matrix Σ_i (x_i − mean)(x_i − mean)ᵀ: p × d. */
type Scatter = (block: Float64Array, p: number) => Float64Array;

/** Up to here the scatter matrix is formed (2 MB); beyond, it is only ever applied, two passes over the points a time. */
const largestMatrix = 512;
/** Up to here all of its axes are found at once. */
const smallest = 48;

/**
 * Principal component analysis by subspace iteration with Rayleigh–Ritz. Axes are orthonormal even where the data have lower rank
 * or are constant: those without variance are then any that complete the rest. The same `random` state gives the same axes.
 *
 * @param points n × d, row-major, finite; n ≥ 1. @param components 1 … d.
 * Throws RangeError where components is not one of those, there are no points, or they are not finite.
 */
export function pca(points: Floats, n: number, d: number, components: number, random: Random): Pca {
  if (n < 1 || points.length < n * d) throw new RangeError(`${n} points of ${d} numbers have no principal components.`);
  if (!Number.isInteger(components) || components < 1 || components > d)
    throw new RangeError(`${d} dimensions have not ${components} axes.`);
  const mean = new Float64Array(d);
  for (let i = 0, at = 0; i < n; i++) for (let f = 0; f < d; f++) mean[f] += points[at++] / n;
  let total = 0;
  for (let i = 0, at = 0; i < n; i++) {
    for (let f = 0; f < d; f++) {
      const offset = points[at++] - mean[f];
      total += offset * offset;
    }
  }
  if (!Number.isFinite(total)) throw new RangeError('Principal components need points that are finite.');

  const formed = d <= largestMatrix;
  const scatter = formed ? matrixScatter(points, n, d, mean) : implicitScatter(points, n, d, mean);
  // A Ritz value's error is the square of its vector's: 1e-14 here is about 1e-7 there. Where a pass is dear, six digits must do.
  const tolerance = formed ? 1e-14 : 1e-12;
  const passes = formed ? 100 : 30;
  // More vectors than asked for: convergence is by the gap to the first one left out.
  const p = d <= smallest ? d : Math.min(d, components + Math.max(8, components));
  let block: Float64Array = Float64Array.from({ length: p * d }, () => random.normal());
  orthonormalise(block, p, d, random);
  let values: Float64Array = new Float64Array(p);
  for (let pass = 0; pass < passes; pass++) {
    const image = scatter(block, p);
    const ritz = symmetricEigen(products(block, image, p, d), p);
    let change = 0;
    for (let c = 0; c < components; c++) change = Math.max(change, Math.abs(ritz.values[c] - values[c]));
    values = ritz.values;
    block = combine(ritz.vectors, block, p, d);
    if (p === d || change <= tolerance * total) break;
    if (pass < passes - 1) {
      block = combine(ritz.vectors, image, p, d);
      orthonormalise(block, p, d, random);
    }
  }
  orthonormalise(block, components, d, random);
  const axes = block.slice(0, components * d);
  for (let c = 0; c < components; c++) fixSign(axes.subarray(c * d, c * d + d));
  return {
    mean,
    axes,
    variances: Float64Array.from({ length: components }, (_, c) => (n > 1 ? Math.max(0, values[c]) / (n - 1) : 0)),
    explained: Float64Array.from({ length: components }, (_, c) => (total > 0 ? Math.max(0, values[c]) / total : 0)),
  };
}

/** Coordinates of n × d points along the axes: (x − mean) · axis, n × components. */
export function pcaCoordinates({ mean, axes }: Pca, points: Floats, n: number): Float32Array {
  const d = mean.length;
  const components = axes.length / d;
  const coordinates = new Float32Array(n * components);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < components; c++) {
      let sum = 0;
      for (let f = 0, at = i * d, axis = c * d; f < d; f++, at++, axis++) sum += (points[at] - mean[f]) * axes[axis];
      coordinates[i * components + c] = sum;
    }
  }
  return coordinates;
}

/** Forms the matrix once: n d²/2, then d² a vector. */
function matrixScatter(points: Floats, n: number, d: number, mean: Float64Array): Scatter {
  const matrix = new Float64Array(d * d);
  const rows = 4;
  const centred = new Float64Array(rows * d);
  // Four points at a time, so that an entry of the matrix is loaded and stored once for the four.
  for (let i = 0; i < n; i += rows) {
    centred.fill(0);
    for (let r = 0; r < Math.min(rows, n - i); r++) for (let f = 0; f < d; f++) centred[r * d + f] = points[(i + r) * d + f] - mean[f];
    for (let f = 0; f < d; f++) {
      const a0 = centred[f];
      const a1 = centred[d + f];
      const a2 = centred[2 * d + f];
      const a3 = centred[3 * d + f];
      for (let g = f, at = f * d + f; g < d; g++, at++) {
        matrix[at] += a0 * centred[g] + a1 * centred[d + g] + (a2 * centred[2 * d + g] + a3 * centred[3 * d + g]);
      }
    }
  }
  for (let f = 0; f < d; f++) for (let g = 0; g < f; g++) matrix[f * d + g] = matrix[g * d + f];
  return (block, p) => {
    const image = new Float64Array(p * d);
    for (let v = 0; v < p; v++) for (let f = 0; f < d; f++) image[v * d + f] = dot(matrix, f * d, block, v * d, d);
    return image;
  };
}

/** Never forms the matrix: each point adds (x − mean) times its coordinate. 2 n d a vector. */
function implicitScatter(points: Floats, n: number, d: number, mean: Float64Array): Scatter {
  const centred = new Float64Array(d);
  return (block, p) => {
    const image = new Float64Array(p * d);
    for (let i = 0, at = 0; i < n; i++) {
      for (let f = 0; f < d; f++) centred[f] = points[at++] - mean[f];
      for (let v = 0; v < p; v++) {
        const coordinate = dot(centred, 0, block, v * d, d);
        for (let f = 0, to = v * d; f < d; f++, to++) image[to] += coordinate * centred[f];
      }
    }
    return image;
  };
}

/** a[i …] · b[j …] over d entries, in four sums side by side. */
function dot(a: Float64Array, i: number, b: Float64Array, j: number, d: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let f = 0;
  for (; f + 3 < d; f += 4) {
    s0 += a[i + f] * b[j + f];
    s1 += a[i + f + 1] * b[j + f + 1];
    s2 += a[i + f + 2] * b[j + f + 2];
    s3 += a[i + f + 3] * b[j + f + 3];
  }
  for (; f < d; f++) s0 += a[i + f] * b[j + f];
  return s0 + s1 + (s2 + s3);
}

/** The p × p matrix of dot products of the rows of two p × d blocks, made symmetric. */
function products(a: Float64Array, b: Float64Array, p: number, d: number): Float64Array {
  const matrix = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) matrix[i * p + j] = matrix[j * p + i] = (dot(a, i * d, b, j * d, d) + dot(a, j * d, b, i * d, d)) / 2;
  }
  return matrix;
}

/** weights (p × p) times block (p × d). */
function combine(weights: Float64Array, block: Float64Array, p: number, d: number): Float64Array {
  const combined = new Float64Array(p * d);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      const weight = weights[i * p + j];
      for (let f = 0, from = j * d, to = i * d; f < d; f++) combined[to++] += weight * block[from++];
    }
  }
  return combined;
}

/** Gram–Schmidt, twice, on the first p rows; a row that depends on those before it is replaced by a random one. */
function orthonormalise(block: Float64Array, p: number, d: number, random: Random): void {
  for (let v = 0; v < p; v++) {
    const row = block.subarray(v * d, v * d + d);
    while (!orthonormal(block, v, d)) for (let f = 0; f < d; f++) row[f] = random.normal();
  }
}

/** Makes row v orthonormal to the rows before it; false where nothing of it is left. */
function orthonormal(block: Float64Array, v: number, d: number): boolean {
  const at = v * d;
  let largest = 0;
  for (let f = at; f < at + d; f++) largest = Math.max(largest, Math.abs(block[f]));
  if (!(largest > 0)) return false;
  for (let f = at; f < at + d; f++) block[f] /= largest;
  const before = Math.sqrt(dot(block, at, block, at, d));
  for (let twice = 0; twice < 2; twice++) {
    for (let u = 0; u < v; u++) {
      const share = dot(block, u * d, block, at, d);
      for (let f = 0; f < d; f++) block[at + f] -= share * block[u * d + f];
    }
    const norm = Math.sqrt(dot(block, at, block, at, d));
    // Of what cancelled to this point only rounding is left, and that may point anywhere.
    if (!(norm > (twice === 0 ? 1e-12 * before : 0.5))) return false;
    for (let f = at; f < at + d; f++) block[f] /= norm;
  }
  return true;
}

/** Flips an axis so that its entry of largest magnitude is positive; of entries as good as equal, the first counts. */
function fixSign(axis: Float64Array): void {
  const largest = axis.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const leading = axis.find((value) => Math.abs(value) >= largest * (1 - 1e-9)) ?? 1;
  if (leading < 0) for (let f = 0; f < axis.length; f++) axis[f] = -axis[f];
}
