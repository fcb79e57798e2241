import { drain } from '../work/steps';
import type { Floats } from '../algebra/floats';

/** A k-means partition at the end of Lloyd's iteration. */
export interface KMeansPartition {
  /** k × d, row-major. */
  readonly centres: Float64Array;
  /** n: the nearest centre of every point. */
  readonly labels: Uint16Array;
  /** Σ_i ‖x_i − c_label(i)‖². */
  readonly inertia: number;
  /** Updates of the centres made. */
  readonly iterations: number;
  /** Differences of numbers that were squared to measure distances: what the work is counted in. */
  readonly work: number;
}

/** Of the same work between two steps: about a millisecond. */
const sliceWork = 1e6;

export interface LloydOptions {
  /** 300. */
  readonly maximumIterations?: number;
  /** Stop when the centres together move by less: Σ_c ‖Δc‖² ≤ tolerance · mean feature variance. 0: go on until no label changes. */
  readonly tolerance?: number;
}

/**
 * Lloyd's iteration, one step at a time, with the bounds of Hamerly (2010): a point is measured against all centres only where the
 * triangle inequality does not already say that its own is the nearest. Exact: the partition is the one of the plain iteration.
 * A cluster that loses all its points is moved to the point farthest from its own centre, unless every point sits on its centre.
 */
export class Lloyd {
  private readonly state: State;

  /** @param points n × d, row-major, finite. @param start k × d, row-major; not changed. Throws RangeError where k is above 65,536. */
  constructor(points: Floats, n: number, d: number, start: Floats, k: number) {
    if (k > 65_536) throw new RangeError(`${k} clusters are more than the 65,536 that labels can tell apart.`);
    // Rows of Infinity up to a multiple of four, so that the scan below has no rest to care for: they are never the nearest.
    const centres = new Float64Array(Math.ceil(k / 4) * 4 * d).fill(Infinity);
    centres.set(start.subarray(0, k * d));
    this.state = {
      points,
      n,
      d,
      k,
      centres,
      labels: new Uint16Array(n),
      upper: new Float64Array(n).fill(Infinity),
      lower: new Float64Array(n),
      counts: new Uint32Array(k),
      work: 0,
    };
  }

  /** k × d: a view that the next step changes. */
  get centres(): Float64Array {
    const { centres, k, d } = this.state;
    return centres.subarray(0, k * d);
  }

  /** n: a view that the next step changes. */
  get labels(): Uint16Array {
    return this.state.labels;
  }

  get work(): number {
    return this.state.work;
  }

  /** Gives every point its nearest centre: before the first step. Returns how many labels changed. */
  assign(): Generator<void, number> {
    return assign(this.state);
  }

  /** Moves each centre to the mean of its points. Returns Σ_c ‖Δc‖². */
  update(): number {
    return updateCentres(this.state);
  }

  /** Σ_i ‖x_i − c_label(i)‖². */
  inertia(): number {
    return inertia(this.state);
  }
}

/**
 * Lloyd's iteration from given centres to its end. Yields after each iteration and, where one takes long, in its midst. @param points n × d, row-major, finite. @param start k × d, row-major; not changed.
 * Throws RangeError where k is above 65,536.
 */
export function* lloydSteps(
  points: Floats,
  n: number,
  d: number,
  start: Floats,
  k: number,
  options: LloydOptions = {},
): Generator<unknown, KMeansPartition> {
  const { maximumIterations = 300, tolerance = 0 } = options;
  const lloyd = new Lloyd(points, n, d, start, k);
  const limit = tolerance > 0 ? tolerance * meanVariance(points, n, d) : 0;
  let iterations = 0;
  yield* lloyd.assign();
  while (iterations < maximumIterations) {
    iterations++;
    const moved = lloyd.update();
    const changed = moved > 0 && (yield* lloyd.assign()) > 0;
    if (!changed || moved <= limit) break;
    yield;
  }
  return { centres: lloyd.centres.slice(), labels: lloyd.labels, inertia: lloyd.inertia(), iterations, work: lloyd.work };
}

/** `lloydSteps` in one go. */
export function lloyd(points: Floats, n: number, d: number, start: Floats, k: number, options: LloydOptions = {}): KMeansPartition {
  return drain(lloydSteps(points, n, d, start, k, options));
}

interface State {
  readonly points: Floats;
  readonly n: number;
  readonly d: number;
  readonly k: number;
  readonly centres: Float64Array;
  readonly labels: Uint16Array;
  /** At least the distance of a point to its centre. */
  readonly upper: Float64Array;
  /** At most the distance of a point to any other centre. */
  readonly lower: Float64Array;
  /** Points per cluster. */
  readonly counts: Uint32Array;
  work: number;
}

/** ‖x_i − c‖², in two sums side by side: one would wait on its own last addition. */
function squaredDistance({ points, centres, d }: State, i: number, c: number): number {
  let even = 0;
  let odd = 0;
  let a = i * d;
  let b = c * d;
  const end = a + d;
  for (; a + 1 < end; a += 2, b += 2) {
    const first = points[a] - centres[b];
    const second = points[a + 1] - centres[b + 1];
    even += first * first;
    odd += second * second;
  }
  if (a < end) even += (points[a] - centres[b]) ** 2;
  return even + odd;
}

/** Gives every point its nearest centre (ties: stay, else the first). Returns how many labels changed. Yields while it is at work. */
function* assign(state: State): Generator<void, number> {
  const { n, d, k } = state;
  const margin = halfSeparation(state);
  const block = Math.max(1, Math.floor(sliceWork / (k * d)));
  let changed = 0;
  for (let from = 0; from < n; from += block) {
    if (from > 0) yield;
    changed += assignBlock(state, margin, from, Math.min(n, from + block));
  }
  return changed;
}

/** The same of points from … to − 1. @param margin see halfSeparation. */
function assignBlock(state: State, margin: Float64Array, from: number, to: number): number {
  const { points, d, k, centres, labels, upper, lower } = state;
  let changed = 0;
  let measured = 0;
  for (let i = from; i < to; i++) {
    const label = labels[i];
    const safe = Math.max(margin[label], lower[i]);
    if (upper[i] < safe) continue;
    const own = squaredDistance(state, i, label);
    measured++;
    upper[i] = Math.sqrt(own);
    if (upper[i] < safe) continue;
    measured += k;

    let nearest = label;
    let first = own;
    let second = Infinity;
    const at = i * d;
    for (let c = 0; c < k; c += 4) {
      let s0 = 0;
      let s1 = 0;
      let s2 = 0;
      let s3 = 0;
      for (let f = 0, c0 = c * d, c1 = c0 + d, c2 = c1 + d, c3 = c2 + d; f < d; f++) {
        const x = points[at + f];
        const e0 = x - centres[c0 + f];
        const e1 = x - centres[c1 + f];
        const e2 = x - centres[c2 + f];
        const e3 = x - centres[c3 + f];
        s0 += e0 * e0;
        s1 += e1 * e1;
        s2 += e2 * e2;
        s3 += e3 * e3;
      }
      for (let r = 0; r < 4; r++) {
        if (c + r === label) continue;
        const square = r === 0 ? s0 : r === 1 ? s1 : r === 2 ? s2 : s3;
        if (square < first) {
          second = first;
          first = square;
          nearest = c + r;
        } else if (square < second) second = square;
      }
    }
    upper[i] = Math.sqrt(first);
    lower[i] = Math.sqrt(second);
    if (nearest !== label) {
      labels[i] = nearest;
      changed++;
    }
  }
  state.work += measured * d;
  return changed;
}

/** Half the distance from each centre to the nearest other one: any point closer than that is surely its own. */
function halfSeparation({ centres, k, d }: State): Float64Array {
  const half = new Float64Array(k).fill(Infinity);
  for (let a = 0; a < k; a++) {
    for (let b = a + 1; b < k; b++) {
      let square = 0;
      for (let f = 0; f < d; f++) {
        const difference = centres[a * d + f] - centres[b * d + f];
        square += difference * difference;
      }
      const value = Math.sqrt(square) / 2;
      if (value < half[a]) half[a] = value;
      if (value < half[b]) half[b] = value;
    }
  }
  return half;
}

/** Moves each centre to the mean of its points and loosens the bounds by as much. Returns Σ ‖Δc‖². */
function updateCentres(state: State): number {
  const { points, n, d, k, centres, labels, upper, lower, counts } = state;
  counts.fill(0);
  for (let i = 0; i < n; i++) counts[labels[i]]++;
  fillEmpty(state);
  const means = new Float64Array(k * d);
  for (let i = 0, at = 0; i < n; i++) for (let f = 0, to = labels[i] * d; f < d; f++) means[to + f] += points[at++];

  const shift = new Float64Array(k);
  let moved = 0;
  for (let c = 0; c < k; c++) {
    if (counts[c] === 0) continue;
    let square = 0;
    for (let f = c * d; f < c * d + d; f++) {
      const mean = means[f] / counts[c];
      const difference = mean - centres[f];
      square += difference * difference;
      centres[f] = mean;
    }
    shift[c] = Math.sqrt(square);
    moved += square;
  }
  // Of all centres but its own, a point's lower bound must yield to the one that moved most.
  let first = 0;
  for (let c = 1; c < k; c++) if (shift[c] > shift[first]) first = c;
  let second = 0;
  for (let c = 0; c < k; c++) if (c !== first && shift[c] > second) second = shift[c];
  for (let i = 0; i < n; i++) {
    const label = labels[i];
    upper[i] += shift[label];
    lower[i] -= label === first ? second : shift[first];
  }
  return moved;
}

/** Gives each empty cluster the point farthest from its centre, of those that share theirs. */
function fillEmpty(state: State): void {
  const { n, k, labels, upper, lower, counts } = state;
  if (!counts.includes(0)) return;
  const squares = Float64Array.from(labels, (label, i) => squaredDistance(state, i, label));
  for (let c = 0; c < k; c++) {
    if (counts[c] > 0) continue;
    let farthest = -1;
    let square = 0;
    for (let i = 0; i < n; i++) {
      if (squares[i] > square && counts[labels[i]] > 1) {
        farthest = i;
        square = squares[i];
      }
    }
    if (farthest < 0) return;
    counts[labels[farthest]]--;
    counts[c] = 1;
    labels[farthest] = c;
    squares[farthest] = 0;
    // Nothing is known of its distances to the centres that are about to move.
    upper[farthest] = Infinity;
    lower[farthest] = 0;
  }
}

/** Σ_i ‖x_i − c_label(i)‖². */
function inertia(state: State): number {
  let sum = 0;
  for (let i = 0; i < state.n; i++) sum += squaredDistance(state, i, state.labels[i]);
  return sum;
}

/** The population variance, averaged over the features. */
function meanVariance(points: Floats, n: number, d: number): number {
  const mean = new Float64Array(d);
  for (let i = 0, at = 0; i < n; i++) for (let f = 0; f < d; f++) mean[f] += points[at++] / n;
  let sum = 0;
  for (let i = 0, at = 0; i < n; i++) {
    for (let f = 0; f < d; f++) {
      const offset = points[at++] - mean[f];
      sum += offset * offset;
    }
  }
  return sum / (n * d);
}
