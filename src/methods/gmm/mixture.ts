/** The steps of expectation and maximisation. */
import type { Floats } from '../../core/algebra/floats';
import { eachLogDensity, factorLength, toShares } from '../../core/partition/logDensity';
import type { GaussiansPartition } from '../../core/partition/model';
import type { ScaledPoints } from '../points';
import { factorised } from './cholesky';
import { partitionCovariance, type Covariance } from './covariance';

export interface MixtureSettings {
  readonly covariance: Covariance;
  readonly regularisation: number;
  /** Of isotropic Gaussians alone. */
  readonly beta: number;
}

/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;
/** Added to the points of a Gaussian: none is divided by 0. */
const leastPoints = 10 * Number.EPSILON;
/** A Gaussian that is responsible for less than this of all points together stays as it is. */
const deadBelow = 1e-10;
/** Smaller responsibilities do not change a sum in double precision. */
const nothing = 1e-17;

/** The mean of ln p(x) over the points; responsibilities, n × k, are written where they are asked for. */
export function* expectation(
  mixture: GaussiansPartition,
  { points, n, d }: ScaledPoints,
  responsibilities: Float64Array | null,
): Generator<unknown, number> {
  const { k, covariance } = mixture;
  const some = Math.max(4, 4 * Math.floor(sliceWork / (4 * k * (d + factorLength(covariance, d)))));
  let sum = 0;
  for (let from = 0; from < n; from += some) {
    if (from > 0) yield;
    const count = Math.min(some, n - from);
    eachLogDensity(mixture, points.subarray(from * d, (from + count) * d), count, (logs, i) => {
      sum += toShares(logs);
      responsibilities?.set(logs, (from + i) * k);
    });
  }
  return sum / n;
}

/**
 * The mixture of greatest likelihood under these responsibilities, n × k. A Gaussian without points keeps its mean and its covariance.
 * @param before null: there is none.
 */
export function* maximisation(
  data: ScaledPoints,
  k: number,
  responsibilities: Float64Array,
  { covariance, regularisation, beta }: MixtureSettings,
  before: GaussiansPartition | null,
): Generator<unknown, GaussiansPartition> {
  const { n, d } = data;
  const { counts, means } = yield* weightedMeans(data, k, responsibilities);
  const kind = partitionCovariance[covariance];
  const length = factorLength(kind, d);
  const dead = Array.from(counts, (count) => count < deadBelow);
  if (before) dead.forEach((is, j) => is && means.set(before.prototypes.subarray(j * d, (j + 1) * d), j * d));
  const mixture = { kind: 'gaussians', k, d, covariance: kind, prototypes: means } as const;
  if (covariance === 'isotropic')
    return { ...mixture, logShares: new Float64Array(k).fill(-Math.log(k)), factors: new Float64Array(k).fill(1 / Math.sqrt(2 * beta)) };

  const factors = new Float64Array(k * length);
  const tied = new Float64Array(covariance === 'tied' ? length : 0);
  for (let j = 0; j < k; j++) {
    const own = factors.subarray(j * length, (j + 1) * length);
    const scatter = yield* scatterOf(data, k, j, responsibilities, means, kind);
    if (covariance === 'tied') scatter.forEach((value, at) => (tied[at] += value / n));
    else if (dead[j] && before?.covariance === kind) own.set(before.factors.subarray(j * length, (j + 1) * length));
    else {
      for (let at = 0; at < length; at++) own[at] = scatter[at] / (counts[j] + leastPoints);
      yield* toFactor(own, kind, d, regularisation);
    }
  }
  if (covariance === 'tied') {
    yield* toFactor(tied, kind, d, regularisation);
    for (let j = 0; j < k; j++) factors.set(tied, j * length);
  }
  return { ...mixture, logShares: Float64Array.from(counts, (count) => Math.log((count + leastPoints) / n)), factors };
}

/** Σ_i r_ij and Σ_i r_ij x_i / Σ_i r_ij. */
function* weightedMeans(
  { points, n, d }: ScaledPoints,
  k: number,
  responsibilities: Float64Array,
): Generator<unknown, { counts: Float64Array; means: Float64Array }> {
  const counts = new Float64Array(k);
  const means = new Float64Array(k * d);
  for (let i = 0, work = 0; i < n; i++) {
    for (let j = 0; j < k; j++) {
      const r = responsibilities[i * k + j];
      counts[j] += r;
      if (r < nothing) continue;
      for (let f = 0; f < d; f++) means[j * d + f] += r * points[i * d + f];
    }
    if ((work += k * d) < sliceWork) continue;
    work = 0;
    yield;
  }
  for (let j = 0; j < k; j++) for (let f = 0; f < d; f++) means[j * d + f] /= counts[j] + leastPoints;
  return { counts, means };
}

/** Σ_i r_ij (x_i − μ_j)(x_i − μ_j)ᵀ of Gaussian j: the rows of its lower triangle, its diagonal, or the mean of that. */
function* scatterOf(
  data: ScaledPoints,
  k: number,
  j: number,
  responsibilities: Float64Array,
  means: Floats,
  kind: GaussiansPartition['covariance'],
): Generator<unknown, Float64Array> {
  const { points, n, d } = data;
  const out = new Float64Array(factorLength(kind, d));
  // Four points at once: each number of the triangle is read and written once for all.
  const apart = new Float64Array(4 * d);
  const weighted = new Float64Array(4 * d);
  let lane = 0;
  for (let i = 0, work = 0; i < n; i++) {
    const r = responsibilities[i * k + j];
    if (r < nothing) continue;
    for (let f = 0; f < d; f++) {
      const off = points[i * d + f] - means[j * d + f];
      apart[4 * f + lane] = off;
      weighted[4 * f + lane] = r * off;
    }
    if (++lane === 4) {
      add(out, apart, weighted, kind, d);
      lane = 0;
    }
    if ((work += d + out.length) < sliceWork) continue;
    work = 0;
    yield;
  }
  if (lane > 0) {
    for (let f = 0; f < d; f++) weighted.fill(0, 4 * f + lane, 4 * f + 4);
    add(out, apart, weighted, kind, d);
  }
  return out;
}

/** Adds four products of differences to a scatter. */
function add(out: Float64Array, apart: Float64Array, weighted: Float64Array, kind: GaussiansPartition['covariance'], d: number): void {
  if (kind === 'full') {
    addTriangle(out, apart, weighted, d);
    return;
  }
  for (let f = 0, c = 0; f < d; f++, c += 4) {
    const sum = weighted[c] * apart[c] + weighted[c + 1] * apart[c + 1] + weighted[c + 2] * apart[c + 2] + weighted[c + 3] * apart[c + 3];
    if (kind === 'diagonal') out[f] += sum;
    else out[0] += sum / d;
  }
}

function addTriangle(out: Float64Array, apart: Float64Array, weighted: Float64Array, d: number): void {
  for (let c = 0, at = 0; c < 4 * d; c += 4) {
    const w0 = weighted[c];
    const w1 = weighted[c + 1];
    const w2 = weighted[c + 2];
    const w3 = weighted[c + 3];
    for (let g = 0; g <= c; g += 4) out[at++] += w0 * apart[g] + w1 * apart[g + 1] + w2 * apart[g + 2] + w3 * apart[g + 3];
  }
}

/** A covariance becomes its factor, in place; `regularisation` is added to its diagonal first. */
function* toFactor(own: Float64Array, kind: GaussiansPartition['covariance'], d: number, regularisation: number): Generator<unknown, void> {
  if (kind === 'full') yield* factorised(own, d, regularisation);
  else for (let f = 0; f < own.length; f++) own[f] = Math.sqrt(own[f] + regularisation);
}
