import { describe, expect, test } from 'vitest';
import { pca, pcaCoordinates } from '../core/algebra/pca';
import { Random } from '../core/algebra/random';
import { symmetricEigen } from '../core/algebra/symmetric';
import { principalAxes } from './principal';
import { normalised, pcaLayout, reduce } from './reduce';
import { blobs } from './testing';
import { finish } from './work';

/** The share of the variance along the first axes, by the eigenvalues of the n × n products of centred points. */
function largestShares(points: Float32Array, n: number, d: number, count: number): number {
  const centred = Float64Array.from(points);
  for (let f = 0; f < d; f++) {
    let mean = 0;
    for (let i = 0; i < n; i++) mean += points[i * d + f] / n;
    for (let i = 0; i < n; i++) centred[i * d + f] -= mean;
  }
  const products = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) for (let f = 0; f < d; f++) products[i * n + j] += centred[i * d + f] * centred[j * d + f];
  const { values } = symmetricEigen(products, n);
  const sum = (some: Float64Array) => some.reduce((total, value) => total + value, 0);
  return sum(values.subarray(0, count)) / sum(values);
}

describe('reduction', () => {
  test.each([64, 260])('of %i dimensions keeps 99% of what the very axes keep', (d) => {
    const n = 120;
    const points = blobs(n, d, 8, new Random(1));
    const reduced = finish(reduce(points, n, d, 'euclidean', new Random(2)));
    const exact = largestShares(points, n, d, 50);
    expect(reduced.d).toBe(50);
    expect(reduced.points).toHaveLength(50 * n);
    expect(reduced.kept).toBeGreaterThan(0.99 * exact);
    expect(reduced.kept).toBeLessThanOrEqual(exact + 1e-9);
    expect(reduced.notes).toEqual([
      `${d} dimensions were reduced to 50 by PCA first, which keep ${(Math.floor(reduced.kept * 1000) / 10).toFixed(1)}% of the variance.`,
    ]);
    // Other points are taken the same way.
    const again = reduced.project(points.subarray(0, 2 * d), 2);
    for (let at = 0; at < 100; at++) expect(again[at]).toBeCloseTo(reduced.points[at], 3);
  });

  test('leaves few dimensions as they are', () => {
    const points = blobs(20, 50, 2, new Random(1));
    const reduced = finish(reduce(points, 20, 50, 'euclidean', new Random(2)));
    expect(reduced).toMatchObject({ d: 50, kept: 1, notes: [] });
    expect(reduced.points).toBe(points);
  });

  test('by cosine takes rows to length 1, but for those of zeros', () => {
    const reduced = finish(reduce(Float32Array.of(3, 4, 0, 0, -1e-30, 0, 0, 1e30), 4, 2, 'cosine', new Random(1)));
    expect([...reduced.points]).toEqual([...Float32Array.of(0.6, 0.8, 0, 0, -1, 0, 0, 1)]);
    expect(reduced.notes).toEqual(['One point is all zeros and has no direction; it stays at the origin.']);
    expect([...reduced.project(Float32Array.of(0, 5), 1)]).toEqual([0, 1]);
    expect([...normalised(Float32Array.of(0, 0), 1, 2)]).toEqual([0, 0]);
  });

  test.each([1e30, 3e38 / 30, 1e-30])('of magnitudes about %f is finite', (scale) => {
    for (const d of [5, 80]) {
      const points = blobs(60, d, 3, new Random(4)).map((value) => value * scale);
      const reduced = finish(reduce(points, 60, d, 'euclidean', new Random(5)));
      const largest = reduced.points.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      expect(largest).toBeGreaterThan(1e-3);
      expect(largest).toBeLessThan(1e3);
    }
  });

  test('of equal points, or of fewer than axes, is finite', () => {
    for (const n of [1, 5]) {
      const equal = finish(reduce(new Float32Array(n * 60).fill(7), n, 60, 'euclidean', new Random(1)));
      expect(equal.points.every((value) => Math.abs(value) < 1e-6)).toBe(true);
      expect(equal.notes[0]).toContain('100%');
    }
    const few = finish(reduce(blobs(5, 300, 2, new Random(2)), 5, 300, 'euclidean', new Random(1)));
    expect(few.kept).toBeCloseTo(1, 6);
    expect(few.points.every(Number.isFinite)).toBe(true);
  });

  test('refuses what is not finite, by its row', () => {
    expect(() => finish(reduce(Float32Array.of(0, 1, 2, NaN), 2, 2, 'euclidean', new Random(1)))).toThrow(
      'Row 2 has a value that is not a number in column 2.',
    );
    expect(() => finish(reduce(Float32Array.of(Infinity, 1), 2, 1, 'cosine', new Random(1)))).toThrow(
      'Row 1 has an infinite value in column 1.',
    );
    expect(() => finish(reduce(new Float32Array(0), 0, 3, 'euclidean', new Random(1)))).toThrow(RangeError);
  });
});

describe('principal components', () => {
  test.each([
    [200, 5],
    [150, 60],
    [60, 300],
  ])('of %i points of %i numbers are those of the slow way', (n, d) => {
    const points = blobs(n, d, 5, new Random(1));
    const layout = finish(pcaLayout(points, n, d, new Random(2)));
    const exact = pca(points, n, d, 2, new Random(3));
    const along = pcaCoordinates(exact, points, n);
    const size = along.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let at = 0; at < 2 * n; at++) expect(Math.abs(layout.coordinates[at] - along[at])).toBeLessThan(1e-3 * size);
    expect(layout.explained[0]).toBeCloseTo(exact.explained[0], 6);
    expect(layout.explained[1]).toBeCloseTo(exact.explained[1], 6);
  });

  test('of one dimension, of one point, of equal points', () => {
    const line = finish(pcaLayout(Float32Array.of(1, 2, 6), 3, 1, new Random(1)));
    expect([...line.coordinates]).toEqual([-2, 0, -1, 0, 3, 0]);
    expect(line.explained).toEqual([1, 0]);
    expect(finish(pcaLayout(Float32Array.of(4, 5, 6), 1, 3, new Random(1)))).toEqual({
      coordinates: new Float32Array(2),
      explained: [0, 0],
    });
    const equal = finish(pcaLayout(new Float32Array(40).fill(2), 10, 4, new Random(1)));
    expect(equal.coordinates.every((value) => value === 0)).toBe(true);
    expect(equal.explained).toEqual([0, 0]);
  });

  test('have orthonormal axes, whatever the rank', () => {
    const points = Float32Array.from({ length: 40 * 9 }, (_, at) => ((at / 9) | 0) * (1 + (at % 9)));
    const { axes, shares } = finish(principalAxes(points, 40, 9, 9, new Random(1), { passes: 3, tolerance: 0 }));
    expect(shares[0]).toBeCloseTo(1, 9);
    for (let a = 0; a < 9; a++) {
      for (let b = 0; b <= a; b++) {
        let product = 0;
        for (let f = 0; f < 9; f++) product += axes[a * 9 + f] * axes[b * 9 + f];
        expect(product).toBeCloseTo(a === b ? 1 : 0, 9);
      }
    }
  });
});
