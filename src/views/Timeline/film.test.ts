import { expect, test } from 'vitest';
import { changeSince, frameToward, neighbour } from './film';
import type { Snapshot } from '../../engine/protocol';

const at = (...epochs: number[]) => epochs.map((epoch) => ({ epoch }));

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

test('the change of a frame is how far the prototypes moved, an epoch', () => {
  const frame = (epoch: number, prototypes: number[]) =>
    ({
      epoch,
      labels: Uint16Array.of(0, 1),
      partition: {
        kind: 'centres',
        k: 2,
        d: 2,
        prototypes: Float32Array.from(prototypes),
        rule: { by: 'nearest' },
        metric: 'euclidean',
        weights: null,
      },
    }) as unknown as Snapshot;
  const [first, second, third] = [frame(0, [0, 0, 1, 1]), frame(1, [3, 4, 1, 1]), frame(5, [3, 4, 1, 5])];
  expect(changeSince(first, second)).toBe(2.5);
  expect(changeSince(second, third)).toBe(0.5);
  expect(changeSince(second, second)).toBe(0);
});
