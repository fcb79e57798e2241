import { expect, test } from 'vitest';
import type { Snapshot } from '../engine/protocol';
import { replayFrom } from './history';

const frames = [0, 2, 4, 6, 8].map((epoch) => ({ epoch }) as Snapshot);

test('a replay begins at epoch 0 where the view rests at the newest or the chosen epoch, else where it was scrubbed to', () => {
  expect(replayFrom(frames, null, 6)).toBe(0);
  expect(replayFrom(frames, 6, 6)).toBe(0);
  expect(replayFrom(frames, 8, 6)).toBe(0);
  expect(replayFrom(frames, 4, 6)).toBe(2);
  expect(replayFrom(frames, 3, null)).toBe(2);
  expect(replayFrom(frames, 0, null)).toBe(0);
  expect(replayFrom([], null, null)).toBe(0);
});
