import { expect, test } from 'vitest';
import { nearestEpoch, thin } from './thin';

test('a short curve is kept whole, without its gaps', () => {
  const y = [null, 3, 2, Number.NaN, 1];
  expect(
    thin(
      5,
      (i) => i,
      (i) => y[i]!,
      600,
    ),
  ).toEqual([
    { x: 1, y: 3 },
    { x: 2, y: 2 },
    { x: 4, y: 1 },
  ]);
});

test('a long curve has at most so many points, in order, with its ends and its spike', () => {
  const value = (i: number) => (i === 54_321 ? 99 : Math.sin(i / 1000));
  const points = thin(100_000, (i) => i, value, 600);
  expect(points.length).toBeLessThanOrEqual(600);
  expect(points.length).toBeGreaterThan(500);
  expect(points[0]!.x).toBe(0);
  expect(points.at(-1)!.x).toBe(99_999);
  expect(points.some((p) => p.y === 99)).toBe(true);
  expect(points.every((p, i) => i === 0 || p.x > points[i - 1]!.x)).toBe(true);
});

test('the nearest epoch is found', () => {
  const frames = [0, 4, 8, 12, 13].map((epoch) => ({ epoch }));
  expect(nearestEpoch(frames, 5)).toBe(1);
  expect(nearestEpoch(frames, 6)).toBe(1);
  expect(nearestEpoch(frames, 7)).toBe(2);
  expect(nearestEpoch(frames, 99)).toBe(4);
  expect(nearestEpoch(frames, -1)).toBe(0);
  expect(nearestEpoch([], 3)).toBe(-1);
});
