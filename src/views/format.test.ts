import { expect, test } from 'vitest';
import { formatCount, formatPercent, formatScore, formatShare, formatValue } from './format';

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
  expect(formatValue(1.2e-5)).toBe('1.2e-5');
  expect(formatValue(-3e-7)).toBe('−3e-7');
  expect(formatValue(2.5e7)).toBe('2.5e7');
  expect(formatValue(0)).toBe('0');
  expect(formatValue(1e-3)).toBe('0.001');
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
