import { expect, test, vi } from 'vitest';
import { createAnnouncer } from './announcer';

test('only what has stood for a moment is read out', () => {
  vi.useFakeTimers();
  const said: (string | null)[] = [];
  const announcer = createAnnouncer({
    set textContent(text: string | null) {
      said.push(text);
    },
  });
  for (const sentence of ['basin 1', 'basin 2', 'basin 3']) {
    announcer.say(sentence);
    vi.advanceTimersByTime(100);
  }
  for (let i = 0; i < 20; i++) {
    announcer.say('basin 3');
    vi.advanceTimersByTime(100);
  }
  expect(said).toEqual(['basin 3']);
  announcer.say('basin 4');
  announcer.stop();
  vi.advanceTimersByTime(1000);
  expect(said).toEqual(['basin 3']);
  vi.useRealTimers();
});
