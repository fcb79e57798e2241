import { expect, test } from 'vitest';
import { classesOf, commonFolders, isHiddenPath, isImagePath, named, nameOf, NO_FOLDER } from './paths';

test.each([
  ['pets/cats/1.PNG', true],
  ['a.jpeg', true],
  ['a.webp.txt', false],
  ['png', false],
])('%s is a picture: %s', (path, expected) => {
  expect(isImagePath(path)).toBe(expected);
});

test.each([
  ['pets/.DS_Store', true],
  ['__MACOSX/pets/._1.png', true],
  ['pets/Thumbs.db', true],
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

test('subfolders are classes, in natural order, however deep the files lie in them', () => {
  expect(classesOf(['set/10/a.png', 'set/9/x/b.png', 'set/9/c.png'])).toEqual({ labels: Uint16Array.of(1, 0, 0), names: ['9', '10'], folders: 2 });
});

test('what lies in no subfolder is a class of its own, not counted', () => {
  expect(classesOf(['set/a.png', 'set/cats/b.png'])).toEqual({ labels: Uint16Array.of(1, 0), names: ['cats', NO_FOLDER], folders: 1 });
});

test('one folder has no classes', () => {
  expect(classesOf(['set/cats/a.png', 'set/cats/b.png']).labels).toBeNull();
});

test('names for a sentence', () => {
  expect(named(['a', 'b', 'c'])).toBe('a, b, c');
  expect(named(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c and 2 more');
});

test.each([
  [['pets/cats/1.png', 'pets/dogs/2.png'], 'pets'],
  [['pets/cats/1.png', 'pets/cats/2.png'], 'pets'],
  [['1.png', '2.png'], '2 files'],
  [['pets.zip'], 'pets.zip'],
])('%j are called %s', (paths, name) => {
  expect(nameOf(paths.map((path) => ({ path, file: new Blob() })))).toBe(name);
});
