import { lanczosSteps, largestPairs, type LanczosResult, type Product } from './lanczos';
import type { Random } from './random';

/** The degree of the polynomial. */
const degree = 6;
/** Products from which the eigenvalues are first guessed. */
const guesses = 30;
/** The polynomial is small beneath the guess of the eigenvalue that comes so many after the last that is wanted. */
const beyond = 2;
/** Where guesses are no farther apart than this the polynomial tells little apart. */
const leastGap = 1e-3;

export interface FilteredOptions {
  /** As in `LanczosOptions`. */
  readonly locked?: readonly Float64Array[];
  /** ‖A x − λ x‖ of every pair is at most this. */
  readonly tolerance: number;
  /** No eigenvalue is less. */
  readonly least: number;
}

/**
 * The result of `largestPairs`, found among those of a Chebyshev polynomial of the matrix: it is at most 1 in size from the least eigenvalue
 * up to a cut, and above it rises fast, so that eigenvalues there are far apart and a few vectors hold them. That takes more products, but
 * far fewer vectors are made orthogonal: quicker where the matrix is sparse.
 */
export function* filteredPairs(
  n: number,
  product: Product,
  wanted: number,
  random: Random,
  { locked = [], tolerance, least }: FilteredOptions,
): Generator<unknown, LanczosResult> {
  const plainly = { locked, tolerance };
  if (wanted <= 0 || n - locked.length < 4 * Math.max(guesses, wanted + beyond))
    return yield* largestPairs(n, product, wanted, random, plainly);
  const basis = Math.max(guesses, wanted + 2 * beyond);
  const guessed = yield* lanczosSteps(n, product, wanted + beyond, random, { locked, tolerance, basis, products: basis });
  // No guess is above its eigenvalue, so that all wanted ones are above the cut.
  const cut = guessed.values[wanted + beyond - 1];
  if (guessed.values[wanted - 1] - cut < leastGap) return yield* largestPairs(n, product, wanted, random, plainly);
  const middle = (cut + least) / 2;
  const half = (cut - least) / 2;
  const eigenvalue = (value: number) => middle + half * Math.cosh(Math.acosh(Math.max(1, value)) / degree);
  const found = yield* largestPairs(n, chebyshev(n, product, middle, half), wanted, random, {
    locked,
    // Between an eigenvalue above the cut and any other the polynomial changes at least so many times as much.
    tolerance: (value) => tolerance * Math.min((value - 1) / (eigenvalue(value) - least), degree ** 2 / half),
    products: 600,
    looks: 7,
  });
  return {
    ...found,
    values: found.values.map(eigenvalue),
    products: guessed.products + degree * found.products,
  };
}

/** v ↦ T((A − middle)/half) v, T the Chebyshev polynomial: T_0 = 1, T_1 = x, T_{j+1} = 2 x T_j − T_{j−1}. */
function chebyshev(n: number, product: Product, middle: number, half: number): Product {
  const [one, other] = [new Float64Array(n), new Float64Array(n)];
  return function* (v, out) {
    let [before, now] = [one, other];
    before.set(v);
    yield* product(v, now);
    for (let i = 0; i < n; i++) now[i] = (now[i] - middle * v[i]) / half;
    for (let j = 1; j < degree; j++) {
      yield* product(now, out);
      advance(before, now, out, middle, half);
      [before, now] = [now, before];
    }
    out.set(now);
  };
}

/** before ← 2 (image − middle · now)/half − before. */
function advance(before: Float64Array, now: Float64Array, image: Float64Array, middle: number, half: number): void {
  const scale = 2 / half;
  for (let i = 0; i < before.length; i++) before[i] = scale * (image[i] - middle * now[i]) - before[i];
}
