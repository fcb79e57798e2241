import type { Random } from './random';
import { symmetricEigen } from './symmetric';

/** out ← A v for a symmetric n × n matrix A. May yield in between, so that a worker stays answerable. */
export type Product = (v: Float64Array, out: Float64Array) => Generator<unknown, void>;

export interface LanczosOptions {
  /** Orthonormal eigenvectors that are known: pairs are looked for among what is orthogonal to them. */
  readonly locked?: readonly Float64Array[];
  /** Vectors that are kept at a time. 2 · wanted + 20. */
  readonly basis?: number;
  /** Where ‖A x − λ x‖ of every wanted pair is at most this it is done. 1e-5. */
  readonly tolerance?: number;
  /** Products at most: then what is there is the result. */
  readonly products?: number;
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
  if (count <= 0) return { values: new Float64Array(0), vectors: [], products: 0, converged: true };
  let vectors: Float64Array[] = [direction(n, [...locked], random)];
  const image = new Float64Array(n);
  let matrix = new Float64Array(size * size);
  let products = 0;
  for (let kept = 0; ;) {
    let rest = 0;
    let next = vectors[0];
    for (let j = kept; j < size; j++) {
      yield* product(vectors[j], image);
      products++;
      yield;
      const length = norm(image);
      for (const known of locked) takeAway(image, known);
      for (let round = 0; round < 2; round++) {
        for (let i = 0; i <= j; i++) {
          const along = takeAway(image, vectors[i]);
          matrix[i * size + j] += along;
          if (i < j) matrix[j * size + i] += along;
        }
        // Once is enough where little was taken away.
        if (norm(image) > 0.7 * length) break;
      }
      for (const known of locked) takeAway(image, known);
      rest = norm(image);
      if (j === room - 1) {
        rest = 0;
        break;
      }
      // Where nothing is left, what has been seen is whole: the search goes on from elsewhere.
      const over = rest <= rounding * Math.max(1, length);
      next = over ? direction(n, [...locked, ...vectors], random) : image.map((x) => x / rest);
      if (over) rest = 0;
      if (j + 1 < size) vectors.push(next);
    }
    const { values, vectors: rows } = symmetricEigen(matrix, size);
    const open = (i: number) => Math.abs(rest * rows[i * size + size - 1]);
    let converged = true;
    for (let i = 0; i < count; i++) converged &&= open(i) <= tolerance;
    if (converged || products >= most)
      return {
        values: values.slice(0, count),
        vectors: yield* combined(vectors, rows, size, count),
        products,
        converged,
      };
    kept = Math.min(size - 1, count + Math.floor((size - count) / 2));
    vectors = [...(yield* combined(vectors, rows, size, kept)), next];
    matrix = new Float64Array(size * size);
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
  const { locked = [] } = options;
  const first = yield* lanczosSteps(n, product, wanted, random, options);
  let { products, converged } = first;
  const pairs = first.vectors.map((vector, i) => ({ value: first.values[i], vector }));
  for (let round = 0; round < wanted && pairs.length > 0 && pairs.length < n - locked.length; round++) {
    const known = [...locked, ...pairs.map(({ vector }) => vector)];
    const left = yield* lanczosSteps(n, product, 1, random, { ...options, locked: known, basis: 20, tolerance: 1e-3 });
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

/** Σ_j rows_ij v_j of the first `count` rows. */
function* combined(vectors: readonly Float64Array[], rows: Float64Array, size: number, count: number): Generator<unknown, Float64Array[]> {
  const out: Float64Array[] = [];
  for (let i = 0; i < count; i++) {
    const sum = new Float64Array(vectors[0].length);
    for (let j = 0; j < size; j++) {
      const by = rows[i * size + j];
      const vector = vectors[j];
      for (let f = 0; f < sum.length; f++) sum[f] += by * vector[f];
    }
    out.push(sum);
    yield;
  }
  return out;
}

/** A random vector of length 1 that is orthogonal to an orthonormal set. */
function direction(n: number, known: readonly Float64Array[], random: Random): Float64Array {
  for (;;) {
    const vector = Float64Array.from({ length: n }, () => random.normal());
    for (let round = 0; round < 2; round++) {
      for (const one of known) takeAway(vector, one);
      const length = norm(vector);
      for (let f = 0; f < n; f++) vector[f] /= length;
    }
    if (Number.isFinite(vector[0])) return vector;
  }
}

/** Takes away what of a vector lies along a direction, and returns how much that was. */
function takeAway(vector: Float64Array, along: Float64Array): number {
  let sum = 0;
  for (let f = 0; f < vector.length; f++) sum += vector[f] * along[f];
  for (let f = 0; f < vector.length; f++) vector[f] -= sum * along[f];
  return sum;
}

function norm(vector: Float64Array): number {
  let sum = 0;
  for (let f = 0; f < vector.length; f++) sum += vector[f] * vector[f];
  return Math.sqrt(sum);
}
