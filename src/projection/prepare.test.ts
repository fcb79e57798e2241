import { expect, test } from 'vitest';
import { preparePoints, sampledRows } from './prepare';
import { defaultProjection, mostProjected } from './settings';
import { finish } from './work';

const settings = defaultProjection;

test('of a million points a seeded sample is laid out, and it is said', () => {
  const n = 1_000_000;
  const {
    rows,
    n: count,
    notes,
    measured,
  } = finish(preparePoints({ key: 1, values: Float32Array.from({ length: n }, (_, i) => i % 1000), n, d: 1 }, null, settings));
  expect(count).toBe(mostProjected);
  expect(rows!.every((row, i) => row < n && (i === 0 || row > rows![i - 1]))).toBe(true);
  expect(measured[5]).toBe(rows![5] % 1000);
  expect(notes).toEqual(['A sample of 60,000 of 1,000,000 points, drawn with seed 0.']);
});

test('a sample is that of its seed, and no larger than the set', () => {
  expect(sampledRows({ sample: 20, seed: 1 }, 100)).toEqual(sampledRows({ sample: 20, seed: 1 }, 100));
  expect(sampledRows({ sample: 20, seed: 1 }, 100)).not.toEqual(sampledRows({ sample: 20, seed: 2 }, 100));
  expect(sampledRows({ sample: 100, seed: 1 }, 100)).toBeNull();
});

test('points slide before they are laid out where the attracted ones are asked for', () => {
  const model = {
    memories: Float32Array.of(0, 10),
    k: 2,
    d: 1,
    beta: 1,
    steps: 1,
    stepSize: 0.5,
    similarity: 'euclidean' as const,
    logWeights: null,
  };
  const { measured } = finish(preparePoints({ key: 1, values: Float32Array.of(2, 9), n: 2, d: 1 }, model, settings));
  expect(Array.from(measured)).toEqual([expect.closeTo(1, 5), expect.closeTo(9.5, 5)]);
});
