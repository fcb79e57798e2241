import { expect, test } from 'vitest';
import { formatCount, formatPercent, formatScore, formatSeconds, formatShare, formatShortCount, formatValue } from './format';

test('scores keep their decimals, with a true minus sign', () => {
  expect(formatScore(0.41239)).toBe('0.412');
  expect(formatScore(-0.041)).toBe('−0.041');
  expect(formatScore(-0.00001)).toBe('0.000');
  expect(formatScore(2.8, 2)).toBe('2.80');
});

test('what there is not is a dash', () => {
  for (const nothing of [null, undefined, Number.NaN, Infinity]) {
    expect(formatScore(nothing)).toBe('—');
    expect(formatValue(nothing)).toBe('—');
    expect(formatCount(nothing)).toBe('—');
  }
});

test('values have significant digits, and exponents only where needed', () => {
  expect(formatValue(4.257)).toBe('4.26');
  expect(formatValue(0.5)).toBe('0.5');
  expect(formatValue(100.2)).toBe('100');
  expect(formatValue(1234.4)).toBe('1,234');
  expect(formatValue(999.6)).toBe('1,000');
  expect(formatValue(-0.041)).toBe('−0.041');
  expect(formatValue(1.2e-5)).toBe('1.2×10⁻⁵');
  expect(formatValue(-3e-12)).toBe('−3×10⁻¹²');
  expect(formatValue(2.5e7)).toBe('2.5×10⁷');
  expect(formatValue(3.98e-4)).toBe('0.0004');
  expect([3.512e-4, 1e-4, 0.99996e-3, 0.0012345, 0.9999, 0.12345].map((x) => formatValue(x))).toEqual([
    '0.00035',
    '0.0001',
    '0.001',
    '0.00123',
    '1',
    '0.123',
  ]);
  expect(formatValue(-0.123456, 4)).toBe('−0.1235');
  expect(formatValue(0)).toBe('0');
  expect(formatValue(1e-3)).toBe('0.001');
});

test('counts that have little room are short', () => {
  expect([1234, 9999, 27183, 999_600, 1_234_567, null].map(formatShortCount)).toEqual(['1,234', '9,999', '27.2k', '1M', '1.23M', '—']);
});

test('counts are grouped and shares are percentages', () => {
  expect(formatCount(60000)).toBe('60,000');
  expect(formatShare(1 / 3)).toBe('33%');
  expect(formatShare(0.004)).toBe('0.4%');
  expect(formatShare(0.00001)).toBe('<0.1%');
  expect(formatShare(0)).toBe('0%');
  expect(formatShare(1)).toBe('100%');
});

test('a change in percent has a decimal where it is small', () => {
  expect([-2.14, 8.7, 0, 99.96, 580.3, null].map(formatPercent)).toEqual(['−2.1%', '8.7%', '0.0%', '100%', '580%', '—']);
});

test('seconds are told in the unit that suits them', () => {
  expect([0.4, 3.2, 89, 200, 9000].map(formatSeconds)).toEqual(['under 1 s', '3 s', '89 s', '3 min', '2.5 h']);
});
