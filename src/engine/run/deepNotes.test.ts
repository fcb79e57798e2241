import { expect, test } from 'vitest';
import { noNumbers } from '../../core/metrics/numbers';
import type { PartitionMetrics } from '../protocol';
import { begunOf, deepNotes, warningsOn } from './deepNotes';

const metrics = (codeVariance?: number): PartitionMetrics => ({
  ...noNumbers,
  clusters: 3,
  ...(codeVariance !== undefined && { codeVariance }),
});
const full = Uint32Array.of(4, 5, 6);

test('what training begins with is told: the variance of the codes and, of a loss of two parts, how they weigh', () => {
  const begun = begunOf(metrics(21.254), { reconstruction: 0.02, clustering: 0.026 })!;
  expect(begun).toEqual({ codeVariance: 21.254, ratio: expect.closeTo(1.3) });
  expect(deepNotes(begun, metrics(9.79), full)).toEqual([
    'After pretraining the codes had a total variance of 21.3, and the clustering loss counted 1.3 times as much as the reconstruction error (λℓ₀/rec₀).',
  ]);
  expect(begunOf(metrics(6.8), { clustering: 0.3 })).toEqual({ codeVariance: 6.8, ratio: null });
  expect(begunOf(metrics(6.8), { reconstruction: 0.02, clustering: 0.3, sparsity: 0.1 })).toEqual({ codeVariance: 6.8, ratio: null });
  expect(begunOf(metrics(6.8), undefined)).toEqual({ codeVariance: 6.8, ratio: null });
  expect(begunOf(metrics(), { reconstruction: 0.02, clustering: 0.026 })).toBeNull();
  expect(begunOf(metrics(6.8), { reconstruction: 0, clustering: 0.1 })!.ratio).toBeNull();
});

test.each([
  [5, []],
  [16.04, [expect.stringMatching(/16 times as much as the reconstruction error \(λℓ₀\/rec₀\): above 5 .* Lower its weight/)]],
])('a clustering loss of %s times the reconstruction error is warned of', (ratio, sentences) => {
  expect(warningsOn({ codeVariance: 100, ratio })).toEqual(sentences);
});

test.each([
  [0.21, /^The codes collapsed: their total variance fell to 0\.21, 3\.09% of what it was/],
  [0, /^The codes collapsed: their total variance fell to 0, 0% of what it was/],
  [1234, /^The codes exploded: their total variance rose to 1,230, 181 times what it was/],
])('codes whose variance goes from 6.8 to %s are told of', (now, sentence) => {
  expect(deepNotes({ codeVariance: 6.8, ratio: null }, metrics(now), full)).toEqual([expect.any(String), expect.stringMatching(sentence)]);
});

test('equal codes are told of once, and nothing is told of how they went on', () => {
  expect(deepNotes({ codeVariance: 0, ratio: null }, metrics(3), full)).toEqual([
    'After pretraining the codes had a total variance of 0.',
    expect.stringContaining('all points have the same code'),
  ]);
});

test('clusters without points are named, and of many some', () => {
  expect(deepNotes(null, metrics(1), Uint32Array.of(0, 5, 0, 0))).toEqual(['3 of 4 clusters have no points: 1, 3 and 4.']);
  expect(deepNotes(null, metrics(1), Uint32Array.of(3, 0))).toEqual(['1 of 2 clusters has no points: 2.']);
  const many = new Uint32Array(20).fill(0, 1);
  many[0] = 9;
  expect(deepNotes(null, metrics(1), many)[0]).toBe('19 of 20 clusters have no points: 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 and 7 more.');
});
