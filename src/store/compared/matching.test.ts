import { expect, test } from 'vitest';
import { matchedLooks } from './matching';

const of = (k: number, ...labels: number[]) => ({ k, labels: Uint16Array.from(labels) });

test('clusters take the numbers of those that they share most points with', () => {
  expect([...matchedLooks(of(3, 0, 0, 1, 1, 2, 2), of(3, 2, 2, 0, 0, 1, 1))]).toEqual([1, 2, 0]);
  // The best matching of all, not the best for each: cluster 0 of the other shares 3 points with cluster 0, and 2 with cluster 1.
  expect([...matchedLooks(of(2, 0, 0, 0, 1, 1, 0, 0, 0, 0), of(2, 0, 0, 0, 0, 0, 1, 1, 1, 1))]).toEqual([1, 0]);
});

test('more clusters get numbers of their own, fewer leave some out', () => {
  expect([...matchedLooks(of(2, 0, 0, 0, 1, 1, 1), of(3, 0, 0, 2, 1, 1, 1))]).toEqual([0, 1, 2]);
  expect([...matchedLooks(of(4, 3, 3, 1, 1, 0, 2), of(2, 0, 0, 1, 1, 1, 1))]).toEqual([3, 1]);
});

test('a cluster without points takes a number that no points have', () => {
  expect([...matchedLooks(of(3, 0, 0, 2, 2), of(3, 1, 1, 2, 2))]).toEqual([1, 0, 2]);
});

test('points of no cluster match nothing', () => {
  expect([...matchedLooks(of(2, 0, 65535, 65535, 1), of(2, 65535, 0, 0, 1))]).toEqual([2, 1]);
  expect([...matchedLooks(of(1, 65535), of(2, 65535))]).toEqual([0, 1]);
});

test('only the same points can be matched', () => {
  expect(() => matchedLooks(of(1, 0), of(1, 0, 0))).toThrow(/1 points cannot be matched with those of 2/);
});
