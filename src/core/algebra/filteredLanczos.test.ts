import { expect, test } from 'vitest';
import { drain } from '../work/steps';
import { filteredPairs } from './filteredLanczos';
import { largestPairs, type Product } from './lanczos';
import { Random } from './random';

/** H diag(values) H of the reflection H = I − 2 v vᵀ. */
function matrixOf(values: readonly number[]): { n: number; product: Product } {
  const n = values.length;
  const random = new Random(n);
  const v = Float64Array.from({ length: n }, () => random.normal());
  const length = Math.hypot(...v);
  const reflect = (x: Float64Array): Float64Array => {
    const along = (2 * x.reduce((sum, y, i) => sum + y * v[i], 0)) / length ** 2;
    return x.map((y, i) => y - along * v[i]);
  };
  return {
    n,
    *product(x, out) {
      yield;
      out.set(reflect(reflect(x).map((y, i) => values[i] * y)));
    },
  };
}

const bulk = Array.from({ length: 400 }, (_, i) => 0.95 - (1.9 * i) / 400);

test.each([
  ['near one another at the upper end', [0.999, 0.998, 0.995, 0.993, ...bulk], 4],
  ['one that has several vectors', [0.99, 0.99, 0.99, 0.97, ...bulk], 4],
  ['all equal but one, which a polynomial does not tell apart', [1, ...bulk.map(() => -0.1)], 3],
  ['few points, which are searched without it', [0.9, 0.8, ...bulk.slice(0, 40).map((x) => x - 0.5)], 3],
])('the largest pairs, of eigenvalues %s', (_, eigenvalues, wanted) => {
  const { n, product } = matrixOf(eigenvalues);
  const { values, vectors, converged } = drain(filteredPairs(n, product, wanted, new Random(3), { tolerance: 1e-4, least: -1 }));
  expect(converged).toBe(true);
  const sorted = [...eigenvalues].sort((a, b) => b - a);
  vectors.forEach((vector, i) => {
    expect(values[i]).toBeCloseTo(sorted[i], 6);
    const image = new Float64Array(n);
    drain(product(vector, image));
    expect(Math.hypot(...image.map((x, f) => x - values[i] * vector[f]))).toBeLessThanOrEqual(1e-4);
    vectors.forEach((other, j) => expect(vector.reduce((sum, x, f) => sum + x * other[f], 0)).toBeCloseTo(i === j ? 1 : 0, 9));
  });
});

test('among what is orthogonal to vectors that are known', () => {
  const eigenvalues = [0.999, 0.99, 0.98, ...bulk];
  const { n, product } = matrixOf(eigenvalues);
  const { vectors: locked } = drain(largestPairs(n, product, 1, new Random(1), { tolerance: 1e-9 }));
  const { values } = drain(filteredPairs(n, product, 2, new Random(2), { locked, tolerance: 1e-4, least: -1 }));
  expect([...values]).toEqual([expect.closeTo(0.99, 6), expect.closeTo(0.98, 6)]);
  expect(drain(filteredPairs(n, product, 0, new Random(2), { locked, tolerance: 1e-4, least: -1 })).vectors).toEqual([]);
});
