import { expect, test } from 'vitest';
import { areParts, classesOf, classLevel, folderLevels, NO_FOLDER } from './levels';

test('subfolders are classes, in natural order, however deep the files lie in them', () => {
  const paths = ['set/10/a.png', 'set/9/x/b.png', 'set/9/c.png'];
  expect(folderLevels(paths)[0]).toEqual({
    level: 0,
    split: false,
    classes: [
      { name: '9', pictures: 2 },
      { name: '10', pictures: 1 },
    ],
  });
  expect(classesOf(paths, 1)).toEqual({ labels: Uint16Array.of(1, 0, 0), names: ['9', '10'], folders: 2 });
});

test('what lies in no subfolder is a class of its own, not counted', () => {
  expect(classesOf(['set/a.png', 'set/cats/b.png'], 1)).toEqual({ labels: Uint16Array.of(1, 0), names: ['cats', NO_FOLDER], folders: 1 });
});

test('one folder has no classes, and a depth of null none', () => {
  expect(folderLevels(['set/cats/a.png', 'set/cats/b.png'])).toEqual([]);
  expect(classesOf(['set/cats/a.png', 'set/cats/b.png'], 1).labels).toBeNull();
  expect(classesOf(['cats/a.png', 'dogs/b.png'], null)).toEqual({ labels: null, names: [], folders: 0 });
});

test.each([
  [['train', 'test'], true],
  [['Train', 'Valid', 'TEST'], true],
  [['training_set', 'test_set'], true],
  [['seg_train', 'seg_test', 'seg_pred'], true],
  [['trainImages', 'hold-out images'], true],
  [['train01', 'train02', 'dev'], true],
  [['train', 'unlabeled', 'extra'], true],
  [['fold1', 'fold2', 'fold3'], true],
  [['part_01', 'part_02'], true],
  [['images_001', 'images_002'], true],
  [['asl_alphabet_train', 'asl_alphabet_test'], true],
  [['training_set', 'test_set', 'single_prediction'], true],
  [['TRAIN', 'TEST', 'TEST_SIMPLE'], true],
  [['train', 'bus', 'car'], false],
  [['cats1', 'cats2'], false],
  [['cats_train', 'dogs_train'], false],
  [['train bus', 'train station'], false],
  [['test', 'control'], false],
  [['valid', 'invalid'], false],
  [['fold', 'crease'], false],
  [['trainers', 'testers'], false],
  [['trainA', 'trainB'], false],
  [['images', 'extra'], false],
  [['1', '2'], false],
  [['test', '2'], false],
])('%j are parts of a set: %s', (names, expected) => {
  expect(areParts(names)).toBe(expected);
});

/** The classes that are proposed, and the level. */
function proposed(paths: readonly string[]): string {
  const level = classLevel(folderLevels(paths));
  return `${level}: ${
    folderLevels(paths)
      .find((one) => one.level === level)
      ?.classes.map(({ name, pictures }) => `${name} ${pictures}`)
      .join(', ') ?? 'none'
  }`;
}
const inAll = (...folders: readonly (readonly string[])[]): string[] =>
  folders
    .reduce<string[]>((paths, names) => paths.flatMap((path) => names.map((name) => `${path}${name}/`)), [''])
    .flatMap((path) => [`${path}1.png`, `${path}2.png`]);

test.each([
  ['below a folder of the set', inAll(['pets'], ['train', 'test'], ['cats', 'dogs']), '1: cats 4, dogs 4'],
  ['at the root', inAll(['train', 'val', 'test'], ['cats', 'dogs', 'owls']), '1: cats 6, dogs 6, owls 6'],
  ['with a folder that all parts have', inAll(['train', 'test'], ['images'], ['cats', 'dogs']), '2: cats 4, dogs 4'],
  [
    'twice',
    [...inAll(['seg_train'], ['seg_train'], ['sea', 'ice']), ...inAll(['seg_test'], ['seg_test'], ['sea', 'ice'])],
    '2: ice 4, sea 4',
  ],
  ['below the classes', inAll(['cats', 'dogs'], ['train', 'test']), '0: cats 4, dogs 4'],
  ['of which one has no folders', [...inAll(['train'], ['cats', 'dogs']), 'test/1.png'], `1: cats 2, dogs 2, ${NO_FOLDER} 1`],
  ['and nothing else', inAll(['train', 'test']), 'null: none'],
  ['called by numbers', inAll(['fold1', 'fold2', 'fold3'], ['cats', 'dogs']), '1: cats 6, dogs 6'],
  ['called by numbers, with parts of their own', inAll(['fold1', 'fold2'], ['train', 'test'], ['cats', 'dogs']), '2: cats 8, dogs 8'],
  ['with the name of the set', inAll(['pets_train', 'pets_test'], ['cats', 'dogs']), '1: cats 4, dogs 4'],
  ['beside another folder', [...inAll(['train', 'test'], ['cats', 'dogs']), 'to try/1.png'], `1: cats 4, dogs 4, ${NO_FOLDER} 1`],
  ['one of them alone', inAll(['train'], ['cats', 'dogs']), '0: cats 2, dogs 2'],
  ['that are vehicles', inAll(['train', 'bus']), '0: bus 2, train 2'],
  ['that are vehicles, in parts', inAll(['train', 'test'], ['train', 'bus']), '1: bus 4, train 4'],
])('parts of a set are no classes: %s', (_, paths, expected) => {
  expect(proposed(paths)).toBe(expected);
});
