import { expect, test } from 'vitest';
import { isIdName, labelRank, mayBeIdName, wordsOf } from './names';

test('words of names', () => {
  expect(['CustomerID', 'customer_id', 'Sample code number', 'HTMLPage2', 'Größe (cm)'].map(wordsOf)).toEqual([
    ['customer', 'id'],
    ['customer', 'id'],
    ['sample', 'code', 'number'],
    ['html', 'page2'],
    ['größe', 'cm'],
  ]);
});

test.each(['id', 'ID', 'Id', 'CustomerID', 'customer_id', 'PassengerId', 'userid', 'ID number', 'uuid', 'song-id'])(
  '%s is an id',
  (name) => {
    expect(isIdName(name)).toBe(true);
  },
);

test.each([
  'index',
  'rownames',
  'Row Names',
  'Unnamed: 0',
  'Sample code number',
  'Serial No.',
  'Phone',
  'ISBN',
  'Kundennummer',
  'PLZ',
  '#',
])('%s is an id where hardly two values are alike', (name) => {
  expect(isIdName(name)).toBe(false);
  expect(mayBeIdName(name)).toBe(true);
});

test.each([
  'humid',
  'acid',
  'solid',
  'grid',
  'fatty acid',
  'width',
  'paid',
  'candid',
  'body mass index',
  'idle',
  'x1',
  'age',
  'year',
  'count',
])('%s is none', (name) => {
  expect(mayBeIdName(name)).toBe(false);
});

test('names of labels, the surest first', () => {
  const names = ['class', 'Label', 'TARGET', 'Species', 'category', 'ground_truth', 'class_name', 'labels', 'iris class', 'trueLabel', 'y'];
  for (const name of names) expect(labelRank(name)).not.toBeNull();
  for (const name of ['classic', 'x', 'yield', 'special', 'types of', 'colour', 'target price']) expect(labelRank(name)).toBeNull();
  expect(labelRank('class')!).toBeLessThan(labelRank('y')!);
  expect(labelRank('y')!).toBeLessThan(labelRank('iris class')!);
});
