import { expect, test } from 'vitest';
import { mostRrl } from '../../core/metrics/numbers';
import { chosenOver, type KeptEpoch } from './restart';

const epoch = (clusters: number, scAttracted: number | null, rrl: number | null) =>
  ({ deep: { judged: { metrics: { clusters, scAttracted, rrl } } } }) as unknown as KeptEpoch;

test('by the silhouette an epoch is chosen that reconstructs well enough, uses all memories it can, and then has the highest SC', () => {
  const tight = epoch(10, 0.8, 5);
  expect(chosenOver(epoch(10, 0.5, mostRrl), null)).toBe(true);
  expect(chosenOver(epoch(10, 0.9, mostRrl + 0.1), null)).toBe(false);
  expect(chosenOver(epoch(10, 0.9, null), null)).toBe(false);
  expect(chosenOver(epoch(1, null, 0), null)).toBe(false);
  expect(chosenOver(epoch(10, 0.9, -20), tight)).toBe(true);
  expect(chosenOver(epoch(10, 0.8, -20), tight)).toBe(false);
  expect(chosenOver(epoch(9, 0.95, 5), tight)).toBe(false);
  expect(chosenOver(tight, epoch(9, 0.95, 5))).toBe(true);
});
