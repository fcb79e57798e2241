import { Random } from '../algebra/random';
import { noCluster } from '../algebra/noCluster';
import { drain } from '../work/steps';
import { condensedSteps, sumsFromCondensed } from './condensed';
import { distance, distanceSpace, distanceStrip, stripRows, type DistanceSpace } from './distances';
import { usedLabels, type Labels } from './labels';
import type { Floats } from '../algebra/floats';

export interface SilhouetteOptions {
  /** Above this many points a sample of this many is scored. 20,000. */
  readonly maximum?: number;
  /** Distances are kept for rescoring where they fit in this many bytes (4 · n(n − 1)/2). 32 MiB: up to 4,096 points. */
  readonly cacheLimitBytes?: number;
  /** Of the sample. 0. */
  readonly seed?: number;
}

export interface Silhouette {
  /**
   * SC, on [−1, 1]. Null where it has no meaning: one cluster in use, as many clusters as points, or points that are not finite.
   * To be shown as "—".
   */
  readonly value: number | null;
  /** The number of points that it was taken over: n, or the size of the sample. */
  readonly sampleSize: number;
}

/**
 * The Euclidean silhouette of one set of points under labels that change: s_i = (b_i − a_i)/max(a_i, b_i), a_i the mean distance to
 * the others of i's cluster, b_i the smallest mean distance to another cluster; 0 for a point alone in its cluster, and where
 * a_i = b_i = 0 (scikit-learn's conventions). Unused labels are no clusters.
 *
 * The points are copied, so they may change afterwards. Memory: 8 · n · d bytes and the cache. Time: n² d/2 once where distances are
 * kept and n² for every score after it, else n² d/2 for every score.
 */
export class SilhouetteScorer {
  /** The rows scored, ascending, or null where all are. */
  readonly rows: Uint32Array | null;
  readonly sampleSize: number;
  private readonly n: number;
  private readonly space: DistanceSpace;
  private readonly cacheLimit: number;
  private cached: Float32Array | null = null;

  /** @param points n × d, row-major. Throws RangeError where they are fewer, or `maximum` is below 2. */
  constructor(points: Floats, n: number, d: number, options: SilhouetteOptions = {}) {
    const { maximum = 20_000, cacheLimitBytes = 32 * 2 ** 20, seed = 0 } = options;
    if (points.length < n * d) throw new RangeError(`${n} points of ${d} numbers need ${n * d} numbers, not ${points.length}.`);
    if (!(maximum >= 2)) throw new RangeError('A silhouette needs a sample of at least 2 points.');
    this.n = n;
    this.rows = n > maximum ? new Random(seed).distinct(Math.floor(maximum), n).sort() : null;
    this.sampleSize = this.rows?.length ?? n;
    this.space = distanceSpace(points, n, d, this.rows);
    this.cacheLimit = cacheLimitBytes;
  }

  /** The mean over the sample. @param labels n. Throws RangeError where their number is not n. */
  score(labels: Labels): Silhouette {
    return drain(this.scoreSteps(labels));
  }

  /**
   * `score` in steps of well under a millisecond, so that a worker stays responsive: at 20,000 points they take seconds. Yields the share
   * that is done, 0 … 1, where it is known.
   */
  *scoreSteps(labels: Labels): Generator<number | void, Silhouette> {
    const samples = yield* this.samplesSteps(labels);
    let sum = 0;
    let count = 0;
    if (samples)
      for (const value of samples)
        if (!Number.isNaN(value)) {
          sum += value;
          count++;
        }
    return { value: samples ? sum / count : null, sampleSize: samples ? count : this.sampleSize };
  }

  /**
   * The silhouette of every point of the sample, `sampleSize` numbers in the order of `rows`, NaN of points that belong to no cluster; null
   * where `score` is null.
   * @param labels n. Throws RangeError where their number is not n.
   */
  samples(labels: Labels): Float64Array | null {
    return drain(this.samplesSteps(labels));
  }

  private *samplesSteps(labels: Labels): Generator<number | void, Float64Array | null> {
    if (labels.length !== this.n) throw new RangeError(`${this.n} points need ${this.n} labels, not ${labels.length}.`);
    const { rows, space } = this;
    const { codes, sizes, values } = usedLabels(rows ? Int32Array.from(rows, (row) => labels[row]) : labels);
    const k = sizes.length;
    // Points in no cluster, whose label is the greatest, have no silhouette and count for nobody's.
    const clusters = values.at(-1) === noCluster ? k - 1 : k;
    const assigned = clusters < k ? space.n - sizes[clusters] : space.n;
    if (!space.finite || clusters < 2 || clusters >= assigned) return null;
    const fits = (space.n * (space.n - 1)) / 2 <= this.cacheLimit / 4 && 8 * k * space.n <= this.cacheLimit;
    if (!fits) return yield* blockwise(space, codes, sizes, clusters);
    this.cached ??= yield* condensedSteps(space);
    return fromSums(sumsFromCondensed(this.cached, codes, k), codes, sizes, clusters);
  }
}

/** One score for one set of points, nothing kept. Throws as `SilhouetteScorer` does. */
export function silhouette(points: Floats, n: number, d: number, labels: Labels, options: SilhouetteOptions = {}): Silhouette {
  return new SilhouetteScorer(points, n, d, { ...options, cacheLimitBytes: 0 }).score(labels);
}

/** s from a and b. */
function coefficient(own: number, nearest: number): number {
  const larger = Math.max(own, nearest);
  return larger > 0 ? (nearest - own) / larger : 0;
}

/**
 * @param sums k × n: the sum of distances from point i to cluster c at c · n + i. @param clusters codes from there on are of points in no
 * cluster.
 */
function fromSums(sums: Float64Array, codes: Int32Array, sizes: Uint32Array, clusters: number): Float64Array {
  const n = codes.length;
  const values = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const own = codes[i];
    if (own >= clusters) values[i] = Number.NaN;
    if (own >= clusters || sizes[own] === 1) continue;
    let nearest = Infinity;
    for (let c = 0; c < clusters; c++) if (c !== own) nearest = Math.min(nearest, sums[c * n + i] / sizes[c]);
    values[i] = coefficient(sums[own * n + i] / (sizes[own] - 1), nearest);
  }
  return values;
}

/**
 * Cluster against cluster, so that each pair of points is met once, sums need no look-up of labels, and a and b are known as soon as
 * a block is done: no n × k table. Yields after every strip the share of the pairs that have been met.
 */
function* blockwise(space: DistanceSpace, codes: Int32Array, sizes: Uint32Array, clusters: number): Generator<number, Float64Array> {
  const { n, d } = space;
  const k = sizes.length;
  const starts = new Uint32Array(k + 1);
  for (let c = 0; c < k; c++) starts[c + 1] = starts[c] + sizes[c];
  const next = starts.slice(0, k);
  const order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[next[codes[i]]++] = i;

  // A tile of columns stays in the second-level cache while all rows of the block pass over it.
  const tile = Math.max(64, Math.min(2048, Math.floor(32_768 / d)));
  const strip = new Float64Array(stripRows * tile);
  const own = new Float64Array(n);
  const nearest = new Float64Array(n).fill(Infinity);
  const sums = new Float64Array(n);
  const pairs = (n * (n - 1)) / 2;
  let met = 0;
  for (let a = 0; a < clusters; a++) {
    for (let b = a; b < clusters; b++) {
      const begin = starts[a];
      const end = starts[a + 1];
      sums.fill(0, begin, end);
      if (b !== a) sums.fill(0, starts[b], starts[b + 1]);
      for (let from = starts[b]; from < starts[b + 1]; from += tile) {
        const to = Math.min(from + tile, starts[b + 1]);
        for (let row = begin; row < (a === b ? Math.min(end, to) : end); row += stripRows) {
          const rows = Math.min(stripRows, end - row);
          const within = a === b && row >= from && row < to;
          if (within) addWithin(space, order, row, rows, sums);
          const first = a === b ? Math.max(from, row + rows) : from;
          addStrip(space, order, row, rows, first, to, strip, tile, sums);
          met += rows * Math.max(0, to - first) + (within ? (rows * (rows - 1)) / 2 : 0);
          yield met / pairs;
        }
      }
      for (let at = begin; at < end; at++) {
        if (a === b) own[at] = sums[at] / Math.max(1, sizes[a] - 1);
        else nearest[at] = Math.min(nearest[at], sums[at] / sizes[b]);
      }
      if (a !== b) for (let at = starts[b]; at < starts[b + 1]; at++) nearest[at] = Math.min(nearest[at], sums[at] / sizes[a]);
    }
  }
  const values = new Float64Array(n);
  for (let at = 0; at < n; at++) {
    const code = codes[order[at]];
    if (code >= clusters) values[order[at]] = Number.NaN;
    else if (sizes[code] > 1) values[order[at]] = coefficient(own[at], nearest[at]);
  }
  return values;
}

/** Adds the distances among up to four consecutive points to both ends. */
function addWithin(space: DistanceSpace, order: Uint32Array, row: number, rows: number, sums: Float64Array): void {
  for (let i = row; i < row + rows; i++) {
    for (let j = i + 1; j < row + rows; j++) {
      const value = distance(space, order[i], order[j]);
      sums[i] += value;
      sums[j] += value;
    }
  }
}

/** Adds the distances from up to four consecutive points to the columns from … to − 1, to both ends. */
function addStrip(
  space: DistanceSpace,
  order: Uint32Array,
  row: number,
  rows: number,
  from: number,
  to: number,
  strip: Float64Array,
  stride: number,
  sums: Float64Array,
): void {
  if (from >= to) return;
  const row1 = rows > 1 ? row + 1 : row;
  const row2 = rows > 2 ? row + 2 : row;
  const row3 = rows > 3 ? row + 3 : row;
  distanceStrip(space, order[row], order[row1], order[row2], order[row3], order, from, to, strip, stride);
  let sum0 = 0;
  let sum1 = 0;
  let sum2 = 0;
  let sum3 = 0;
  if (rows < stripRows) strip.fill(0, rows * stride);
  for (let c = from, at = 0; c < to; c++, at++) {
    const value0 = strip[at];
    const value1 = strip[stride + at];
    const value2 = strip[2 * stride + at];
    const value3 = strip[3 * stride + at];
    sum0 += value0;
    sum1 += value1;
    sum2 += value2;
    sum3 += value3;
    sums[c] += value0 + value1 + (value2 + value3);
  }
  // Rows repeated to fill up have been set to 0.
  sums[row] += sum0;
  sums[row1] += sum1;
  sums[row2] += sum2;
  sums[row3] += sum3;
}
