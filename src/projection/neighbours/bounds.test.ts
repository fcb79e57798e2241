import { describe, expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { blobs } from '../testing';
import { finish } from '../work';
import { boundsOn, longPoints } from './bounds';
import { exactNeighbours } from './exact';

/** In double precision. */
function square(a: Float32Array, i: number, b: Float32Array, j: number, d: number): number {
  let sum = 0;
  for (let f = 0; f < d; f++) sum += (a[i * d + f] - b[j * d + f]) ** 2;
  return sum;
}

describe('bounds', () => {
  test.each([48, 50, 63, 784])('are hardly below the squares of %i numbers, and never above', (d) => {
    const [n, rows] = [40, 9];
    const set = blobs(n, d, 3, new Random(d));
    const asked = blobs(rows, d, 3, new Random(d + 1));
    for (const [queries, from, count] of [
      [null, set, n],
      [asked, asked, rows],
    ] as const) {
      const bounds = boundsOn(set, n, d, queries, count, 16)!;
      for (let i = 0; i < count; i++) {
        const others = Array.from({ length: 1 + (i % 16) }, (_, c) => (7 * c + i) % n);
        bounds.list.set(others);
        bounds.update(i, others.length);
        others.forEach((j, c) => {
          const exact = square(from, i, set, j, d);
          expect(bounds.bounds[c]).toBeLessThanOrEqual(exact);
          expect(bounds.bounds[c]).toBeGreaterThanOrEqual(exact * (1 - 5e-5));
        });
      }
    }
  });

  test('are 0 where squares are beyond float32', () => {
    const points = Float32Array.from({ length: 3 * 48 }, (_, at) => [1e-23, 2e-23, 1e25][Math.floor(at / 48)]);
    const bounds = boundsOn(points, 3, 48, null, 3, 4)!;
    bounds.list.set([1, 2]);
    bounds.update(0, 2);
    expect([...bounds.bounds.subarray(0, 2)]).toEqual([0, 0]);
  });
});

describe('exact neighbours of long points', () => {
  const [n, d, k] = [700, longPoints + 5, 12];
  const nearest = (points: Float32Array) =>
    Array.from({ length: n }, (_, i) => {
      const squares = Float64Array.from({ length: n }, (_, j) => square(points, i, points, j, d));
      return Array.from({ length: n }, (_, j) => j)
        .filter((j) => j !== i)
        .sort((a, b) => squares[a] - squares[b] || a - b)
        .slice(0, k);
    }).flat();

  test.each([1, 1e-22, 1e22])('are those of all pairs, duplicates and all, at a scale of %d', (scale) => {
    const points = blobs(n, d, 3, new Random(4)).map((value) => Math.round(64 * value) * scale);
    points.copyWithin(100 * d, 0, 30 * d);
    expect([...finish(exactNeighbours(points, n, d, k)).indices]).toEqual(nearest(points));
  });

  test('are those of all pairs where others ask', () => {
    const points = blobs(n, d, 3, new Random(5));
    const queries = blobs(250, d, 3, new Random(6));
    const found = finish(exactNeighbours(points, n, d, k, { points: queries, n: 250 }));
    for (let i = 0; i < 250; i++) {
      const squares = Float64Array.from({ length: n }, (_, j) => square(queries, i, points, j, d));
      const expected = Array.from({ length: n }, (_, j) => j)
        .sort((a, b) => squares[a] - squares[b] || a - b)
        .slice(0, k);
      expect([...found.indices.subarray(i * k, i * k + k)]).toEqual(expected);
    }
  });
});
