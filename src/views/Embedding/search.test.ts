import { expect, test } from 'vitest';
import { breakdown } from './breakdown';
import { findPoints } from './search';

const dataset = {
  n: 6,
  labels: Uint16Array.of(0, 0, 1, 1, 2, 2),
  labelNames: ['setosa', 'versicolor', 'virginica'],
  itemNames: ['a/cat-1.png', 'a/cat-2.png', 'b/dog-1.png', 'b/dog-2.png', 'c/7.png', 'c/8.png'],
};
const clusters = Uint16Array.of(1, 1, 0, 0, 0, 1);
const find = (text: string) => {
  const { rows, sentence } = findPoints(text, dataset, clusters, 2);
  return [Array.from(rows), sentence] as const;
};

test('rows are counted from 1', () => {
  expect(find('1')).toEqual([[0], '1 point: row 1.']);
  expect(find(' row 6 ')[0]).toEqual([5]);
  expect(find('2-4')).toEqual([[1, 2, 3], '3 points: rows 2 to 4.']);
  expect(find('7')).toEqual([[], 'There is no row 7; they are numbered 1 to 6.']);
  expect(find('0')[0]).toEqual([]);
});
test('labels by name or a part of it, whatever the case', () => {
  expect(find('Setosa')).toEqual([[0, 1], '2 points: label setosa.']);
  expect(find('vers')[0]).toEqual([2, 3]);
  expect(find('v')[0]).toEqual([2, 3, 4, 5]);
});
test('clusters by number', () => {
  expect(find('cluster 2')).toEqual([[0, 1, 5], '3 points: cluster 2.']);
  expect(find('memory 1')[0]).toEqual([2, 3, 4]);
  expect(find('cluster 3')[1]).toMatch(/no cluster 3/);
  expect(findPoints('cluster 1', dataset, null, 2).sentence).toMatch(/still being computed/);
});
test('names of items', () => {
  expect(find('dog')).toEqual([[2, 3], '2 points: names with “dog”.']);
  expect(find('CAT-2')).toEqual([[1], '1 point: a/cat-2.png.']);
});
test('names that are numbers: a number that is no row is a name, one that is a row has the name at hand', () => {
  const customers = { n: 3, labels: null, labelNames: [], itemNames: ['104233', '2', '1'] };
  expect(findPoints('104233', customers, null, 0)).toEqual({ rows: Uint32Array.of(0), sentence: '1 point: name 104233.' });
  expect(findPoints('1', customers, null, 0)).toEqual({ rows: Uint32Array.of(0), sentence: '1 point: row 1. “name 1” finds the name.' });
  expect(findPoints('2', customers, null, 0).sentence).toBe('1 point: row 2.');
  expect(findPoints('name 1', customers, null, 0).rows).toEqual(Uint32Array.of(2));
  expect(findPoints('9', customers, null, 0).sentence).toBe('There is no row 9; they are numbered 1 to 3.');
});
test('what is unknown is said, and what could be asked; nothing is nothing', () => {
  expect(find('<b>bird</b>')).toEqual([[], 'Nothing is called “<b>bird</b>”. Try a row number, a label, a name or “cluster 2”.']);
  expect(find('  ')).toEqual([[], '']);
});
test('labels that are numbers: the number is a row, the label is at hand', () => {
  const digits = { n: 4, labels: Uint16Array.of(0, 1, 2, 2), labelNames: ['7', '8', '2'], itemNames: null };
  expect(findPoints('2', digits, null, 0)).toEqual({ rows: Uint32Array.of(1), sentence: '1 point: row 2. “label 2” finds the label.' });
  expect(findPoints('label 2', digits, null, 0).rows).toEqual(Uint32Array.of(2, 3));
  expect(findPoints('7', digits, null, 0).rows).toEqual(Uint32Array.of(0));
});
test('parts of a choice, the largest first', () => {
  expect(breakdown(Uint32Array.of(0, 2, 3, 5), dataset.labels, 3)).toEqual([
    { key: 1, count: 2 },
    { key: 0, count: 1 },
    { key: 2, count: 1 },
  ]);
});
