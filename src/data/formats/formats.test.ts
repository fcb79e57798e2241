import { expect, test } from 'vitest';
import { ACCEPTED, formatOf } from '.';
import { stem } from '../text';

test.each(['a.csv', 'A.CSV', 'dir.x/a.tsv', 'a.txt', 'iris.data', 'a.csv.gz', 'x.data.gz', 'a.DAT.GZ', 'data', 'data.gz'])(
  '%s is delimited text',
  (name) => {
    expect(formatOf(name).id).toBe('csv');
  },
);

test.each(['a.png', 'dir/A.JPG', 'a.jpeg', 'a.webp', 'a.gif', 'a.bmp'])('%s is a picture', (name) => {
  expect(formatOf(name).kind).toBe('image');
});

test('a zip is an archive', () => {
  expect(formatOf('pets.ZIP').kind).toBe('archive');
});

test.each(['report.docx', 'report.docx.gz', 'a.png.gz', 'a.zip.gz'])('%s is refused, with the endings there are', (name) => {
  expect(() => formatOf(name)).toThrow(
    `“${name}” is of a kind that cannot be opened; these can: .csv, .tsv, .tab, .txt, .data, .dat, .vec, .svm, .libsvm (each also packed as .gz), pictures (.png, .jpg, .jpeg, .jfif, .webp, .gif, .bmp), and .zip.`,
  );
});

test('a file input takes each of them', () => {
  expect(ACCEPTED.split(',')).toEqual([
    '.csv',
    '.tsv',
    '.tab',
    '.txt',
    '.data',
    '.dat',
    '.vec',
    '.svm',
    '.libsvm',
    '.gz',
    '.png',
    '.jpg',
    '.jpeg',
    '.jfif',
    '.webp',
    '.gif',
    '.bmp',
    '.zip',
  ]);
});

test.each([
  ['a.csv', 'a'],
  ['dir/a.b.csv.gz', 'a.b'],
  ['C:\\x\\a.tsv', 'a'],
  ['.hidden', '.hidden'],
  ['data', 'data'],
])('the stem of %s is %s', (name, expected) => {
  expect(stem(name)).toBe(expected);
});
