import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { beCourteous, letPageGo } from './courtesy';

const now = 5_000_000;
const wait = vi.spyOn(Atomics, 'wait');

/** How many milliseconds at most the worker lets a page go first that began its work so long ago; null: it does not wait. */
function patience(ago: number | null): number | null {
  const memory = new Int32Array(new SharedArrayBuffer(4));
  memory[0] = ago === null ? 0 : 1 + ((now - ago) % 1_000_000_000);
  beCourteous(memory);
  wait.mockReset().mockReturnValue('ok');
  letPageGo();
  return (wait.mock.calls[0]?.[3] as number | undefined) ?? null;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now });
});
afterAll(() => wait.mockRestore());

afterEach(() => {
  vi.useRealTimers();
  beCourteous(null);
});

test('waits for a page that is long at a frame, and no longer than 100 ms after it began', () => {
  expect(patience(9)).toBe(91);
  expect(patience(60)).toBe(40);
});

test('waits neither for a short frame, nor for a page that hangs, nor for one that is at nothing', () => {
  expect([3, 8, 110, 100_000, null].map(patience)).toEqual([null, null, null, null, null]);
});

test('nobody waits where there is no memory to share', () => {
  beCourteous(null);
  wait.mockReset();
  letPageGo();
  expect(wait).not.toHaveBeenCalled();
});
