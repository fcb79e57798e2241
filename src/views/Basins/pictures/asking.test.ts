import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAsking } from './asking';

let asked: { name: string }[];
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
});
afterEach(() => vi.useRealTimers());
const asking = () => createAsking<{ name: string }>((wanted) => asked.push(wanted), 150);

test('what the hand moves is asked for when it rests, once', () => {
  const { want } = asking();
  const last = { name: 'last' };
  for (let i = 0; i < 10; i++) {
    want({ name: String(i) }, false);
    vi.advanceTimersByTime(100);
  }
  want(last, false);
  want(last, false);
  vi.advanceTimersByTime(1000);
  want(last, false);
  vi.advanceTimersByTime(1000);
  expect(asked).toEqual([last]);
});

test('while training goes on the newest is asked for a few times a second, and nothing when nothing is wanted', () => {
  const { want } = asking();
  for (let i = 0; i < 100; i++) {
    want({ name: String(i) }, true);
    vi.advanceTimersByTime(20);
  }
  expect(asked.length).toBeGreaterThanOrEqual(4);
  expect(asked.length).toBeLessThanOrEqual(6);
  expect(asked[1].name).not.toBe('1');
  const before = asked.length;
  want(null, true);
  vi.advanceTimersByTime(1000);
  expect(asked).toHaveLength(before);
});
