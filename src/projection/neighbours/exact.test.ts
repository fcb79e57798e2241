import { describe, expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { blobs } from '../testing';
import { finish } from '../work';
import { exactNeighbours } from './exact';

/** All pairs, sorted by distance, then index. */
function bySorting(
  points: Float32Array,
  n: number,
  d: number,
  k: number,
  queries: Float32Array | null = null,
): { indices: number[]; distances: number[] } {
  const indices: number[] = [];
  const distances: number[] = [];
  const from = queries ?? points;
  for (let i = 0; i < from.length / d; i++) {
    const pairs: [number, number][] = [];
    for (let j = 0; j < n; j++) {
      let square = 0;
      for (let f = 0; f < d; f++) square += (from[i * d + f] - points[j * d + f]) ** 2;
      if (queries || j !== i) pairs.push([Math.sqrt(square), j]);
    }
    pairs.sort(([a, i], [b, j]) => a - b || i - j);
    for (const [distance, j] of pairs.slice(0, k)) {
      indices.push(j);
      distances.push(distance);
    }
  }
  return { indices, distances };
}

describe('exact neighbours', () => {
  test.each([
    [700, 20, 15],
    [650, 9, 40],
    [130, 3, 129],
    [64, 1, 5],
    [65, 70, 1],
    [2, 2, 1],
  ])('are those of all pairs sorted: %i points of %i numbers, k = %i', (n, d, k) => {
    const points = blobs(n, d, 3, new Random(n));
    const { indices, distances } = finish(exactNeighbours(points, n, d, k));
    const expected = bySorting(points, n, d, k);
    expect([...indices]).toEqual(expected.indices);
    expect([...distances]).toEqual([...Float32Array.from(expected.distances)]);
  });

  test('of other points leave none out, and may be all', () => {
    const points = blobs(600, 12, 3, new Random(1));
    const queries = blobs(250, 12, 3, new Random(2));
    queries.set(points.subarray(12, 24));
    const { n, indices, distances } = finish(exactNeighbours(points, 600, 12, 7, { points: queries, n: 250 }));
    expect(n).toBe(250);
    expect([...indices]).toEqual(bySorting(points, 600, 12, 7, queries).indices);
    expect([indices[0], distances[0]]).toEqual([1, 0]);
    const all = finish(exactNeighbours(points, 50, 12, 50, { points: queries, n: 1 }));
    expect(new Set(all.indices).size).toBe(50);
  });

  test('are as good far from the origin as near it', () => {
    const points = blobs(600, 12, 2, new Random(3)).map((value) => Math.round(value * 8));
    const near = finish(exactNeighbours(points, 600, 12, 6));
    const far = finish(
      exactNeighbours(
        points.map((value) => value + 2 ** 23),
        600,
        12,
        6,
      ),
    );
    expect(far).toEqual(near);
  });

  test('of duplicates are duplicates, by rising index', () => {
    const points = new Float32Array(3000 * 2).fill(0.1);
    const { indices, distances } = finish(exactNeighbours(points, 3000, 2, 3));
    expect([...indices.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect([...indices.subarray(3 * 2999)]).toEqual([0, 1, 2]);
    expect(Math.max(...distances)).toBe(0);
  });

  test.each([1e30, 1e-30])('of numbers times %f are the same', (scale) => {
    const points = blobs(300, 10, 3, new Random(4));
    const found = finish(
      exactNeighbours(
        points.map((value) => value * scale),
        300,
        10,
        5,
      ),
    );
    expect(found.distances.every((distance) => Number.isFinite(distance) && distance > 0)).toBe(true);
    expect([...found.indices]).toEqual([...finish(exactNeighbours(points, 300, 10, 5)).indices]);
  });

  test('at distances beyond float32 are at its largest number', () => {
    const { distances } = finish(exactNeighbours(Float32Array.of(-3e38, 3e38, 3e38), 3, 1, 2));
    expect(distances[1]).toBe(Math.fround(3.4028234663852886e38));
  });

  test('are not looked for where there are not so many, or a number is not finite', () => {
    expect(() => finish(exactNeighbours(new Float32Array(4), 2, 2, 2))).toThrow(RangeError);
    expect(() => finish(exactNeighbours(new Float32Array(4), 2, 2, 3, { points: new Float32Array(2), n: 1 }))).toThrow(RangeError);
    expect(() => finish(exactNeighbours(Float32Array.of(0, 0, NaN, 0), 2, 2, 1))).toThrow('Point 2');
    expect(finish(exactNeighbours(new Float32Array(2), 1, 2, 0)).indices).toHaveLength(0);
  });

  test('come in pieces', () => {
    const work = exactNeighbours(blobs(2500, 6, 3, new Random(5)), 2500, 6, 5);
    let pieces = 0;
    for (let step = work.next(); !step.done; step = work.next()) {
      pieces++;
      expect(step.value.fraction).toBeGreaterThanOrEqual(0);
      expect(step.value.fraction).toBeLessThanOrEqual(1);
    }
    expect(pieces).toBeGreaterThan(1);
  });
});
