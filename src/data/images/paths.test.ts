import { expect, test } from 'vitest';
import { commonFolders, isHiddenPath, isImagePath, named, nameOf } from './paths';

test.each([
  ['pets/cats/1.PNG', true],
  ['a.jpeg', true],
  ['saved by a browser.jfif', true],
  ['a.webp.txt', false],
  ['png', false],
])('%s is a picture: %s', (path, expected) => {
  expect(isImagePath(path)).toBe(expected);
});

test.each([
  ['pets/.DS_Store', true],
  ['__MACOSX/pets/._1.png', true],
  ['pets/Thumbs.db', true],
  ['pets/ehthumbs.db', true],
  ['pets/@eaDir/1.jpg/SYNOPHOTO_THUMB_M.jpg', true],
  ['$RECYCLE.BIN/1.png', true],
  ['.git/x.png', true],
  ['pets/cats/1.png', false],
])('%s is hidden: %s', (path, expected) => {
  expect(isHiddenPath(path)).toBe(expected);
});

test('the folders that all share', () => {
  expect(commonFolders(['a/b/1.png', 'a/b/c/2.png'])).toEqual(['a', 'b']);
  expect(commonFolders(['a/1.png', 'b/2.png'])).toEqual([]);
  expect(commonFolders([])).toEqual([]);
});

test('names for a sentence', () => {
  expect(named(['a', 'b', 'c'])).toBe('a, b, c');
  expect(named(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
  expect(named([`cats/${'x'.repeat(60_000)}.png`])).toBe(`cats/${'x'.repeat(65)}…${'x'.repeat(36)}.png`);
});

test.each([
  [['pets/cats/1.png', 'pets/dogs/2.png'], 'pets'],
  [['pets/cats/1.png', 'pets/cats/2.png'], 'pets'],
  [['1.png', '2.png'], '2 files'],
  [['pets.zip'], 'pets.zip'],
])('%j are called %s', (paths, name) => {
  expect(nameOf(paths.map((path) => ({ path, file: new Blob() })))).toBe(name);
});
