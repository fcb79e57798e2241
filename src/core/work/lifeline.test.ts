import { expect, test, vi } from 'vitest';
import { answer, isLifeline, whenEnded } from './lifeline';

/** A worker's side without locks, on the same thread; `asked` is what it was given. */
function end() {
  const given: Parameters<typeof answer>[0][] = [];
  const worker = { postMessage: (message: unknown) => void (isLifeline(message) && given.push(message)) };
  return { worker, lifeline: () => given[0]! };
}

test('a worker that never says a word has ended, and one that is ended on purpose is no news', async () => {
  const ended = vi.fn<() => void>();
  const purpose = vi.fn<() => void>();
  whenEnded(end().worker, ended, 1);
  whenEnded(end().worker, purpose, 1)();
  await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
  expect(purpose).not.toHaveBeenCalled();
});

test('a worker that answers is there, until it answers no more', async () => {
  const ended = vi.fn<() => void>();
  const { worker, lifeline } = end();
  const stop = whenEnded(worker, ended, 2);
  const { port } = lifeline();
  let asked = 0;
  answer(lifeline(), null);
  port.addEventListener('message', () => asked++);
  // More often than it may be silent.
  await vi.waitFor(() => expect(asked).toBeGreaterThan(20));
  expect(ended).not.toHaveBeenCalled();
  port.onmessage = () => {};
  await vi.waitFor(() => expect(ended).toHaveBeenCalledTimes(1));
  stop();
});

test('a message is told from those of others', () => {
  for (const other of [null, undefined, 1, 'lifeline', {}, { type: 'rows' }]) expect(isLifeline(other)).toBe(false);
});
