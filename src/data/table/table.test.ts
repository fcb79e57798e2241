import { describe, expect, test } from 'vitest';
import type { Dataset } from '../dataset';
import { readCsv } from '../formats/csv';
import { build } from './build';
import { defaultChoice } from './choice';
import { summarise } from './summary';
import type { Table } from './table';
import type { TableSummary } from './types';
import type { TableChoice } from './types';

const read = (text: string): Promise<Table> => readCsv(new Blob([text]), 'folder/a.csv');
const summary = async (text: string): Promise<TableSummary> => summarise(await read(text));
/** By the default choice, but for what is said. */
const make = async (text: string, choice: Partial<TableChoice> = {}): Promise<Dataset> => {
  const table = await read(text);
  return build(table, { ...defaultChoice(summarise(table)), ...choice });
};
const column = (rows: readonly (string | number)[], name = 'v'): string =>
  `${name},w\n${rows.map((cell, i) => `${cell},${(i * 7) % 5}`).join('\n')}\n`;

describe('kinds of columns', () => {
  test.each([
    ['numeric', [1, 2.5, 1, 4]],
    ['numeric', ['1e3', '-2', '+3', '.5']],
    ['numeric', [1, '', 'NA', 3, 'n/a', 'NaN', 'null', '?', '-', 2]],
    ['numeric', [1, '.', 'None', '#N/A', '<NA>', '-nan', 'Missing', 'missing', 3]],
    ['numeric', [1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 'broken']],
    ['numeric', [1, 2, 7, 'n.d.', 'broken']],
    ['numeric', [1, 1, 7, 'n.d.', 'n.d.']],
    ['categorical', [1, 1, 'n.d.', 'n.d.']],
    ['categorical', ['x', 'y', 'x', 'y']],
    ['categorical', ['true', 'false', 'true', '']],
    ['categorical', ['0x1f', '0x1f', '0b1']],
    ['constant', [4, 4, 4]],
    ['constant', ['x', 'x', 'x']],
    ['constant', ['', '?', 'NA']],
    ['index', [0, 1, 2, 3]],
    ['index', [1, 2, 3, 4]],
    ['index', ['ann', 'bob', 'cy']],
    ['numeric', [2, 3, 4, 5]],
    ['numeric', [1, 2, 4, 5]],
    ['numeric', [1, 2, '', 4]],
    ['text', Array.from({ length: 60 }, (_, i) => `word ${i % 50}`)],
  ])('%s: %j', async (kind, cells) => {
    expect((await summary(column(cells))).columns[0].kind).toBe(kind);
  });

  test('are described', async () => {
    const { columns } = await summary('h,c\n1.5,b\n,a\n2.5,b\n2.5,?\n');
    expect(columns[0]).toEqual({
      name: 'h',
      kind: 'numeric',
      usable: true,
      integers: false,
      missing: 1,
      distinct: 2,
      classes: 2,
      unit: '',
      examples: ['1.5', '2.5'],
      min: 1.5,
      max: 2.5,
      mean: 6.5 / 3,
    });
    expect(columns[1]).toEqual({
      name: 'c',
      kind: 'categorical',
      usable: false,
      integers: false,
      missing: 1,
      distinct: 2,
      classes: 2,
      unit: '',
      examples: ['b', 'a'],
      min: null,
      max: null,
      mean: null,
    });
  });

  test('more than 256 different numbers are not counted, examples are cut', async () => {
    const { columns } = await summary(column(Array.from({ length: 300 }, (_, i) => i / 2)));
    expect(columns[0].distinct).toBeNull();
    expect((await summary(column(['x'.repeat(500), 'x'.repeat(500), 'y']))).columns[0].examples[0]).toHaveLength(80);
  });
});

describe('problems', () => {
  test.each([
    ['Infinity', 'Column "v" has 1 value beyond ±3.4e38 (the first, "Infinity", in row 3); they count as missing.'],
    ['-inf', 'Column "v" has 1 value beyond ±3.4e38 (the first, "-inf", in row 3); they count as missing.'],
    ['1e308', 'Column "v" has 1 value beyond ±3.4e38 (the first, "1e308", in row 3); they count as missing.'],
    ['1e999', 'Column "v" has 1 value beyond ±3.4e38 (the first, "1e999", in row 3); they count as missing.'],
    ['-3.5e38', 'Column "v" has 1 value beyond ±3.4e38 (the first, "-3.5e38", in row 3); they count as missing.'],
  ])('%s counts as missing', async (cell, sentence) => {
    const text = column([1, cell, 3, 5]);
    const { columns, problems } = await summary(text);
    expect(columns[0]).toMatchObject({ kind: 'numeric', missing: 1, min: 1, max: 5, mean: 3 });
    expect(problems).toEqual([{ code: 'too-large-value', column: 'v', sentence }]);
    const set = await make(text);
    expect(set.values[2]).toBe(3);
    expect(set.notes).toEqual([
      `1 missing value was replaced by the mean of its column: 1 in "v" (1 is beyond ±3.4e38, such as "${cell}" in row 3).`,
    ]);
  });

  test('the largest float32 is a value', async () => {
    const set = await make(column(['3.4028234663852886e38', '-3.4028234663852886e38', 1]));
    expect(set.notes).toEqual([]);
    expect(set.values.every(Number.isFinite)).toBe(true);
  });

  test('entries that are no numbers, constants, indices and empty columns', async () => {
    const rows = Array.from({ length: 12 }, (_, i) => `${i + 1},${i === 4 ? 'n.d.' : i % 3},5,,row ${i}`);
    const { problems } = await summary(`id,v,c,e,name\n${rows.join('\n')}`);
    expect(problems.map(({ code, sentence }) => [code, sentence])).toEqual([
      ['index-column', 'Column "id" only counts the rows, so it is left out unless you choose it.'],
      ['not-a-number', 'Column "v" has 1 entry that is not a number (the first, "n.d.", in row 6); they count as missing.'],
      ['constant-column', 'Column "c" is the same in every row: it carries no information.'],
      ['empty-column', 'Column "e" has no values.'],
      ['row-names', 'Column "name" names the rows and is no feature.'],
    ]);
  });
});

test('a column of numbers for the most part is used, and what is no number is counted', async () => {
  const text = column([1, 'n.d.', 3, 'low', 5]);
  const { columns, problems } = await summary(text);
  expect(columns[0]).toMatchObject({ kind: 'numeric', usable: true, missing: 2, min: 1, max: 5 });
  expect(problems.map(({ sentence }) => sentence)).toEqual([
    'Column "v" has 2 entries that are not numbers (the first, "n.d.", in row 3); they count as missing.',
  ]);
  expect([...(await make(text, { use: ['v'] })).values]).toEqual([1, 3, 3, 3, 5]);
});

describe('the proposed label', () => {
  const rows = (header: string, ...lines: string[]): string => `${header}\n${[...lines, ...lines].join('\n')}\n`;
  test.each([
    ['class', rows('a,class', '1,x', '2,y')],
    ['class', rows('class,a', '1,0.5', '2,0.7')],
    ['Species', rows('a,b,Species', '1,2,x', '2,5,y')],
    ['target', rows('type,a,target', 'p,1,0', 'q,2,1')],
    ['y', rows('a,y', '1.5,0', '2.5,1')],
    ['class_name', rows('a,class_name', '1.5,u', '2.5,v')],
    ['colour', rows('a,colour', '1.5,red', '2.5,green')],
    [null, rows('colour,a', 'red,1.5', 'green,2.5')],
    [null, rows('x,y', '1.5,0', '2.5,1')],
    [null, rows('a,target', '1.5,0.1', '2.5,0.2')],
    [null, rows('a,class', '1.5,x', '2.5,x')],
    [null, rows('a,b', '1.5,3', '2.5,4')],
    [null, 'a,label\n1,p\n2,q\n3,r\n'],
    ['x3', '1.5,3,u\n2.5,4,v\n1.5,4,u\n'],
    ['x2', rows('842302,M,1.5', '843786,B,2.5', '844359,M,3.5')],
    ['kind', rows('a,kind,', '1.5,u,', '2.5,v,')],
    [null, rows('a,when', '1.5,01.02.2020', '2.5,03.02.2020')],
    [null, 'a,note\n1,late\n2,\n3,\n4,sick\n'],
    [null, rows('a,at', '1.5,10:30', '2.5,11:45')],
    ['income', rows('a,income', '1.5,<=50K', '2.5,>50K')],
    ['quality', rows('a,quality', '1.5,5', '2.5,6')],
  ])('%s', async (label, text) => {
    expect((await summary(text)).proposedLabel).toBe(label);
  });

  test.each([
    ['numbers', 30, 'target'],
    ['numbers', 31, 'target'],
    ['numbers', 1000, 'target'],
    ['numbers', 1900, null],
    ['words', 256, 'target'],
    ['words', 257, 'target'],
  ])('%s that are %i can be one by its name: %s', async (what, distinct, label) => {
    const text = `a,target\n${Array.from({ length: 2000 }, (_, i) => `${i % 3},${what === 'words' ? 'w' : ''}${(i * 37) % distinct}`).join('\n')}`;
    expect((await summary(text)).proposedLabel).toBe(label);
  });
});

describe('the default choice', () => {
  test.each([
    [
      'the numbers of the classes beside their names',
      'target_name',
      ['a', 'b'],
      (i: number) => ['target', i % 3, 'target_name', 'xyz'[i % 3]],
    ],
    ['the numbers of other classes', 'class', ['a', 'b'], (i: number) => ['class', 'uv'[i % 2], 'label', i % 3]],
    ['none: a y that is measured, as no two are alike', 'class', ['a', 'b', 'y'], (i: number) => ['y', 7 * i + 3, 'class', 'uv'[i % 2]]],
  ])('leaves out %s', async (_, label, use, cells) => {
    const text = Array.from({ length: 30 }, (_, i) => [i / 7, (i * 5) % 11, cells(i)[1], cells(i)[3]].join()).join('\n');
    const [first, , second] = cells(0);
    expect(defaultChoice(await summary(`a,b,${first},${second}\n${text}`))).toMatchObject({ label, use, names: null });
  });

  test('takes numbers, and neither indices nor words nor the label', async () => {
    const text = 'id,name,a,b,colour,class\n1,ann,1.5,4,red,0\n2,bob,2.5,4,green,1\n3,cy,2,4,red,0\n';
    expect(defaultChoice(await summary(text))).toEqual({ label: 'class', names: 'name', use: ['a', 'b'], oneHot: [], missing: 'mean' });
  });

  test('takes an index when there is nothing else', async () => {
    expect(defaultChoice(await summary('a\n1\n2\n3\n')).use).toEqual(['a']);
  });
});

describe('ids and names', () => {
  const of = (header: string, row: (i: number) => string, n = 40): string =>
    `${header}\n${Array.from({ length: n }, (_, i) => row(i)).join('\n')}`;
  const spread = (i: number): number => 100_003 + ((i * 7919) % 90_001);

  test.each<[string, string, string | null]>([
    ['CustomerID', of('CustomerID,a,b', (i) => `${spread(i)},${i % 7},${i % 5}`), 'CustomerID'],
    ['ids that repeat name no row alone, but are no features', of('a,store_id,b', (i) => `${i % 7},${i % 4},${i % 5}`), 'store_id'],
    [
      'codes among which some are words',
      of('a,StockCode,b', (i) => `${i % 7},${i % 5 ? 71053 + (i % 4) : '84029G'},${i % 5}`),
      'StockCode',
    ],
    ['a column without a name', of(',a,b', (i) => `${spread(i)},${i % 7},${i % 5}`), 'x1'],
    ['of digits too many for a number', of('id,a,b', (i) => `1020552983458234${1000 + i},${i % 7},${i % 5}`), 'id'],
    ['dates name no rows', of('when,a,b', (i) => `2020-${10 + (i % 3)}-${10 + i},${i % 7},${i % 5}`), null],
    ['words', of('who,a,b', (i) => `w${i},${i % 7},${i % 5}`), 'who'],
  ])('%s', async (_, text, names) => {
    const choice = defaultChoice(await summary(text));
    expect(choice).toMatchObject({ use: ['a', 'b'], names });
  });

  test('are the names of the points that are kept, digit by digit', async () => {
    const text = of('id,a,b', (i) => `1020552983458234${1000 + i},${i === 1 ? '' : i % 7},${i % 5}`);
    const set = await make(text, { missing: 'drop' });
    expect(set.itemNames?.slice(0, 2)).toEqual(['10205529834582341000', '10205529834582341002']);
    expect(set.itemNames).toHaveLength(39);
    expect(set.notes).toContain('Not used as features: "id" (names the rows).');
    expect(set).not.toHaveProperty('otherColumns');
    expect((await make(text, { names: null })).itemNames).toBeNull();
    // Columns that are neither features nor names or labels are kept as text, for exports.
    const left = await make(text, { missing: 'drop', use: ['b'], names: 'id' });
    expect(left.otherColumns?.map(({ name, cells }) => [name, ...cells.slice(0, 3)])).toEqual([['a', '0', '', '2']]);
  });

  test('of the same length keep the zeros that they begin with, and are no features even where they repeat', async () => {
    const set = await make(of('zip,a', (i) => `0${1001 + i},${i % 7}`));
    expect(set).toMatchObject({ features: ['a'], itemNames: expect.arrayContaining(['01001', '01040']) });
    expect(await make(of('zip,a', (i) => `${i === 3 ? '' : `0${1001 + (i % 4)}`},${i % 7}`))).toMatchObject({ features: ['a'] });
    expect(await make(of('class,a', (i) => `0${1 + (i % 3)},${i % 7}`))).toMatchObject({ labelNames: ['01', '02', '03'] });
    expect(await make(of('class,a', (i) => `${['0.5', '100', '007'][i % 3]},${i % 7}`))).toMatchObject({ labels: null });
    expect(await make(of('class,a', (i) => `${['1.0', '100', '007'][i % 3]},${i % 7}`))).toMatchObject({ labelNames: ['1', '7', '100'] });
  });

  test('without names of columns, long whole numbers far beyond all others', async () => {
    const text = Array.from({ length: 40 }, (_, i) => `${1_000_025 + 9 * spread(i)},${i % 10},${i % 7},${(i % 2) * 2 + 2}`).join('\n');
    expect(defaultChoice(await summary(text)).use).toEqual(['x2', 'x3', 'x4']);
    // Salaries beside ages are not so far beyond them.
    expect(defaultChoice(await summary(text.replaceAll(/^(\d{4})\d+/gm, '$1'))).use).toEqual(['x1', 'x2', 'x3', 'x4']);
  });

  test('row numbers are no features beside words', async () => {
    const text = of('rownames,suit,face', (i) => `${i + 1},${['hearts', 'clubs'][i % 2]},${['low', 'high', 'ace'][i % 3]}`);
    expect(defaultChoice(await summary(text)).use).toEqual([]);
    await expect(make(text)).rejects.toMatchObject({ code: 'no-numeric-column' });
    expect(defaultChoice(await summary(of('day,class', (i) => `${i + 1},${'ab'[i % 2]}`))).use).toEqual(['day']);
    expect(defaultChoice(await summary(of('row,class', (i) => `${i + 1},${'ab'[i % 2]}`))).use).toEqual([]);
  });
});

describe('rows without names of columns', () => {
  const pixels = (label: (i: number) => number | null, at: 'first' | 'last', width = 64): string =>
    Array.from({ length: 60 }, (_, i) => {
      const ink = Array.from({ length: width }, (_, j) => (j % 3 === 0 ? 0 : (i * 7 + j * 3) % 17));
      const cells = label(i) === null ? ink : at === 'first' ? [label(i), ...ink] : [...ink, label(i)];
      return cells.join(',');
    }).join('\n');

  test.each([
    ['first', 'x1'],
    ['last', 'x65'],
  ] as const)('a %s number that is a class beside pictures is the label', async (at, label) => {
    const set = await make(pixels((i) => i % 10, at));
    expect(defaultChoice(await summary(pixels((i) => i % 10, at)))).toMatchObject({ label, image: { width: 8, height: 8, channels: 1 } });
    expect(set).toMatchObject({ d: 64, k: 10, labelNames: Array.from({ length: 10 }, (_, i) => String(i)) });
  });

  test('elsewhere it is said to look like one', async () => {
    const text = Array.from({ length: 30 }, (_, i) => `${i / 7},${(i * 5) % 11},${1 + (i % 3)}`).join('\n');
    expect((await make(text)).notes).toContain(
      'Column "x3" holds few whole numbers that repeat: if they are classes, choose it as the label.',
    );
    expect((await make(text, { label: 'x3', use: ['x1', 'x2'] })).notes).toEqual([]);
    expect(defaultChoice(await summary(pixels(() => null, 'first'))).label).toBeNull();
  });
});

test('no column and no entry is lost without a word', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, i) =>
      `${i + 1},${['red', 'green', 'blue'][i % 3]},${i % 5 === 0 ? 'n.d.' : i % 7},${i % 2 ? `${i} kg` : `${i}00 g`},1e308,1e-308,,${i % 4}`,
  );
  const { notes } = await make(`no,colour,a,weight,huge,tiny,none,b\n${rows.join('\n')}`);
  expect(notes).toEqual([
    'Numbers nearer to 0 than 1.2e-38 are kept coarsely or as 0, which is all that single precision holds (multiply them by a constant first): 60 in "tiny".',
    '12 missing values were replaced by the mean of their column: 12 in "a" (12 are no numbers, such as "n.d." in row 2).',
    'Column "tiny" is the same in every row: it carries no information and becomes 0 when standardised.',
    'Not used as features: "no" (counts the rows); "colour" (not numbers, such as "red"); "weight" (numbers with different units, "g", "kg"); "huge" (all values beyond ±3.4e38); "none" (no values).',
  ]);
});

test('k of many classes', async () => {
  const of = (classes: number, each: number): string =>
    `a,label\n${Array.from({ length: classes * each }, (_, i) => `${(i * 7) % 13},${i % classes}`).join('\n')}`;
  expect(await make(of(47, 4))).toMatchObject({ k: 47, notes: [] });
  expect(await make(of(300, 4))).toMatchObject({
    k: 256,
    notes: ['The label column "label" has 300 classes, more than the 256 clusters that can be asked for: k begins at 256.'],
  });
  expect(await make(of(214, 2))).toMatchObject({
    k: 5,
    d: 1,
    notes: ['The label column "label" has 214 classes, fewer than 3 points each: k begins at 5.'],
  });
});

describe('building', () => {
  test('a labelled set', async () => {
    expect(await make('a,b,class\n1,2,z10\n3,4,z9\n5,7,z10\n')).toEqual({
      id: 'file:folder/a.csv',
      name: 'a',
      n: 3,
      d: 2,
      values: new Float32Array([1, 2, 3, 4, 5, 7]),
      features: ['a', 'b'],
      labels: new Uint16Array([1, 0, 1]),
      labelNames: ['z9', 'z10'],
      image: null,
      k: 2,
      source: null,
      notes: [],
      rows: null,
      itemNames: null,
    });
  });

  test('without labels', async () => {
    expect(await make('a,b\n1,2\n3,4\n5,7\n')).toMatchObject({ labels: null, labelNames: [], k: 3 });
  });

  test('columns in the order chosen', async () => {
    expect((await make('a,b\n1,2\n3,4\n', { use: ['b', 'a'] })).values).toEqual(new Float32Array([2, 1, 4, 3]));
  });

  const holes = 'a,b,class\n1,?,x\n3,4,y\n,8,x\n8,6,y\n';

  test('missing values by the mean', async () => {
    const set = await make(holes);
    expect([...set.values]).toEqual([1, 6, 3, 4, 4, 8, 8, 6]);
    expect(set.notes).toEqual(['2 missing values were replaced by the mean of their column: 1 in "a", 1 in "b".']);
  });

  test('missing values dropped, of the columns that are used', async () => {
    const set = await make(holes, { missing: 'drop' });
    expect([...set.values]).toEqual([3, 4, 8, 6]);
    expect(set.rows).toEqual(new Uint32Array([1, 3]));
    expect(set.labels).toEqual(new Uint16Array([0, 0]));
    expect(set.notes).toEqual(['2 rows were dropped for missing values: 1 in "a", 1 in "b".']);
    expect(await make(holes, { missing: 'drop', use: ['a'] })).toMatchObject({
      n: 3,
      notes: ['1 row was dropped for missing values: 1 in "a".', 'Not used as features: "b" (left out by choice).'],
    });
  });

  test('one feature a category', async () => {
    const set = await make('a,c\n1,x\n2,y\n3,x\n4,\n', { label: null, oneHot: ['c'], use: ['a'] });
    expect(set.features).toEqual(['a', 'c = x', 'c = y']);
    const third = Math.fround(1 / 3);
    expect([...set.values]).toEqual([1, 1, 0, 2, 0, 1, 3, 1, 0, 4, Math.fround(2 / 3), third]);
    expect(set.notes).toEqual(['1 missing value was replaced by the mean of its column: 1 in "c".']);
    expect((await make('a,c\n1,x\n2,y\n3,x\n4,\n', { label: null, oneHot: ['c'], use: [], missing: 'drop' })).n).toBe(3);
  });

  test('rows without a label form a class of their own', async () => {
    const set = await make('a,class\n1,x\n2,\n3,b\n4,x\n5,b\n');
    expect(set.labelNames).toEqual(['b', 'x', '(missing)']);
    expect([...(set.labels ?? [])]).toEqual([1, 2, 0, 1, 0]);
    expect(set.k).toBe(2);
    expect(set.notes).toEqual(['1 row has no value in the label column "class": it forms the class "(missing)".']);
  });

  test('labels that are numbers keep their unit', async () => {
    expect((await make('a,dose class\n1,5 mg\n2.5,10 mg\n3,5 mg\n4,20 mg\n5,10 mg\n', { label: 'dose class' })).labelNames).toEqual([
      '5 mg',
      '10 mg',
      '20 mg',
    ]);
  });

  test('labels that are numbers, and some words among them, keep their text', async () => {
    expect((await make('a,class\n1,10\n2,9\n3,10\n4,9\n')).labelNames).toEqual(['9', '10']);
    expect(
      (await make(`a,class\n${Array.from({ length: 24 }, (_, i) => `${i / 2},${i % 12 === 5 ? 'other' : i % 2}`).join('\n')}`)).labelNames,
    ).toEqual(['0', '1', 'other']);
  });

  test('constant and empty columns, and what float32 blurs, are noted', async () => {
    const set = await make('a,c,e,t\n1,5,,1700000000001\n2,5,,1700000000002\n4,5,NA,1700000000005\n', { use: ['a', 'c', 'e', 't'] });
    expect(set.values.slice(1, 3)).toEqual(new Float32Array([5, 0]));
    expect(set.notes).toEqual([
      'Column "e" has no values and became 0.',
      'Column "c" is the same in every row: it carries no information and becomes 0 when standardised.',
      'Column "t" varies by less than 0.001% of the magnitude, which single precision keeps only coarsely: subtract a constant first.',
    ]);
  });

  test('rows as pictures', async () => {
    const text = 'a,b,c,d\n0,2,1,0\n5,0,0,16\n';
    expect((await make(text, { image: { width: 2, height: 2, channels: 1 } })).image).toEqual({
      width: 2,
      height: 2,
      channels: 1,
      range: [0, 16],
    });
    await expect(make(text, { image: { width: 3, height: 2, channels: 1 } })).rejects.toMatchObject({
      code: 'wrong-image-size',
      message: 'Pictures of 3 × 2 pixels need 6 columns, but 4 are chosen from “folder/a.csv”: change the size or the columns.',
    });
  });

  const many = (n: number, f: (i: number) => string): string =>
    `a,b\n${Array.from({ length: n }, (_, i) => `${i / 2},${f(i)}`).join('\n')}`;

  test('a label column of words without end', async () => {
    const table = await readCsv(new Blob([many(60, (i) => `w${i}`)]), 'a.csv', { limits: { words: 50 } });
    expect(() => build(table, { label: 'b', use: ['a'], oneHot: [], missing: 'mean' })).toThrow(
      'Column "b" has more than 65,535 different values, too many to be classes: choose another label column, or none.',
    );
  });

  test.runIf(process.env['FULL'])('more than 65,535 classes', async () => {
    expect(
      (
        await make(
          many(65_535, (i) => `w${i}`),
          { label: 'b' },
        )
      ).labelNames,
    ).toHaveLength(65_535);
    for (const f of [(i: number) => `w${i}`, (i: number) => String(i * 2)])
      for (const n of [65_536, 70_000])
        await expect(make(many(n, f), { label: 'b', use: ['a'] })).rejects.toMatchObject({ code: 'too-many-labels' });
  });

  test.each<[string, string, Partial<TableChoice>, string]>([
    [
      'no-numeric-column',
      'a,b\nx,p\ny,q\nx,p\n',
      {},
      'No numeric column is chosen from “folder/a.csv”, and clustering needs at least one: turn a column of words such as "a" into categories (one-hot).',
    ],
    [
      'no-numeric-column',
      'a,b\nx,p\ny,q\nz,r\n',
      {},
      'No numeric column is chosen from “folder/a.csv”, and clustering needs at least one: choose a file with at least one column of numbers.',
    ],
    ['unknown-column', 'a,b\n1,2\n3,4\n', { use: ['c'] }, '“folder/a.csv” has no column "c"; it has "a", "b".'],
    ['unknown-column', 'a,b\n1,2\n3,4\n', { label: 'c' }, '“folder/a.csv” has no column "c"; it has "a", "b".'],
    [
      'not-numeric',
      'a,b\n1,x\n3,y\n',
      { use: ['b'] },
      'Column "b" of “folder/a.csv” holds words ("x" in row 2), not numbers: leave it out, or turn it into categories (one-hot).',
    ],
    [
      'too-few-rows',
      'a,b\n1,\n,2\n3,4\n',
      { missing: 'drop' },
      'Dropping the rows with missing values leaves 1 row of 3; at least two are needed: replace missing values by the mean, or leave out the columns that lack most.',
    ],
    [
      'too-few-rows',
      'a,b\n1,\n,2\n3,\n',
      { missing: 'drop' },
      'Dropping the rows with missing values leaves no rows of 3; at least two are needed: replace missing values by the mean, or leave out the columns that lack most.',
    ],
  ])('%s', async (code, text, choice, message) => {
    await expect(make(text, choice)).rejects.toMatchObject({ name: 'DataError', code, message });
  });
});
