import { expect, test } from 'vitest';
import { Thinned } from './thinned';

test('stays within its bytes, evenly spaced, with the first and the newest item', () => {
  const history = new Thinned<number>(800, () => 8);
  for (let i = 0; i <= 12_345; i++) {
    history.push(i);
    expect(history.items.length).toBeLessThanOrEqual(100);
    expect(history.items[0]).toBe(0);
    expect(history.items.at(-1)).toBe(i);
  }
  const gaps = new Set(history.items.slice(1, -1).map((x, i) => x - history.items[i]!));
  expect([...gaps]).toEqual([128]);
  expect(history.items.length).toBeGreaterThan(40);
});

test('keeps everything while it fits', () => {
  const history = new Thinned<number>(1e9, () => 8);
  for (let i = 0; i < 50; i++) history.push(i);
  expect(history.items).toEqual(Array.from({ length: 50 }, (_, i) => i));
});
