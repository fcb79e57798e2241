import { expect, test } from 'vitest';
import { goneSentence, readEntry, entryOf, writing } from './entries';

const iris = entryOf({ id: 'iris', name: 'Iris' });
const own = entryOf({ id: 'file:heights.csv', name: 'heights' });

test('an entry names the set, and a file of the user by the name to ask for', () => {
  expect(iris).toEqual({ data: 'iris', own: null });
  expect(own).toEqual({ data: 'file:heights.csv', own: 'heights.csv' });
  expect(readEntry(structuredClone(own))).toEqual(own);
  const codes = entryOf({ id: 'codes:iris:3.0.40', name: 'Iris · 64–32 codes', codesOf: 'Iris' });
  expect(readEntry(structuredClone(codes))).toEqual(codes);
  expect(goneSentence(own, 'Wine')).toBe(
    '“heights.csv” is a file of yours, and the page no longer has it: drop it here again. “Wine” stays on the page.',
  );
  expect(goneSentence(codes, 'Wine')).toContain('came out of a training');
  for (const state of [null, undefined, 3, 'iris', {}, { data: 4 }]) expect(readEntry(state)).toBe(null);
});

test('another set is an entry of its own; other settings of the same set are not', () => {
  expect(writing(null, iris, false)).toBe('replace');
  expect(writing(iris, own, true)).toBe('push');
  expect(writing(iris, iris, false)).toBe('replace');
  expect(writing(iris, iris, true)).toBe('keep');
});
