import { expect, test } from 'vitest';
import { readBounded, readTyped, stepped } from './typedNumber';

test.each([
  ['2,25', 2.25],
  ['0,5', 0.5],
  [',5', 0.5],
  ['-0,123', -0.123],
  ['12,3456', 12.3456],
  ['2.25', 2.25],
  ['1.234', 1.234],
  ['  7 ', 7],
  ['\u22123,5', -3.5],
  ['\u2212 3', -3],
  ['1e-3', 0.001],
  ['2,5E2', 250],
  ['1 234', 1234],
  ['1\u202f234,5', 1234.5],
  ["1'234'567", 1_234_567],
  ['1,234,567', 1_234_567],
  ['1,234.5', 1234.5],
  ['1.234,5', 1234.5],
  ['1.234.567', 1_234_567],
  ['9000000000000000', 9e15],
  ['1.', 1],
])('%j is %d', (text, value) => {
  expect(readTyped(text)).toBe(value);
});

test.each(['', ' ', 'x', '1,2,3', '1.2.3', '12,34.5', '1,,5', 'NaN', 'Infinity', '0x10', '1e', '--1', '5 %', '1 2', '1,23,456'])(
  '%j is no number',
  (text) => {
    expect(readTyped(text)).toBe(null);
  },
);

test('a comma before three digits is asked about, except where only whole numbers go', () => {
  expect(readTyped('1,234')).toEqual({ thousands: 1234, decimals: 1.234 });
  expect(readTyped('0,234')).toBe(0.234);
  expect(readBounded('1,234', { range: [0, 1e4], whole: false })).toEqual({
    refusal: 'is unclear: “1,234” can mean 1234 or 1.234; type one of these',
  });
  expect(readBounded('1,234', { range: [0, 1e4], whole: true })).toEqual({ value: 1234 });
});

test('what is out of range or not whole is refused with both ends of the range', () => {
  expect(readBounded('3,5', { range: [1, 8], whole: true })).toEqual({ refusal: 'must be a whole number between 1 and 8, not 3.5' });
  expect(readBounded('9', { range: [1e-5, 8], whole: false })).toEqual({ refusal: 'must be a number between 1e-5 and 8, not 9' });
  expect(readBounded('', { range: [1, 8], whole: false })).toEqual({ refusal: 'must be a number between 1 and 8' });
});

test('arrow keys step by one, or by about a hundredth of the range, and stay within it', () => {
  expect(stepped(3, 1, { range: [1, 8], whole: true })).toBe(4);
  expect(stepped(8, 10, { range: [1, 8], whole: true })).toBe(8);
  expect(stepped(0.15, 1, { range: [0.001, 1], whole: false })).toBe(0.16);
  expect(stepped(0.1, -1, { range: [0, 0.99], whole: false })).toBe(0.09);
});
