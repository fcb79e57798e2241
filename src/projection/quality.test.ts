import { describe, expect, test } from 'vitest';
import { Random } from '../core/algebra/random';
import { layoutQuality } from './quality';
import { pcaLayout } from './reduce';
import { blobs } from './testing';
import { finish } from './work';

const random = () => new Random(1);

describe('quality of a layout', () => {
  test('is 1 where the layout is the data', () => {
    const points = blobs(300, 2, 4, new Random(1));
    expect(finish(layoutQuality(points, 300, 2, points, { random: random() }))).toEqual({
      trustworthiness: 1,
      preservation: 1,
      neighbours: 15,
      points: 300,
    });
  });

  test('on a sample is about that on all points', () => {
    const n = 1500;
    const points = blobs(n, 12, 6, new Random(2));
    const { coordinates } = finish(pcaLayout(points, n, 12, new Random(3)));
    const all = finish(layoutQuality(points, n, 12, coordinates, { random: random() }));
    const some = finish(layoutQuality(points, n, 12, coordinates, { most: 500, random: random() }));
    expect(some.points).toBe(500);
    expect(Math.abs(some.trustworthiness - all.trustworthiness)).toBeLessThan(0.01);
    expect(Math.abs(some.preservation - all.preservation)).toBeLessThan(0.02);
  });

  test('of few points counts fewer neighbours', () => {
    for (const n of [1, 2, 3, 4, 9, 31]) {
      const points = blobs(n, 3, 2, new Random(n));
      const quality = finish(layoutQuality(points, n, 3, points.slice(0, 2 * n), { random: random() }));
      expect(quality.neighbours).toBe(Math.min(15, Math.ceil(n / 2) - 1));
      expect(quality.trustworthiness).toBeGreaterThanOrEqual(0);
      expect(quality.trustworthiness).toBeLessThanOrEqual(1);
    }
  });

  test('of duplicates holds nothing against them', () => {
    const n = 1000;
    const points = Float32Array.from({ length: n * 3 }, (_, at) => ((at / 3) | 0) % 2);
    const coordinates = Float32Array.from({ length: n * 2 }, (_, at) => ((at / 2) | 0) % 2);
    expect(finish(layoutQuality(points, n, 3, coordinates, { random: random() }))).toMatchObject({ trustworthiness: 1, preservation: 1 });
    expect(finish(layoutQuality(points, n, 3, coordinates, { most: 50, random: random() }))).toMatchObject({
      trustworthiness: 1,
      preservation: 1,
    });
  });

  test('does not depend on the scale', () => {
    const points = blobs(200, 4, 3, new Random(5));
    const coordinates = points.slice(0, 400);
    const once = finish(layoutQuality(points, 200, 4, coordinates, { random: random() }));
    const huge = finish(
      layoutQuality(
        points.map((value) => value * 2 ** 110),
        200,
        4,
        coordinates,
        { random: random() },
      ),
    );
    expect(huge).toEqual(once);
  });

  test('refuses what is not finite', () => {
    expect(() => finish(layoutQuality(new Float32Array(10), 5, 2, new Float32Array(10).fill(NaN), { random: random() }))).toThrow(
      RangeError,
    );
  });
});
