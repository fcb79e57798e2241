import { expect, test } from 'vitest';
import { lanczosSteps, largestPairs, type Product } from './lanczos';
import { Random } from './random';
import { symmetricEigen } from './symmetric';

function drain<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Q diag(values) Qᵀ of a random orthonormal Q. */
function matrixOf(values: readonly number[], seed = 1): { n: number; product: Product } {
  const n = values.length;
  const random = new Random(seed);
  const noise = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) noise[i * n + j] = noise[j * n + i] = random.normal();
  const { vectors: q } = symmetricEigen(noise, n);
  return {
    n,
    *product(v, out) {
      out.fill(0);
      yield;
      for (let c = 0; c < n; c++) {
        let along = 0;
        for (let f = 0; f < n; f++) along += q[c * n + f] * v[f];
        for (let f = 0; f < n; f++) out[f] += values[c] * along * q[c * n + f];
      }
    },
  };
}

function check({ n, product }: ReturnType<typeof matrixOf>, values: Float64Array, vectors: readonly Float64Array[]): void {
  vectors.forEach((vector, i) => {
    const image = new Float64Array(n);
    drain(product(vector, image));
    image.forEach((value, f) => expect(value).toBeCloseTo(values[i] * vector[f], 4));
    vectors.forEach((other, j) => expect(vector.reduce((sum, x, f) => sum + x * other[f], 0)).toBeCloseTo(i === j ? 1 : 0, 9));
  });
}

const spread = Array.from({ length: 50 }, (_, i) => 1 - i / 40);

test('the largest pairs of a matrix, with restarts', () => {
  const matrix = matrixOf(spread);
  const { values, vectors, converged } = drain(lanczosSteps(matrix.n, matrix.product, 4, new Random(2), { basis: 12 }));
  expect(converged).toBe(true);
  values.forEach((value, i) => expect(value).toBeCloseTo(spread[i], 7));
  check(matrix, values, vectors);
});

test('of an eigenvalue with several vectors all are found, and so where all are equal', () => {
  const many = [0.9, 0.9, 0.9, 0.8, 0.8, ...spread.slice(20)];
  for (const [eigenvalues, wanted] of [
    [many, 5],
    [[1, ...Array.from({ length: 30 }, () => -0.1)], 4],
    [[1, 1, 1], 3],
    [[0.5], 3],
  ] as const) {
    const matrix = matrixOf(eigenvalues);
    const { values, vectors } = drain(largestPairs(matrix.n, matrix.product, wanted, new Random(5)));
    expect(values.length).toBe(Math.min(wanted, eigenvalues.length));
    values.forEach((value, i) => expect(value).toBeCloseTo(eigenvalues[i], 6));
    check(matrix, values, vectors);
  }
});

test('pairs among what is orthogonal to vectors that are known; no more than there are products', () => {
  const matrix = matrixOf(spread);
  const known = drain(lanczosSteps(matrix.n, matrix.product, 3, new Random(2), { tolerance: 1e-9 })).vectors;
  const { values } = drain(largestPairs(matrix.n, matrix.product, 2, new Random(3), { locked: known }));
  values.forEach((value, i) => expect(value).toBeCloseTo(spread[3 + i], 6));
  const { converged, products } = drain(lanczosSteps(matrix.n, matrix.product, 4, new Random(2), { basis: 8, products: 9 }));
  expect([converged, products]).toEqual([false, 10]);
});
