import { expect, test } from 'vitest';
import { chooseFrames, filmLength, frameToward, neighbour } from './film';

const at = (...epochs: number[]) => epochs.map((epoch) => ({ epoch }));

test('frames are evenly spaced, with both ends', () => {
  expect(chooseFrames(101, 5)).toEqual([0, 25, 50, 75, 100]);
  expect(chooseFrames(3, 8)).toEqual([0, 1, 2]);
  expect(chooseFrames(1, 8)).toEqual([0]);
  expect(chooseFrames(0, 8)).toEqual([]);
  expect(new Set(chooseFrames(17, 16)).size).toBe(16);
});

test('as many frames as fit', () => {
  expect(filmLength(1000, 60, 200)).toBe(16);
  expect(filmLength(300, 60, 200)).toBe(5);
  expect(filmLength(300, 60, 3)).toBe(3);
  expect(filmLength(10, 60, 200)).toBe(2);
});

test('an arrow key always moves to another frame of a thinned history', () => {
  const frames = at(0, 4, 8, 12, 13);
  expect(frameToward(frames, 4, 5)).toBe(8);
  expect(frameToward(frames, 8, 7)).toBe(4);
  expect(frameToward(frames, 4, 11)).toBe(12);
  expect(frameToward(frames, 13, 14)).toBe(13);
  expect(frameToward(frames, 0, 0)).toBe(0);
  expect(frameToward([], 0, 3)).toBe(3);
});

test('the neighbours of an epoch', () => {
  const frames = at(0, 4, 8);
  expect(neighbour(frames, 4, 1)).toBe(8);
  expect(neighbour(frames, 4, -1)).toBe(0);
  expect(neighbour(frames, 8, 1)).toBeNull();
  expect(neighbour(frames, 0, -1)).toBeNull();
});
