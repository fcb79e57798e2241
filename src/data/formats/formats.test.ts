import { expect, test } from 'vitest';
import { ACCEPTED, formatOf } from '.';
import { stem } from '../text';

test.each(['a.csv', 'A.CSV', 'dir.x/a.tsv', 'a.txt', 'iris.data', 'a.csv.gz', 'data'])('%s is delimited text', (name) => {
  expect(formatOf(name).id).toBe('csv');
});

test('other endings are refused, with those there are', () => {
  expect(() => formatOf('report.docx')).toThrow('“report.docx” is of a kind that cannot be opened; these can: .csv, .tsv, .tab, .txt, .data, .dat, .csv.gz, .tsv.gz, .txt.gz.');
});

test('a file input takes each of them', () => {
  expect(ACCEPTED.split(',')).toEqual(expect.arrayContaining(['.csv', '.tsv', '.csv.gz', '.gz']));
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
