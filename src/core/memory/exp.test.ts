import { expect, test } from 'vitest';
import { EXP_REACH, expNegative } from './exp';

test('the fast exponential is within 5e-11 of the true one, exact at 0, and 0 out of reach', () => {
  let worst = 0;
  for (let i = 0; i < 100_000; i++) {
    const x = (EXP_REACH * i) / 100_000;
    worst = Math.max(worst, Math.abs(expNegative(x) / Math.exp(-x) - 1));
  }
  expect(worst).toBeLessThan(5e-11);
  expect(expNegative(0)).toBe(1);
  expect([EXP_REACH, 1e9, Infinity, Number.NaN].map(expNegative)).toEqual([0, 0, 0, 0]);
});
