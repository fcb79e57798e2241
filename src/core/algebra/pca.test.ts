import { expect, test } from 'vitest';
import { pca, pcaCoordinates, type Pca } from './pca';
import { Random } from './random';
import { symmetricEigen } from './symmetric';

/** Points with independent features of the given standard deviations, turned by a random rotation, away from 0. */
function turned(n: number, deviations: number[], seed: number): { points: Float64Array; directions: Float64Array } {
  const d = deviations.length;
  const random = new Random(seed);
  const symmetric = new Float64Array(d * d);
  for (let i = 0; i < d; i++) for (let j = 0; j <= i; j++) symmetric[i * d + j] = symmetric[j * d + i] = random.normal();
  const directions = symmetricEigen(symmetric, d).vectors;
  const points = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    for (let c = 0; c < d; c++) {
      const amount = deviations[c] * random.normal();
      for (let f = 0; f < d; f++) points[i * d + f] += amount * directions[c * d + f];
    }
    for (let f = 0; f < d; f++) points[i * d + f] += 100 + f;
  }
  return { points, directions };
}

function expectOrthonormal({ axes, mean }: Pca): void {
  const d = mean.length;
  for (let a = 0; a < axes.length; a += d) {
    for (let b = 0; b < axes.length; b += d) {
      let sum = 0;
      for (let f = 0; f < d; f++) sum += axes[a + f] * axes[b + f];
      expect(sum).toBeCloseTo(a === b ? 1 : 0, 10);
    }
  }
}

/** The covariance with n − 1, and how far each axis is from an eigenvector of it: |C v − variance v|. */
function residuals(points: ArrayLike<number>, n: number, { axes, mean, variances }: Pca): number[] {
  const d = mean.length;
  return Array.from(variances, (variance, c) => {
    const axis = axes.subarray(c * d, c * d + d);
    const image = new Float64Array(d);
    for (let i = 0; i < n; i++) {
      let coordinate = 0;
      for (let f = 0; f < d; f++) coordinate += (points[i * d + f] - mean[f]) * axis[f];
      for (let f = 0; f < d; f++) image[f] += (coordinate * (points[i * d + f] - mean[f])) / (n - 1);
    }
    return Math.sqrt(image.reduce((sum, value, f) => sum + (value - variance * axis[f]) ** 2, 0));
  });
}

test('small matrices have their eigenpairs', () => {
  const { values, vectors } = symmetricEigen(Float64Array.from([2, 1, 1, 2]), 2);
  expect(values[0]).toBeCloseTo(3, 14);
  expect(values[1]).toBeCloseTo(1, 14);
  expect(Math.abs(vectors[0])).toBeCloseTo(Math.SQRT1_2, 14);
  expect(vectors[0]).toBeCloseTo(vectors[1], 14);
  expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
});

test.each([
  [3, 2],
  [48, 5],
  [49, 3],
  [200, 2],
  [600, 3],
])('axes are eigenvectors of the covariance, by falling variance: d = %i, %i components', (d, components) => {
  const deviations = Array.from({ length: d }, (_, c) => 5 * 0.8 ** c + 0.05);
  const n = 150;
  const random = new Random(d);
  // For many features the rotation is left out: the scatter is as hard.
  const points =
    d <= 60 ? turned(n, deviations, d).points : Float64Array.from({ length: n * d }, (_, at) => 3 + deviations[at % d] * random.normal());
  const result = pca(points, n, d, components, new Random(1));
  expectOrthonormal(result);
  for (const residual of residuals(points, n, result)) expect(residual).toBeLessThan(1e-5);
  for (let c = 1; c < components; c++) expect(result.variances[c]).toBeLessThanOrEqual(result.variances[c - 1]);
  expect(result.explained.reduce((sum, share) => sum + share, 0)).toBeLessThan(1 + 1e-12);
  for (let c = 0; c < components; c++) {
    const axis = [...result.axes.subarray(c * d, c * d + d)];
    expect(Math.max(...axis)).toBeGreaterThanOrEqual(-Math.min(...axis) - 1e-8);
  }
});

test('the directions that made the data are found', () => {
  const { points, directions } = turned(4000, [9, 3, 1, 0.1], 3);
  const { axes, variances } = pca(points, 4000, 4, 4, new Random(0));
  for (let c = 0; c < 4; c++) {
    const along = Math.abs([0, 1, 2, 3].reduce((sum, f) => sum + axes[4 * c + f] * directions[4 * c + f], 0));
    expect(along).toBeGreaterThan(0.99);
    expect(variances[c] / [81, 9, 1, 0.01][c]).toBeCloseTo(1, 0);
  }
});

test('the seed only starts the search', () => {
  const { points } = turned(100, [4, 2, 1, 0.5, 0.2], 5);
  const a = pca(points, 100, 5, 2, new Random(1));
  expect(a).toEqual(pca(points, 100, 5, 2, new Random(1)));
  pca(points, 100, 5, 2, new Random(2)).axes.forEach((value, at) => expect(value).toBeCloseTo(a.axes[at], 7));
});

test('one dimension', () => {
  const result = pca(Float32Array.from([1, 2, 3, 4]), 4, 1, 1, new Random(0));
  expect([...result.axes]).toEqual([1]);
  expect(result.variances[0]).toBeCloseTo(5 / 3, 12);
  expect(result.explained[0]).toBeCloseTo(1, 12);
});

test.each([
  ['constant, few features', 10, 3, 3, 0],
  ['constant, many features', 10, 600, 4, 0],
  ['on a line, few features', 10, 5, 5, 1],
  ['on a line, many features', 30, 700, 5, 1],
  ['a single point', 1, 4, 2, 0],
])('data of low rank still have orthonormal axes: %s', (_, n, d, components, rank) => {
  const points = Float64Array.from({ length: n * d }, (__, at) => 1000.1 + rank * Math.floor(at / d) * ((at % d) - 1));
  const result = pca(points, n, d, components, new Random(1));
  expectOrthonormal(result);
  expect(result.variances.every((value) => Number.isFinite(value) && value >= 0)).toBe(true);
  expect(result.explained[0]).toBeCloseTo(rank, 9);
  expect(result.explained[1]).toBeCloseTo(0, 9);
});

test('any magnitude of single precision will do', () => {
  for (const scale of [1e-38, 1, 1e37]) {
    const points = Float32Array.from([3, 4, -3, -4, 6, 8, -6, -8], (value) => value * scale);
    const { axes, explained } = pca(points, 4, 2, 2, new Random(0));
    expect(axes[0]).toBeCloseTo(0.6, 5);
    expect(axes[1]).toBeCloseTo(0.8, 5);
    expect(explained[0]).toBeCloseTo(1, 6);
  }
});

test('coordinates are distances along the axes', () => {
  const points = Float32Array.from([1, 1, 3, 3, 5, 5]);
  const coordinates = pcaCoordinates(pca(points, 3, 2, 2, new Random(0)), points, 3);
  [-2 * Math.SQRT2, 0, 0, 0, 2 * Math.SQRT2, 0].forEach((value, at) => expect(coordinates[at]).toBeCloseTo(value, 6));
});

test('what has no axes is refused', () => {
  expect(() => pca(Float32Array.from([1, 2]), 1, 2, 3, new Random(0))).toThrow(RangeError);
  expect(() => pca(Float32Array.from([1, 2]), 1, 2, 0, new Random(0))).toThrow(RangeError);
  expect(() => pca(new Float32Array(0), 0, 2, 1, new Random(0))).toThrow(RangeError);
  expect(() => pca(Float32Array.from([1, Number.NaN]), 2, 1, 1, new Random(0))).toThrow(/finite/);
});
