import { describe, expect, test } from 'vitest';
import { readCsv } from '../formats/csv';
import { summarise } from './summary';

const read = (text: string) => readCsv(new Blob([text]), 'a.csv');
/** The first column as numbers, NaN where a cell is none. */
const first = async (text: string): Promise<number[]> => {
  const { rows, columns } = await read(text);
  return Array.from({ length: rows }, (_, i) => columns[0].number(i));
};
const guesses = async (text: string): Promise<string[]> => {
  const { problems } = summarise(await read(text));
  return problems.filter(({ code }) => code === 'ambiguous-number').map(({ sentence }) => sentence);
};
const tsv = (...cells: string[]): string => `a\tb\n${cells.map((cell) => `${cell}\tw`).join('\n')}`;
const semicolons = (...rows: string[]): string => `a;b\n${rows.join('\n')}`;
const quoted = (...cells: string[]): string => `a,b\n${cells.map((cell) => `"${cell}",w`).join('\n')}`;

describe('numbers are read by what their column, or else the file, proves', () => {
  test.each<[string, string, number[]]>([
    ['a comma that occurs twice groups', tsv('1,234', '1,234,567'), [1234, 1_234_567]],
    ['commas beside a decimal point group', tsv('1,234', '0.5'), [1234, 0.5]],
    ['both in one number', tsv('1,234', '1,234.5'), [1234, 1234.5]],
    ['points beside a decimal comma group', semicolons('1.234;x', '1.234,5;x', '-2.500;x'), [1234, 1234.5, -2500]],
    ['a point that occurs twice groups', semicolons('1.234;x', '1.234.567;x'), [1234, 1_234_567]],
    ['decimal commas', tsv('1,234', '0,5'), [1.234, 0.5]],
    ['a long number without a comma', tsv('1,234', '0,999'), [1.234, 0.999]],
    ['decimal points of any length', tsv('1.234', '2.345', '10.5'), [1.234, 2.345, 10.5]],
    ['three digits after each point, between blanks', 'a b\n1.234 5.678\n12.345 9.876\n', [1.234, 12.345]],
    ['quoted decimal commas between commas', quoted('1,5', '2,25', '-3,125', 'NA', '4'), [1.5, 2.25, -3.125, Number.NaN, 4]],
    ['quoted thousands between commas', quoted('1,234', '1,234,567.5'), [1234, 1_234_567.5]],
    ['quoted lists between commas stay words', quoted('1,5', '2,25', '1,2,3'), [Number.NaN, Number.NaN, Number.NaN]],
    ['dollars without cents', tsv('$1,200', '($2,500)', '-$3,100'), [1200, -2500, -3100]],
    ['euros without cents', tsv('€1,200', '€950', '€3,100'), [1200, 950, 3100]],
    ['prices with cents beside one of a thousandth', semicolons('€1.459;x', '€1.5;x'), [1.459, 1.5]],
    ['a minus at the end', semicolons('1.200,50-;x', '3.400,00;x', '12,75-;x'), [-1200.5, 3400, -12.75]],
    ['a unit that nearly all bear', tsv('12 kg', '13.5 kg', '1,200 kg', '0 kg', '7 g'), [12, 13.5, 1200, 0, Number.NaN]],
    ['a percentage that some lack', tsv('5 %', '7.5%', '0', '−1 %'), [5, 7.5, 0, -1]],
    ['thousands grouped by blanks, with decimal commas', semicolons('1 234;x', '12 345,5;x', '900;x'), [1234, 12_345.5, 900]],
    ['apostrophes', semicolons("1'234;x", "12'345.5;x", '900;x'), [1234, 12_345.5, 900]],
    ['units of several kinds, as words', tsv('5 kg', '500 g', '3 kg', '200 g'), [Number.NaN, Number.NaN, Number.NaN, Number.NaN]],
    ['currencies of several kinds, as words', tsv('$5', '€6', '$7', '€8'), [Number.NaN, Number.NaN, Number.NaN, Number.NaN]],
    ['two words that begin with digits, as words', tsv('2d', '3d', '2d', '3d'), [Number.NaN, Number.NaN, Number.NaN, Number.NaN]],
    ['no number at all', tsv('1,2,3', '12,34.5', '1.2.3', '01,234,567'), [Number.NaN, Number.NaN, Number.NaN, Number.NaN]],
  ])('%s', async (_, text, values) => {
    expect(await first(text)).toEqual(values);
    expect(await guesses(text)).toEqual([]);
  });

  const sentence = (cell: string, value: string, row = 2): string =>
    `In column "a", numbers such as "${cell}" (in row ${row}) were read as ${value}: if that is wrong, write them with a decimal point and without thousands separators.`;
  test.each<[string, string, number[], string]>([
    ['whole numbers below a thousand without a comma', tsv('1,234', '999', '2,500'), [1234, 999, 2500], sentence('1,234', '1234')],
    ['nothing else', tsv('1,234', '2,500'), [1.234, 2.5], sentence('1,234', '1.234')],
    ['whole numbers above a thousand without a comma', tsv('1,234', '5678', '2'), [1.234, 5678, 2], sentence('1,234', '1.234')],
    ['another column with decimal commas', semicolons('1.234;2,5', '2.500;3,5'), [1234, 2500], sentence('1.234', '1234')],
    ['another column with decimal points', tsv('1,234', '2,500').replaceAll('w', '0.5'), [1234, 2500], sentence('1,234', '1234')],
    ['both signs in one column', tsv('1,5', '2.5', '1,234'), [1.5, 2.5, 1.234], sentence('1,234', '1.234', 4)],
    ['commas between the fields', quoted('1,234', '2,500'), [1234, 2500], sentence('1,234', '1234')],
    ['money, with points between commas', quoted('€1.200', '€12.000').replaceAll('w', '4.5'), [1200, 12_000], sentence('€1.200', '1200')],
    ['money in whole numbers beside it', semicolons('$1.200;x', '$950;x'), [1200, 950], sentence('$1.200', '1200')],
    ['points beside whole numbers below a thousand', semicolons('1.200;x', '950;x'), [1200, 950], sentence('1.200', '1200')],
    ['nothing but three digits after points', semicolons('1.200;x', '3.500;x'), [1.2, 3.5], sentence('1.200', '1.2')],
  ])('a column that proves nothing is read by a guess, which is said: %s', async (_, text, values, said) => {
    expect(await first(text)).toEqual(values);
    expect(await guesses(text)).toEqual([said]);
  });
});

test('"none" is a word beside words, and a missing value beside numbers', async () => {
  const [word, number] = summarise(await read('class,v\nnone,1\nback,None\nNone,3\nleft,4\n')).columns;
  expect(word).toMatchObject({ usable: false, missing: 0, distinct: 4 });
  expect(number).toMatchObject({ kind: 'numeric', missing: 1, distinct: 3 });
});

test('beside words, numbers that would be written otherwise are words', async () => {
  const { columns } = await read('name,v\n1E5,1.0\nabc,2.0\n007,3.50\nxyz,x\n12,4\nw,5\nv,6\n');
  expect(Array.from({ length: 6 }, (_, i) => columns[0].category(i))).toEqual(['1E5', 'abc', '007', 'xyz', '12', 'w']);
  expect(columns[1]).toMatchObject({ numeric: 6, text: 1 });
});

test('a "-" is a word beside a "+", and a missing value elsewhere', async () => {
  const [sign, number] = summarise(await read('v,class\n1,-\n-,+\n2,-\n3,+\n')).columns.toReversed();
  expect(sign).toMatchObject({ kind: 'categorical', missing: 0, distinct: 2, examples: ['-', '+'] });
  expect(number).toMatchObject({ kind: 'numeric', missing: 1 });
});
