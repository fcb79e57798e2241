import { expect, test } from 'vitest';
import { domainOf, epochEnd, epochTicks, logDomainOf, logTicks } from './axis';

test('a domain holds its values and has a length', () => {
  expect(domainOf([])).toBeNull();
  expect(domainOf([null])).toBeNull();
  const [low, high] = domainOf([0.3, null, 0.5])!;
  expect(low).toBeLessThan(0.3);
  expect(high).toBeGreaterThan(0.5);
  const flat = domainOf([0.4], 0.1)!;
  expect(flat[1] - flat[0]).toBeGreaterThanOrEqual(0.1);
  const zero = domainOf([0])!;
  expect(zero[1]).toBeGreaterThan(zero[0]);
});

test('logarithmic ticks are powers of ten, or 1, 2, 5', () => {
  expect(logTicks(logDomainOf([0.1, 1e-5])!)).toContain(1e-5);
  expect(logTicks([0.9e-5, 0.2]).length).toBeLessThanOrEqual(4);
  expect(logTicks([0.01, 0.04])).toEqual([0.01, 0.02]);
  expect(logTicks(logDomainOf([0.02])!).length).toBeGreaterThan(0);
  expect(logDomainOf([0, null])).toBeNull();
});

test.each([
  ['a subnormal number', [1e-320, 1.3]],
  ['the least number', [Number.MIN_VALUE]],
  ['nearly the least number', [1e-308, 1.4]],
  ['the largest number', [1, Number.MAX_VALUE]],
  ['the largest alone', [Number.MAX_VALUE]],
  ['all numbers', [-Number.MAX_VALUE, Number.MIN_VALUE, Number.MAX_VALUE]],
  ['no number', [Number.NaN, Infinity, -Infinity, null]],
])('an axis over %s has finite ends and few ticks', (_, values) => {
  for (const domain of [domainOf(values), logDomainOf(values)]) {
    if (!domain) continue;
    expect(domain.every(Number.isFinite)).toBe(true);
    expect(domain[0]).toBeLessThan(domain[1]);
  }
  const log = logDomainOf(values);
  if (!log) return;
  expect(log[0]).toBeGreaterThan(0);
  expect(logTicks(log).length).toBeLessThanOrEqual(4);
  expect(logTicks([0, 1])).toEqual([]);
  expect(logTicks([1, Infinity])).toEqual([]);
});

test('the epoch axis ends at a round epoch, or where training ends', () => {
  expect(epochEnd(0, 200)).toBe(200);
  expect(epochEnd(3, 200)).toBe(10);
  expect(epochEnd(12, 200)).toBe(20);
  expect(epochEnd(120, 150)).toBe(150);
  expect(epochEnd(260, 200)).toBe(260);
  expect(epochEnd(1, 1)).toBe(1);
  expect(epochTicks(3, 6)).toEqual([0, 1, 2, 3]);
});
