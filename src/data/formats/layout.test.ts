import { describe, expect, test } from 'vitest';
import { defaultChoice } from '../table/choice';
import { summarise } from '../table/summary';
import type { HeaderChoice } from './bytes';
import { readCsv } from './csv';

/** Names, rows and other lines of tables as people and programs write them. */

async function read(text: string, header?: HeaderChoice) {
  const table = await readCsv(new Blob([text]), 'a.csv', { header });
  const summary = summarise(table);
  return {
    names: table.columns.map(({ name }) => name).join(' '),
    n: table.rows,
    first: table.columns.map((column) => column.category(0) ?? '').join(' '),
    label: summary.proposedLabel,
    use: defaultChoice(summary).use.join(' '),
    said: table.problems.map(({ sentence }) => sentence),
  };
}

type Found = Partial<Awaited<ReturnType<typeof read>>>;
const lines = (...all: string[]): string => `${all.join('\n')}\n`;

describe('numbers as names', () => {
  test.each<[string, string, Found]>([
    [
      'years above decimals',
      lines('2015,2016,2017', '56.6,30.1,62.4', '1.1,2.2,3.3', '4,5,6'),
      {
        names: '2015 2016 2017',
        n: 3,
        said: ["The numbers in row 1 (“2015, 2016, 2017”) are taken for the columns' names, not for data."],
      },
    ],
    [
      'two years beside a word',
      lines('region,2015,2016', 'A,5.5,1.5', 'B,7.1,8.2', 'C,3,4'),
      { names: 'region 2015 2016', n: 3, use: '2015 2016' },
    ],
    [
      'years beside a label',
      lines('id,1990,2000,kind', 'a,1,2,x', 'b,3,4,y', 'c,1,8,x', 'd,2,2,y'),
      { names: 'id 1990 2000 kind', label: 'kind', use: '1990 2000' },
    ],
    ['wavelengths of one step', lines('400.5,401,401.5,402', '.1,.2,.15,.3', '.2,.2,.1,.3'), { names: '400.5 401 401.5 402', n: 2 }],
    ['doses', lines('strain,0.1,1,10', 'p,1,2,3', 'q,4,5,2', 'r,2,2,8'), { names: 'strain 0.1 1 10', n: 3 }],
    ['a lone number beside an empty corner', lines(',0', '0,1.5', '1,2.5', '2,7'), { names: 'x1 0', n: 3 }],
    [
      'rising decimals',
      lines('850.1,852.3,854.6,856.9,859.0,861.4,863.7,866.1', ...[1, 2, 3].map((i) => `.1,.2,.15,.3,.2,.1,.4,.${i}`)),
      { n: 3, first: '0.1 0.2 0.15 0.3 0.2 0.1 0.4 0.1' },
    ],
    [
      'a counter beside the labels’ name',
      lines(',0,1,kind', '0,5.1,3,x', '1,6,2,y', '2,7,3,x', '3,8,1,y'),
      { names: 'x1 0 1 kind', n: 4, label: 'kind', use: '0 1' },
    ],
    [
      'years of unequal steps, the last first',
      lines('kind,2020,2019,2015', 'p,5,1,7', 'q,7,8,2', 'p,3,4,4'),
      { names: 'kind 2020 2019 2015', n: 3 },
    ],
    [
      'numbers of any kind beside what can only be a name',
      lines('country,10,50,90', 'Chad,1,2,3', 'Mali,3,4,7', 'Togo,2,2,2'),
      { names: 'country 10 50 90', n: 3 },
    ],
    ['whole numbers above decimals', lines('5,3,11', '1.5,2.5,0.1', '3.5,4.25,7.0', '9.1,.5,.75'), { names: '5 3 11', n: 3 }],
    ['none: pairs of years', lines('1950,1990', '1951,1999', '1960,2001'), { names: 'x1 x2', n: 3 }],
    ['none: a counter that goes on below', lines('1,2,x', '2,7,y', '3,4,x', '4,9,y'), { n: 4 }],
    ['none: a year and a number like one', lines('1990,2100', '1991,15000', '1992,31', '1993,7'), { n: 4 }],
    [
      'none: numbers that are grouped, or have a unit',
      lines('"1.725.227"\t5 kg\t1', '"281.364"\t6.5 kg\t2', '"1.996.276"\t9 kg\t7'),
      { n: 3, use: 'x1 x2 x3' },
    ],
    ['none: words that no other row has', lines('x1,0,1', 'x2,1,1', 'x3,0,0', 'x4,1,0'), { n: 4 }],
    [
      'none: a class that occurs again',
      lines('aardvark,1,2,3,mammal', 'bass,9,0,1,fish', 'bear,1,0,7,mammal', 'carp,2,0,5,fish'),
      { n: 4, label: 'x5' },
    ],
    [
      'two that count beside words, of which some repeat',
      lines('0,who,1,k', ...[1, 2, 3, 4].map((i) => `${i}.5,w${i},${19 - i}.5,${'uv'[i % 2]}`)),
      { names: '0 who 1 k', n: 4 },
    ],
    ['two that count above decimals', lines('0,1', '5.1,3.5', '1.5,2.75', '7.25,0.5'), { names: '0 1', n: 3 }],
    ['none: two that count above whole numbers, such as pairs of nodes', lines('0,1', '0,5', '7,2', '3,9'), { n: 4, said: [] }],
    ['none: decimals that count', lines('1.0e+00,   2.0e+00', '3.5e+00,  -4.5e+00', '5.0e+00,   4.5e+00', '1.5e+00,   9.5e+00'), { n: 4 }],
    ['none: all rows rise', lines('1,2,3,4', '2,3,4,5', '5,6,7,8', '1,3,5,7'), { n: 4 }],
  ])('%s', async (_, text, found) => expect(await read(text)).toMatchObject(found));
});

describe('rows under the header', () => {
  const data = ['1,2,x', '3,4,y', '5,6,x'];
  test.each<[string, string, Found]>([
    [
      'units',
      lines('a,b,k', '%,°C,', ...data),
      { n: 3, first: '1 2 x', said: ['Row 2 holds units or types (“%, °C”), not data, above columns of numbers, and was left out.'] },
    ],
    [
      'long names and units',
      lines('a,b,k', 'Alpha,Beta,', '(mm),kg,', ...data),
      {
        n: 3,
        said: ['Rows 2 and 3 hold units or types (“Alpha, Beta”, “(mm), kg”), not data, above columns of numbers, and were left out.'],
      },
    ],
    ['a unit beside a word, and one of no dimension', lines('a,b,c,k', 'mm,1,kg,sort', '1,2,3,x', '3,4,5,y', '5,6,7,x'), { n: 3 }],
    ['the name of an index, as pandas writes it', lines(',a,b', 'id,,', 'p,1,2', 'q,3,4', 'r,5,6'), { n: 3, first: 'p 1 2' }],
    ['types', lines('a,b,k', 'float,float,string', ...data), { n: 3 }],
    ['none: a missing value', lines('name,v', 'Ann,absent', 'Bob,3', 'Cyd,5', 'Dan,7'), { n: 4, said: [] }],
    ['none: no value', lines('v,k', 'n.d.,', '3,y', '5,x'), { n: 3 }],
    ['none: a word that occurs again', lines('a,b,k', 'low,low,x', '1,2,y', '3,low,x', '4,5,y', '6,7,x'), { n: 5 }],
    ['none: words above words', lines('a,b,k', 'p,q,x', 'r,s,y', 't,u,x'), { n: 3 }],
    ['none: a number', lines('a,b,k', 'cm,1,', ...data), { n: 4 }],
  ])('%s', async (_, text, found) => expect(await read(text)).toMatchObject(found));

  test('what Orange writes: types, and flags that say what a column is for', async () => {
    const text = lines(
      'id\ta\tb\tcode\tkind',
      's\tc\tc\ts\td',
      'meta\t\tignore\t\tclass',
      'q1\t1\t2\t7\tx',
      'q2\t3\t4\t8\ty',
      'q3\t5\t6\t9\tx',
    );
    const said = [
      'Rows 2 and 3 hold types and flags, as Orange writes them; "kind" is the class; "id", "b", "code" are marked as no feature.',
    ];
    expect(await read(text)).toMatchObject({ n: 3, first: 'q1 1 2 7 x', label: 'kind', use: 'a', said });
    expect(await read(lines('a\tkind', 'continuous\telm fir', '\tclass', '1\telm', '3\tfir', '5\telm'))).toMatchObject({
      n: 3,
      label: 'kind',
      use: 'a',
    });
    expect(await read(lines('a\tcost', 'c\tc', '\tclass', '1\t2.5', '3\t7.1', '5\t4.2'))).toMatchObject({ n: 3, label: null, use: 'a' });
    expect(await read(lines('a\tkind', 'c\td', '1\tx', '3\ty', '5\tx'))).toMatchObject({
      n: 3,
      said: ['Row 2 holds types, as Orange writes them.'],
    });
    expect(await read(lines('mS#name,C#a,i#b,cD#kind', 'q1,1,2,x', 'q2,3,4,y', 'q3,5,6,x'))).toMatchObject({
      names: 'name a b kind',
      label: 'kind',
      use: 'a',
      n: 3,
    });
    expect(await read(lines('C#4,D#4', '1,2', '3,4'))).toMatchObject({ names: 'C#4 D#4' });
    expect(await read(lines('C#a,D#b', '1,x', '3,y', '4,x'))).toMatchObject({ names: 'a b' });
    expect(await read(lines('a,b', 'c,d', '1,x', 'c,d', '3,x'))).toMatchObject({ n: 4 });
  });
});

describe('rows of another length than the header', () => {
  const named = "The header has one name less than the rows have fields, so the first field is taken for the rows' names.";
  test.each<[string, string, Found]>([
    [
      'row names, tabs',
      lines('a\tb', '1\t1.5\t2', '2\t3.5\t4', '7\t5.5\t6'),
      { names: 'row names a b', first: '1 1.5 2', use: 'a b', said: [named] },
    ],
    ['row names, semicolons', lines('a;b', 'r1;1,5;2', 'r2;2,5;3'), { names: 'row names a b', first: 'r1 1.5 2' }],
    ['row names beside years', lines('2015,2016,2017', 'A,1,2,3', 'B,4,5,9', 'C,1,4,2'), { names: 'row names 2015 2016 2017', n: 3 }],
    [
      'a delimiter behind each row',
      lines('a,b', '1,2,', '3,4,', '5,6,'),
      { names: 'a b', said: ['Rows end in one delimiter more than the header has; the empty field behind it was left out.'] },
    ],
    ['a delimiter behind the header', lines('a,b,', '1,2', '3,4'), { names: 'a b', n: 2 }],
    [
      'the size of the table, as of word vectors',
      lines('5 2', 'a 1 2', 'b 3 4', 'c 5 7'),
      {
        names: 'x1 x2 x3',
        said: [
          'Row 1 (“5 2”) gives the size of the table, as word2vec writes it, and was left out.',
          'The file says that it has 5 rows, but it has 3.',
        ],
      },
    ],
    [
      'the size, with names of classes',
      lines('3,3,bad,good', '1,2,3,0', '4,5,6,1', '7,8,9,0'),
      { n: 3, said: ['Row 1 (“3 3 bad good”) gives the size of the table and names of classes and was left out.'] },
    ],
  ])('%s', async (_, text, found) => expect(await read(text)).toMatchObject(found));

  test.each<[string, string, Found]>([
    [
      'above a header',
      lines('Report of May', 'a,b', '1,2', '3,4', '5,6'),
      { names: 'a b', n: 3, said: ['Row 1 holds a title (“Report of May”), not names or data, and was left out.'] },
    ],
    [
      'as spreadsheets save them',
      lines('Report,,', 'of May,,', 'a,b,k', '1,2,x', '3,4,y', '5,6,x'),
      { n: 3, said: ['Rows 1 to 2 hold titles (“Report”), not names or data, and were left out.'] },
    ],
    [
      'as statistics offices and banks write them',
      lines('"Source","Bank",', '"Date","2024",', '"name","a","b","k",', '"x","1","2","u",', '"y","3","4","v",'),
      {
        names: 'name a b k x5',
        n: 2,
        said: [
          'Rows 1 to 2 hold titles (“Source Bank”), not names or data, and were left out.',
          'Column 5 has no name, so it is called "x5".',
        ],
      },
    ],
    [
      'none: a header of words that lacks the name of the row names',
      lines('a b', 'r p 1', 's q 2', 't q 3'),
      { names: 'row names a b', n: 3 },
    ],
    ['none: a row of data that lacks the rest', lines('1.5,,', '2,2,3', '3.5,4,5', '4,6,8'), { n: 4 }],
  ])('titles: %s', async (_, text, found) => expect(await read(text)).toMatchObject(found));

  test('rows without a header keep their first field', async () => {
    await expect(read(lines('5,6', 'r,1,2', 's,3,4'))).rejects.toMatchObject({ code: 'ragged-row' });
    await expect(read(lines('a,b', 'r,1,2', 's,3,4'), false)).rejects.toMatchObject({ code: 'ragged-row' });
  });
});

describe('comments', () => {
  const left = (row: number, text: string, what = '1 line'): string =>
    `${what} of comment ${what === '1 line' ? 'was' : 'were'} left out (the first, in row ${row}, is “${text}”).`;
  test.each<[string, string, Found]>([
    [
      'above and among the rows',
      lines('# it’s 5" long', 'a,b', '1,2', '# a note, with, commas', '3,4'),
      { names: 'a b', n: 2, said: [left(1, '# it’s 5" long', '2 lines')] },
    ],
    ['a row that was taken out', lines('a,b', '1,2', '#3,4', '5,6'), { n: 2, said: [left(3, '#3,4')] }],
    ['as Matlab and C write them', lines('% made by', '// x', '1 2 3', '4 5 6'), { n: 2 }],
    ['one with as many words as there are numbers', lines('# x y', '1.5 2', '# end', '3 4'), { names: 'x y', n: 2 }],
    [
      'one with as many words as there are columns of words',
      lines('# by me', 'k a v', 'x 1 2', 'y 3 4', 'z 4 5'),
      { names: 'k a v', n: 3 },
    ],
    ['the same above numbers', lines('# by me', 'u a v', '1 1 2', '3 3 4', '4 4 5'), { names: 'u a v', n: 3 }],
    ['none: a word before numbers', lines('the 1.5 2', '# 3 4', 'of 5 6'), { n: 3, said: [] }],
    [
      'a rule below the names, as databases draw it',
      lines('a   b   k', '--- --- -', '1.5 2   x', '3   4   y'),
      { names: 'a b k', n: 2, said: [left(2, '--- --- -')] },
    ],
    [
      'rules of a frame',
      lines('+---+---+', '| a | b |', '+---+---+', '| 1 | 2 |', '| 3 | 4 |', '+---+---+'),
      { names: 'x1 a b x4', n: 2, use: 'a b' },
    ],
    ['none: values that are dashes', lines('a\tb', '1\t---', '2.5\t3', '4\t7'), { n: 3, said: [] }],
    [
      'names in one, as numpy writes them',
      lines('# made', '# a b c', '1.5 2 3', '4 5 6'),
      { names: 'a b c', n: 2, said: ['The columns’ names were taken from the comment in row 2.'.replace('’', "'"), left(1, '# made')] },
    ],
    [
      'names in one, with blanks above commas',
      lines('# a b c', '1.5,2,3', '4,5,6', '# end'),
      { names: 'a b c', n: 2, said: ["The columns' names were taken from the comment in row 1.", '1 line of comment was left out.'] },
    ],
    ['words in one above a header', lines('# p,q', 'a,b', '1,2', '3,4'), { names: 'a b', n: 2 }],
    ['none: a column called #', lines('#,a,b', '1,2.5,3', '2,4.5,5', '3,1.5,2'), { names: '# a b', n: 3, said: [] }],
    ['none: a name that begins with #', lines('#a,b', '1,2', '3,4'), { names: '#a b', n: 2, said: [] }],
    ['none: a number of something', lines('# of rooms,price', '1,2', '3,4'), { names: '# of rooms price', n: 2, said: [] }],
    [
      'none: values that begin with #',
      lines('colour,a', '#ff0000,1', '#00ff00,3', 'red,5', '#ff0000,7'),
      { n: 4, first: '#ff0000 1', said: [] },
    ],
    [
      'none: a missing value before quoted delimiters and line breaks',
      lines('a,b,c', '1,"2,500",x', '#N/A,"3,500",y', '#N/A,4,"z', 'z"', '7,5,w'),
      { n: 4, said: [] },
    ],
    ['none: within quotes', lines('tag,a', '"# x",1', '"one', '# two",4', '"z",5'), { n: 3, first: '# x 1', said: [] }],
  ])('%s', async (_, text, found) => expect(await read(text)).toMatchObject(found));
});

describe('runs of blanks or tabs, and quotes that quote nothing', () => {
  test.each<[string, string, Found]>([
    [
      'tabs, with blanks within words',
      lines('name\t\ta\tb', 'red oak\t1\t\t2', 'elm\t\t3\t4', 'fir tree\t5\t6'),
      { names: 'name a b', first: 'red oak 1 2', said: ['Several tabs in a row count as one.'] },
    ],
    ['none: a tab before an empty field', lines('a\tb\tc', '1\t\t3', '4\t5\t6'), { first: '1  3', said: [] }],
    ['blanks beside a comma', lines('a b c', '1 2 x,y', '3 4 z', '5 6 w'), { names: 'a b c', first: '1 2 x,y' }],
    ['blanks and a quoted empty corner', lines('"" a b', '"1" 2 3', '"2" 4 5'), { names: 'x1 a b', n: 2 }],
    [
      'words that are a quote or a comma',
      lines('", 0.1 0.2', ', 0.3 0.4', '" 0.5 0.6', 'null .1 .2'),
      { names: 'x1 x2 x3', first: '", 0.1 0.2', n: 4, use: 'x2 x3' },
    ],
    [
      'words that are numbers among words',
      lines('1 0.1 0.2', '2,000 0.3 0.4', 'the 0.5 0.6', 'of .1 .2', 'to .3 .4'),
      { first: '1 0.1 0.2', use: 'x2 x3' },
    ],
    ['a word that is a quote, between tabs', lines('the\t0.1\t0.2', '"\t0.3\t0.4', 'of\t0.5\t0.6'), { n: 3, use: 'x2 x3' }],
    ['decimal commas between blanks', lines('a b', '1,5 2,5', '3,5 4,5'), { names: 'a b', first: '1.5 2.5', n: 2 }],
    ['quotes within quotes, as R writes them', lines('"a" "b"', '"1" "5\\" pipe" 2', '"2" "x" 4'), { first: '1 5" pipe 2', n: 2 }],
    ['words with a blank that does not break', lines('the 1.5 2', 'a\u00a0b 3 4', 'c 5 6'), { first: 'the 1.5 2', n: 3 }],
    ['none: words', lines('name', 'red wine', 'white'), { names: 'name', n: 2 }],
    [
      'none: a number in each word, between commas',
      lines('who,level', 'Ann,Level 5', 'Bob,Level 3', 'Cyd,Level 3'),
      { names: 'who level', n: 3 },
    ],
  ])('%s', async (_, text, found) => expect(await read(text)).toMatchObject(found));
});

describe('a single column', () => {
  const said = ['Commas are read as parts of numbers, so there is a single column.'];
  test.each<[string, string, Found]>([
    ['decimal commas below a name', lines('x', '1.234,5', '2,5', '-3,25'), { names: 'x', first: '1234.5', n: 3, said }],
    [
      'decimal commas before a unit, below a name',
      lines('x', '12,5 kg', '2,5 kg', '-3,25 kg'),
      { names: 'x', first: '12.5 kg', n: 3, said },
    ],
    ['money with thousands, below a name', lines('x', '£4,834.58', '£3,406.26', '£950'), { names: 'x', first: '£4834.58', n: 3, said }],
    ['a unit behind a blank', lines('x', '7.5 %', 'NA', '12 %'), { names: 'x', first: '7.5 %', n: 3, said: [] }],
    ['decimal commas and whole numbers', lines('11,7', '2', '3,5'), { names: 'x1', n: 3, said }],
    ['none: two of whole numbers', lines('11,7', '-1,8', '2,3'), { names: 'x1 x2', n: 3, said: [] }],
  ])('%s', async (_, text, found) => expect(await read(text)).toMatchObject(found));
});

describe('LIBSVM', () => {
  test('sparse rows become columns; what is not given is 0', async () => {
    const said = [
      'Read as LIBSVM text: the first field of a row is its label, and features that a row does not give are 0.',
      '1 comment (from # to the end of the line) was left out.',
      '3 numbers of queries (qid) were left out.',
    ];
    expect(await read('1 qid:1 1:0.5 3:2\r\n0 qid:1 2:1\r\n\r\n1 qid:2 1:3 # doc\r\n')).toEqual({
      names: 'label 1 2 3',
      n: 3,
      first: '1 0.5 0 2',
      label: 'label',
      use: '1 2 3',
      said,
    });
    expect(await read(lines('+1 0:1e-3 2:.5', '-1', '+1 1:2', '-1 0:1'))).toMatchObject({
      names: 'label 0 1 2',
      first: '1 0.001 0 0.5',
      n: 4,
    });
  });

  test('a target of many values is neither label nor feature', async () => {
    expect(await read(lines('1.52 1:0.5 3:2', '0.21 2:1', '7.1 1:3'))).toMatchObject({ label: null, use: '1 2 3' });
  });

  test('is refused by name where a row is of another kind, or where it would be too large', async () => {
    await expect(read(lines('1 1:0.5', '0 2:1', '1 1:x'))).rejects.toMatchObject({
      code: 'bad-libsvm',
      message: 'Row 3 of “a.csv” has “1:x” where index:value is expected, as in the rows before (LIBSVM format): correct it.',
    });
    await expect(read(lines('1 1:0.5', '0 999999999:1'))).rejects.toMatchObject({
      code: 'too-many-cells',
      message: expect.stringContaining('is sparse (LIBSVM format): its 2 rows of 999,999,999 features'),
    });
  });

  test('times of the day are none', async () => {
    expect(await read(lines('1 10:15', '2 11:30', '3 12:45'))).toMatchObject({ names: 'x1 x2', first: '1 10:15' });
  });
});

test('what was found out can be overruled', async () => {
  expect(await read(lines('2015,2016,2017', '5.5,3,6', '1,2,3'), false)).toMatchObject({ n: 3, names: 'x1 x2 x3' });
  expect(await read(lines('a,b', 'cm,kg', '1,2', '3,4', '5,6'), false)).toMatchObject({ n: 5 });
  expect(await read(lines('a,b', 'cm,kg', '1,2', '3,4', '5,6'), 'alone')).toMatchObject({ names: 'a b', n: 4, first: 'cm kg', said: [] });
  expect(await read(lines('5 2', 'a 1 2', 'b 3 4', 'c 5 7'), false)).toMatchObject({ n: 3, names: 'x1 x2 x3' });
  expect(await read(lines('3 2', 'a 1', 'b 3'), true)).toMatchObject({ n: 2, names: '3 2' });
});
