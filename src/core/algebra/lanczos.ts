import type { Random } from './random';
import { symmetricEigen } from './symmetric';

/** out ← A v for a symmetric n × n matrix A. May yield in between, so that a worker stays answerable. */
export type Product = (v: Float64Array, out: Float64Array) => Generator<unknown, void>;

export interface LanczosOptions {
  /** Orthonormal eigenvectors that are known: pairs are looked for among what is orthogonal to them. */
  readonly locked?: readonly Float64Array[];
  /** Vectors that are kept at a time. 2 · wanted + 20. */
  readonly basis?: number;
  /** Where ‖A x − λ x‖ of every wanted pair is at most this it is done; it may depend on λ. 1e-5. */
  readonly tolerance?: number | ((value: number) => number);
  /** Products at most: then what is there is the result. 3000. */
  readonly products?: number;
  /** Of `largestPairs`: products after which a larger pair that was passed over shows. 40. */
  readonly looks?: number;
}

export interface LanczosResult {
  /** Descending. */
  readonly values: Float64Array;
  /** Orthonormal, n numbers each. */
  readonly vectors: readonly Float64Array[];
  readonly products: number;
  /** False where the products were used up before. */
  readonly converged: boolean;
}

/** What is left of a vector below this share of its length is rounding. */
const rounding = 1e-12;

/**
 * The largest eigenvalues of a symmetric matrix and their vectors, by Lanczos' iteration with thick restarts and full orthogonalisation
 * (Wu & Simon 2000). From one start it may see one vector alone of an eigenvalue that has several: `largestPairs` looks again.
 * Yields after each product.
 */
export function* lanczosSteps(
  n: number,
  product: Product,
  wanted: number,
  random: Random,
  { locked = [], basis = 2 * wanted + 20, tolerance = 1e-5, products: most = 3000 }: LanczosOptions = {},
): Generator<unknown, LanczosResult> {
  const room = n - locked.length;
  const count = Math.min(wanted, room);
  const size = Math.min(room, Math.max(basis, count + 2));
  const allowed = typeof tolerance === 'number' ? () => tolerance : tolerance;
  if (count <= 0) return { values: new Float64Array(0), vectors: [], products: 0, converged: true };
  // What is known, and then the basis: one vector after the other.
  const known = locked.length;
  const all = new Float64Array((known + size + 1) * n);
  locked.forEach((vector, i) => all.set(vector, i * n));
  const at = (j: number) => all.subarray((known + j) * n, (known + j + 1) * n);
  const along = new Float64Array(known + size + 1);
  const matrix = new Float64Array(size * size);
  const fill = (j: number) => {
    const vector = at(j);
    for (let f = 0; f < n; f++) vector[f] = random.normal();
    // Twice, for what is left may be small.
    for (let round = 0; round < 2; round++) {
      takeAway(all, 0, known + j, vector, along);
      scale(vector, 1 / norm(vector));
    }
  };
  fill(0);
  let products = 0;
  for (let kept = 0; ;) {
    let rest = 0;
    for (let j = kept; j < size; j++) {
      const next = at(j + 1);
      yield* product(at(j), next);
      products++;
      yield;
      const length = norm(next);
      rest = length;
      // Nearly all that is taken away lies along the last two: with these first, all in all once is enough.
      for (let from = Math.max(0, known + j - 1), round = 0; round < 3; from = 0, round++) {
        takeAway(all, from, known + j + 1, next, along);
        for (let i = Math.max(0, from - known); i <= j; i++) {
          matrix[i * size + j] += along[known + i];
          if (i < j) matrix[j * size + i] += along[known + i];
        }
        const before = rest;
        rest = norm(next);
        if (from === 0 && rest > 0.7 * before) break;
      }
      if (j === room - 1) {
        rest = 0;
        break;
      }
      if (rest > rounding * Math.max(1, length)) scale(next, 1 / rest);
      else {
        // Nothing is left: what has been seen is whole, and the search goes on from elsewhere.
        rest = 0;
        fill(j + 1);
      }
    }
    const { values, vectors: rows } = symmetricEigen(matrix, size);
    const open = (i: number) => Math.abs(rest * rows[i * size + size - 1]);
    let converged = true;
    for (let i = 0; i < count; i++) converged &&= open(i) <= allowed(values[i]);
    const done = converged || products >= most;
    kept = done ? count : Math.min(size - 1, count + Math.floor((size - count) / 2));
    yield* turn(all.subarray(known * n), n, rows, size, kept);
    if (done)
      return {
        values: values.slice(0, count),
        vectors: Array.from({ length: count }, (_, i) => at(i).slice()),
        products,
        converged,
      };
    at(kept).set(at(size));
    matrix.fill(0);
    for (let i = 0; i < kept; i++) matrix[i * size + i] = values[i];
  }
}

/**
 * The same, and again from other starts for as long as they find a larger pair among what is left: of an eigenvalue that has several
 * vectors all are found.
 */
export function* largestPairs(
  n: number,
  product: Product,
  wanted: number,
  random: Random,
  options: LanczosOptions = {},
): Generator<unknown, LanczosResult> {
  const { locked = [], looks = 40 } = options;
  const first = yield* lanczosSteps(n, product, wanted, random, options);
  let { products, converged } = first;
  const pairs = first.vectors.map((vector, i) => ({ value: first.values[i], vector }));
  for (let round = 0; round < wanted && pairs.length > 0 && pairs.length < n - locked.length; round++) {
    const known = [...locked, ...pairs.map(({ vector }) => vector)];
    const look = { locked: known, basis: Math.min(20, looks), tolerance: 1e-3, products: looks };
    const left = yield* lanczosSteps(n, product, 1, random, look);
    products += left.products;
    const least = pairs.at(-1)!;
    // A pair as large as the least of them is no better.
    if (left.values[0] <= least.value + 1e-6) break;
    const found = yield* lanczosSteps(n, product, 1, random, { ...options, locked: known, basis: 20 });
    products += found.products;
    converged &&= found.converged;
    pairs.push({ value: found.values[0], vector: found.vectors[0] });
    pairs.sort((a, b) => b.value - a.value);
    pairs.length = Math.min(pairs.length, wanted);
  }
  return {
    values: Float64Array.from(pairs, ({ value }) => value),
    vectors: pairs.map(({ vector }) => vector),
    products,
    converged,
  };
}

/** Numbers of each vector that are turned at a time: a block of all vectors stays near the processor. */
const turnedAtOnce = 256;

/** The first `count` of `size` vectors of n numbers become Σ_j rows_ij v_j, in place. */
function* turn(vectors: Float64Array, n: number, rows: Float64Array, size: number, count: number): Generator<unknown, void> {
  const block = new Float64Array(count * turnedAtOnce);
  for (let from = 0; from < n; from += turnedAtOnce) {
    const length = Math.min(turnedAtOnce, n - from);
    block.fill(0);
    for (let i = 0; i < count; i++) addTurned(block, i * turnedAtOnce, length, vectors, from, n, rows, i * size, size);
    for (let i = 0; i < count; i++) vectors.set(block.subarray(i * turnedAtOnce, i * turnedAtOnce + length), i * n + from);
    if (from % (64 * turnedAtOnce) === 0) yield;
  }
}

/** into[to …] += Σ_j rows[row + j] · vectors[from + j · n …], j < size: four vectors at a time. */
function addTurned(
  into: Float64Array,
  to: number,
  length: number,
  vectors: Float64Array,
  from: number,
  n: number,
  rows: Float64Array,
  row: number,
  size: number,
): void {
  let j = 0;
  for (; j + 3 < size; j += 4) {
    const p = from + j * n;
    const q = p + n;
    const r = q + n;
    const s = r + n;
    const a = rows[row + j];
    const b = rows[row + j + 1];
    const c = rows[row + j + 2];
    const d = rows[row + j + 3];
    for (let f = 0; f < length; f++) into[to + f] += a * vectors[p + f] + b * vectors[q + f] + (c * vectors[r + f] + d * vectors[s + f]);
  }
  for (; j < size; j++) {
    const p = from + j * n;
    const a = rows[row + j];
    for (let f = 0; f < length; f++) into[to + f] += a * vectors[p + f];
  }
}

/**
 * Takes away what of a vector lies along vectors from … to − 1 of `all`, which are orthonormal, and writes how much that was. Four at a
 * time, so that each number of the vector is read once for all.
 */
function takeAway(all: Float64Array, from: number, to: number, vector: Float64Array, along: Float64Array): void {
  const n = vector.length;
  let i = from;
  for (; i + 3 < to; i += 4) {
    const [p, q, r, s] = [i * n, (i + 1) * n, (i + 2) * n, (i + 3) * n];
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let f = 0; f < n; f++) {
      const x = vector[f];
      a += x * all[p + f];
      b += x * all[q + f];
      c += x * all[r + f];
      d += x * all[s + f];
    }
    for (let f = 0; f < n; f++) vector[f] -= a * all[p + f] + b * all[q + f] + (c * all[r + f] + d * all[s + f]);
    along[i] = a;
    along[i + 1] = b;
    along[i + 2] = c;
    along[i + 3] = d;
  }
  for (; i < to; i++) {
    let a = 0;
    for (let f = 0, p = i * n; f < n; f++, p++) a += vector[f] * all[p];
    for (let f = 0, p = i * n; f < n; f++, p++) vector[f] -= a * all[p];
    along[i] = a;
  }
}

function scale(vector: Float64Array, by: number): void {
  for (let f = 0; f < vector.length; f++) vector[f] *= by;
}

function norm(vector: Float64Array): number {
  let sum = 0;
  for (let f = 0; f < vector.length; f++) sum += vector[f] * vector[f];
  return Math.sqrt(sum);
}
