import { expect, test } from 'vitest';
import { readEntry, entryOf, writing } from './entries';

const iris = entryOf({ id: 'iris' });
const own = entryOf({ id: 'file:heights.csv' });

test('an entry names the set, and a file of the user by the name to ask for', () => {
  expect(iris).toEqual({ data: 'iris', own: null });
  expect(own).toEqual({ data: 'file:heights.csv', own: 'heights.csv' });
  expect(readEntry(structuredClone(own))).toEqual(own);
  for (const state of [null, undefined, 3, 'iris', {}, { data: 4 }]) expect(readEntry(state)).toBe(null);
});

test('another set is an entry of its own; other settings of the same set are not', () => {
  expect(writing(null, iris, false)).toBe('replace');
  expect(writing(iris, own, true)).toBe('push');
  expect(writing(iris, iris, false)).toBe('replace');
  expect(writing(iris, iris, true)).toBe('keep');
});
