import { expect, test } from 'vitest';
import { even, filmed, hundredths, usualSeconds } from './epochs';

test('a film has all epochs that it has the time for, and always the first and the last', () => {
  expect(filmed([0, 4, 8], 10)).toEqual([0, 4, 8]);
  const epochs = Array.from({ length: 301 }, (_, i) => 2 * i);
  const chosen = filmed(epochs, 2);
  expect(chosen).toHaveLength(60);
  expect([chosen[0], chosen.at(-1)]).toEqual([0, 600]);
  expect(new Set(chosen).size).toBe(60);
  expect(filmed([0, 1, 2, 3], 0.01)).toEqual([0, 3]);
});

test('the frames of a GIF take as long as the film, however they are rounded', () => {
  const sum = (count: number, seconds: number) =>
    Array.from({ length: count }, (_, i) => hundredths(i, count, seconds)).reduce((a, b) => a + b);
  expect(sum(7, 3)).toBe(300);
  expect(sum(60, 2)).toBe(200);
  expect(hundredths(0, 1000, 1)).toBe(2);
});

test('a film lasts some seconds, and its sides are even', () => {
  expect([2, 40, 500].map(usualSeconds)).toEqual([3, 10, 20]);
  expect([641, 640.9, 0].map(even)).toEqual([642, 640, 2]);
});
