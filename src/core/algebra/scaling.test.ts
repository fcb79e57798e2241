import { expect, test } from 'vitest';
import type { ScalingKind } from './scaling';
import { applyScaling, fitScaling, invertScaling } from './scaling';

const rows = Float32Array.from([1, 5, -3, 2, 5, 0, 4, 5, 3, 9, 5, 6]);

test('min–max maps onto [0, 1], constants to 0', () => {
  expect([...applyScaling(fitScaling(rows, 4, 3, 'minmax'), rows, 4)]).toEqual(
    [0, 0, 0, 1 / 8, 0, 1 / 3, 3 / 8, 0, 2 / 3, 1, 0, 1].map(Math.fround),
  );
});

test('none changes nothing', () => {
  expect(applyScaling(fitScaling(rows, 4, 3, 'none'), rows, 4)).toEqual(rows);
});

test.each<ScalingKind>(['standard', 'minmax', 'none'])('%s is undone by its inverse', (kind) => {
  const scaling = fitScaling(rows, 4, 3, kind);
  const back = invertScaling(scaling, applyScaling(scaling, rows, 4), 4);
  rows.forEach((value, i) => expect(back[i]).toBeCloseTo(value, 5));
});

test.each<ScalingKind>(['standard', 'minmax', 'none'])('%s stands the whole range of single precision', (kind) => {
  const extreme = Float32Array.from([3.4e38, 1e-45, 3e38, -3.4e38, 3e-45, 3e38, 3.4e38, 0, 3e38]);
  const scaling = fitScaling(extreme, 3, 3, kind);
  const scaled = applyScaling(scaling, extreme, 3);
  const back = invertScaling(scaling, scaled, 3);
  for (const value of scaled) expect(value).toSatisfy(Number.isFinite);
  extreme.forEach((value, i) => expect(Math.abs(back[i] - value)).toBeLessThanOrEqual(1e-6 * 3.5e38));
  expect([scaled[2], scaled[5], scaled[8]]).toEqual(kind === 'none' ? [3e38, 3e38, 3e38].map(Math.fround) : [0, 0, 0]);
});

test('a small spread far from 0 is kept', () => {
  const values = Float32Array.from({ length: 1000 }, (_, i) => 16_000_000 + (i % 2));
  const scaled = applyScaling(fitScaling(values, 1000, 1, 'standard'), values, 1000);
  expect(scaled[0]).toBeCloseTo(-1, 6);
  expect(scaled[1]).toBeCloseTo(1, 6);
});

test('rounding errors are no spread', () => {
  const values = Float64Array.from([0.3, 0.1 + 0.2, 0.3]);
  for (const value of applyScaling(fitScaling(values, 3, 1, 'standard'), values, 3)) expect(Math.abs(value)).toBeLessThan(1e-15);
});

test('a single row becomes 0; no rows are refused', () => {
  expect([...applyScaling(fitScaling(rows, 1, 3, 'standard'), rows, 1)]).toEqual([0, 0, 0]);
  expect(() => fitScaling(rows, 0, 3, 'standard')).toThrow(RangeError);
  expect(() => fitScaling(rows, 5, 3, 'standard')).toThrow(RangeError);
});
