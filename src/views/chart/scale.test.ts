import { expect, test } from 'vitest';
import { apart, scaleOf } from './scale';

test('the line is on the scale even before there is a curve', () => {
  const scale = scaleOf('linear', [], 0.374, [60, 0], 0.05)!;
  expect(scale.at(0.374)).toBeCloseTo(30);
  expect(scaleOf('linear', [], null, [60, 0])).toBeNull();
  expect(scaleOf('log', [0, -1], null, [60, 0])).toBeNull();
});

test('a line above the curve has room for its name above itself', () => {
  const scale = scaleOf('linear', [0.1, 0.2], 0.4, [60, 0])!;
  expect(scale.at(0.4)).toBeGreaterThan(12);
});

test('an axis is logarithmic only where it must reach far, and where its values allow it', () => {
  expect(scaleOf('log where wide', [0.02, 0.05], null, [60, 0])!.kind).toBe('linear');
  expect(scaleOf('log where wide', [0.02, 0.05], 0.5, [60, 0])!.kind).toBe('log');
  expect(scaleOf('log where wide', [0, 0.5], null, [60, 0])!.kind).toBe('linear');
  expect(scaleOf('symlog where wide', [-2, 20], 10, [60, 0])!.kind).toBe('linear');
});

test('where percents reach far the small ones are told apart, on both sides of 0', () => {
  const scale = scaleOf('symlog where wide', [580, -2], 10, [60, 0])!;
  expect(scale.kind).toBe('symlog');
  expect(scale.at(-2) - scale.at(10)).toBeGreaterThan(5);
  expect(scale.ticks).toEqual([-10, 0, 10, 100]);
});

test('labels of ticks do not touch', () => {
  expect(apart([0, 1, 2, 3, 4], (v) => 8 * v, 15)).toEqual([0, 2, 4]);
  expect(apart([], (v) => v, 15)).toEqual([]);
});

test.each(['linear', 'log', 'log where wide', 'symlog where wide'] as const)(
  'a scale that is %s has few ticks, however far its values reach',
  (kind) => {
    for (const values of [
      [1e-320, 1.3],
      [Number.MIN_VALUE, Number.MAX_VALUE],
      [-Number.MAX_VALUE, Number.MAX_VALUE],
      [0, 1e-320],
      [1e300, Infinity, Number.NaN],
    ]) {
      const scale = scaleOf(kind, values, null, [60, 0]);
      expect(scale?.ticks.length ?? 0).toBeLessThanOrEqual(8);
      for (const tick of scale?.ticks ?? []) expect(Number.isFinite(scale!.at(tick))).toBe(true);
    }
  },
);
