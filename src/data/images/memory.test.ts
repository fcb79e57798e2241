import { expect, test } from 'vitest';
import { MemoryBound, memoryOf } from './memory';

test('work begins in the order of asking, while all that is under way fits in; what does not fit goes alone', async () => {
  const bound = new MemoryBound(10);
  const log: string[] = [];
  const ends: Record<string, (failed?: boolean) => void> = {};
  const start = (name: string, bytes: number): Promise<string> =>
    bound
      .during(bytes, () => {
        log.push(name);
        return new Promise<string>((resolve, reject) => {
          ends[name] = (failed) => (failed ? reject(new Error(name)) : resolve(name));
        });
      })
      .catch(() => `${name} failed`);
  const all = [start('a', 6), start('b', 4), start('c', 5), start('huge', 25), start('d', 1)];
  await Promise.resolve();
  expect(log).toEqual(['a', 'b']);
  ends['b']();
  await all[1];
  // c would fit with nothing but a smaller one beside it, and d waits behind it.
  expect(log).toEqual(['a', 'b']);
  ends['a'](true);
  expect(await all[0]).toBe('a failed');
  expect(log).toEqual(['a', 'b', 'c']);
  ends['c']();
  await all[2];
  expect(log).toEqual(['a', 'b', 'c', 'huge']);
  ends['huge']();
  await all[3];
  expect(log).toEqual(['a', 'b', 'c', 'huge', 'd']);
  ends['d']();
  expect(await all[4]).toBe('d');
});

test('what a picture takes while it is decoded', () => {
  const header = {
    format: 'jpeg',
    width: 100,
    height: 10,
    animated: false,
    progressive: false,
    orientation: null,
    colours: false,
  } as const;
  expect(memoryOf(header, 500)).toBe(4500);
  expect(memoryOf({ ...header, progressive: true }, 500)).toBe(7500);
  expect(memoryOf({ ...header, colours: true }, 500)).toBe(8500);
  expect(memoryOf({ ...header, orientation: { number: 6, start: 0, end: 0, instead: new Uint8Array(0) } }, 500)).toBe(8500);
});
