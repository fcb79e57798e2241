import { describe, expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { blobs } from '../testing';
import { finish } from '../work';
import { neighboursByDescent } from './descent';
import { exactNeighbours } from './exact';
import { costOfNeighbours, findNeighbours, neighbourSearch } from './find';
import type { NeighbourGraph } from './graph';

/** The share of the very nearest that are found. */
function recall(found: NeighbourGraph, exact: NeighbourGraph): number {
  let hits = 0;
  for (let i = 0; i < found.n; i++) {
    const row = new Set(found.indices.subarray(i * found.k, (i + 1) * found.k));
    for (let at = i * exact.k; at < (i + 1) * exact.k; at++) if (row.has(exact.indices[at])) hits++;
  }
  return hits / exact.indices.length;
}

/** Every row has k different others, the nearest first. */
function isGraph({ n, k, indices, distances }: NeighbourGraph): boolean {
  for (let i = 0; i < n; i++) {
    const row = indices.subarray(i * k, (i + 1) * k);
    if (new Set(row).size !== k || row.includes(i) || row.some((j) => j >= n)) return false;
    for (let at = i * k + 1; at < (i + 1) * k; at++) if (!(distances[at] >= distances[at - 1])) return false;
  }
  return true;
}

describe('neighbours by descent', () => {
  test.each([
    [1797, 64, 15],
    [1500, 10, 91],
    [300, 4, 60],
  ])('are nearly all of the nearest: %i points of %i numbers, k = %i', (n, d, k) => {
    const points = blobs(n, d, 10, new Random(1));
    const found = finish(neighboursByDescent(points, n, d, k, new Random(2)));
    expect(isGraph(found)).toBe(true);
    expect(recall(found, finish(exactNeighbours(points, n, d, k)))).toBeGreaterThan(0.97);
  });

  test('are the same from the same seed', () => {
    const points = blobs(800, 8, 5, new Random(3));
    const once = finish(neighboursByDescent(points, 800, 8, 10, new Random(4)));
    expect(finish(neighboursByDescent(points, 800, 8, 10, new Random(4)))).toEqual(once);
  });

  test('may be all others', () => {
    const found = finish(neighboursByDescent(blobs(60, 3, 2, new Random(5)), 60, 3, 59, new Random(6)));
    expect(isGraph(found)).toBe(true);
  });

  test('of small groups far apart reach beyond them', () => {
    const points = blobs(600, 5, 30, new Random(7), 0.01);
    const found = finish(neighboursByDescent(points, 600, 5, 50, new Random(8)));
    expect(isGraph(found)).toBe(true);
    expect(recall(found, finish(exactNeighbours(points, 600, 5, 50)))).toBeGreaterThan(0.9);
  });

  test.each([1, 2, 12])('of thousands of duplicates are found in the end: %i kinds', (kinds) => {
    const points = Float32Array.from({ length: 4000 * 3 }, (_, at) => ((at / 3) | 0) % kinds);
    const found = finish(neighboursByDescent(points, 4000, 3, 15, new Random(9)));
    expect(isGraph(found)).toBe(true);
    expect(found.distances.filter((distance) => distance > 0).length).toBeLessThan(0.01 * found.distances.length);
  });

  test.each([1e30, 1e-30])('of numbers times %f', (scale) => {
    const points = blobs(500, 6, 3, new Random(10)).map((value) => value * scale);
    const found = finish(neighboursByDescent(points, 500, 6, 8, new Random(11)));
    expect(isGraph(found)).toBe(true);
    expect(recall(found, finish(exactNeighbours(points, 500, 6, 8)))).toBeGreaterThan(0.97);
  });

  test('are not looked for where there are not so many', () => {
    expect(() => finish(neighboursByDescent(new Float32Array(10), 5, 2, 5, new Random(1)))).toThrow(RangeError);
    expect(finish(neighboursByDescent(new Float32Array(2), 1, 2, 0, new Random(1))).indices).toHaveLength(0);
  });
});

describe('the search', () => {
  test('is exact for few points and by descent for many', () => {
    expect(neighbourSearch(1797, 64, 15)).toBe('exact');
    expect(neighbourSearch(60_000, 10, 15)).toBe('descent');
    expect(neighbourSearch(60_000, 50, 91)).toBe('descent');
    expect(costOfNeighbours(60_000, 10, 15)).toBeGreaterThan(costOfNeighbours(1797, 10, 15));
  });

  test('finds what it names', () => {
    const points = blobs(200, 5, 3, new Random(1));
    expect(finish(findNeighbours({ points, n: 200, d: 5, k: 6, random: new Random(2) }))).toEqual(
      finish(exactNeighbours(points, 200, 5, 6)),
    );
  });
});
