import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { build } from '../table/build';
import { defaultChoice } from '../table/choice';
import { summarise } from '../table/summary';
import { readCsv } from './csv';
import { parseRows, PLAIN } from './fields';
import type { ReadProgress } from './bytes';

const blob = (...parts: (string | Uint8Array<ArrayBuffer>)[]): Blob => new Blob(parts);
const read = async (text: string, header?: boolean) => summarise(await readCsv(blob(text), 'a.csv', { header }));
const names = ({ columns }: { columns: readonly { name: string }[] }): string[] => columns.map(({ name }) => name);
const all = async (text: string) => {
  const table = await readCsv(blob(text), 'a.csv');
  return build(table, { label: null, use: names(table), oneHot: [], missing: 'mean' });
};
const values = async (text: string): Promise<number[]> => [...(await all(text)).values];

describe('dialects', () => {
  test.each([
    ['comma', 'a,b\n1,2\n3,4\n'],
    ['no line end at the end', 'a,b\n1,2\n3,4'],
    ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'],
    ['old Macintosh', 'a,b\r1,2\r3,4\r'],
    ['semicolon', 'a;b\n1;2\n3;4\n'],
    ['tab', 'a\tb\n1\t2\n3\t4\n'],
    ['bar', 'a|b\n1|2\n3|4\n'],
    ['quoted', '"a","b"\n"1","2"\n"3",4\n'],
    ['quoted CRLF', '"a","b"\r\n"1","2"\r\n"3","4"\r\n'],
    ['spaces', ' a , b\n 1,2 \n3 , 4\n'],
    ['byte-order mark', '\uFEFFa,b\n1,2\n3,4\n'],
    ['mark and quotes', '\uFEFF"a","b"\n1,2\n3,4\n'],
    ['blank lines', '\na,b\n\n1,2\n\n\n3,4\n\n'],
    ['blanks', '  a   b\n  1   2\n 3.0 4 \r\n'],
    ['blanks and quotes', '"a" "b"\n1 2\n"3" 4\n'],
    ['a blank after each comma', '"a", "b"\n1, 2\n"3", "4"\n'],
    ['a blank after each semicolon', '"a"; "b"\n1; 2\n3; 4\n'],
    ['a blank at the end', '"a","b"\n1,2\n3,"4" '],
    ['Excel’s hint', 'sep=;\r\na;b\r\n1;2\r\n3;4\r\n'],
  ])('%s', async (_, text) => {
    const table = await all(text);
    expect(table.features).toEqual(['a', 'b']);
    expect([...table.values]).toEqual([1, 2, 3, 4]);
  });

  test('decimal commas, with semicolons or tabs', async () => {
    expect(await values('a;b\n1,5;2,25\n-3,5;1.234,5\n')).toEqual([1.5, 2.25, -3.5, 1234.5]);
    expect(await values('a\tb\n1,5\t2\n3,5e1\t4\n')).toEqual([1.5, 2, 35, 4]);
  });

  test('blanks delimit only where nothing else does, and every row has as many', async () => {
    expect(names(await read('name\nred wine\nwhite\n'))).toEqual(['name']);
    expect(names(await read('a b,c\n1 2,3\n4 5,6\n'))).toEqual(['a b', 'c']);
    expect((await read('x y\n1 2\n3 4\n')).delimiter).toBe(' ');
  });

  test('a comma within quotes is text', async () => {
    for (const text of ['a,b\n1,"x, y"\n2,"z ""q"""\n3,"x, y"\n', '"a", "b"\n1, "x, y"\n2, "z ""q"""\n3, "x, y"\n']) {
      const summary = await read(text);
      expect(summary.columns[1].examples).toEqual(['x, y', 'z "q"']);
      expect(summary.delimiter).toBe(',');
    }
  });

  test('a quoted line break does not end the row, and the row numbers are a spreadsheet’s', async () => {
    const text = 'a,b\n"two\nlines",1\nx,2\ny,1e39\n';
    const { columns, problems } = await read(text);
    expect(columns[0].examples).toEqual(['two\nlines', 'x', 'y']);
    expect(problems.map(({ sentence }) => sentence).join()).toContain('in row 4');
  });

  test('UTF-16 with its mark', async () => {
    const text = 'a,é\n1,2\n3,4\n';
    const bytes = new Uint8Array(2 + 2 * text.length);
    bytes.set([0xff, 0xfe]);
    for (let i = 0; i < text.length; i++) bytes.set([text.charCodeAt(i) & 255, text.charCodeAt(i) >> 8], 2 + 2 * i);
    expect(names(summarise(await readCsv(blob(bytes), 'a.csv')))).toEqual(['a', 'é']);
  });

  test('gzip, whatever the name', async () => {
    const packed = new Uint8Array(gzipSync('a,b\n1,2\n3,4\n'));
    expect(summarise(await readCsv(blob(packed), 'a.csv')).rows).toBe(2);
    expect(summarise(await readCsv(blob('a,b\n1,2\n3,4\n'), 'a.csv.gz')).rows).toBe(2);
  });
});

describe('headers', () => {
  test.each([
    ['words above numbers', 'a,b\n1,2\n3,4', true],
    ['none', '1,2\n3,4', false],
    ['none, with a label', '5.1,3.5,setosa\n4.9,3.0,setosa\n6,3,virginica', false],
    ['none, with nothing but a class', '?,,oak\n4.9,3,elm\n6,3,oak\n', false],
    ['none, with words alone', 'vhigh,low\nhigh,med\nvhigh,med\nmed,low\n', false],
    ['a header of words above words', 'price,doors\nhigh,two\nlow,price\n', true],
    ['a header that is repeated', ',a,b\n1,4,5\n,a,b\n2,5,6\n', true],
    ['none, with units', '5.1 kg,oak\n4.9 kg,elm\n6 kg,oak\n', false],
    ['units among the names', '5 kg,10 kg\n1.5,3\n4,6\n', true],
    ['none, with missing values', '?,3.5,NA\n4.9,3.0,1\n', false],
    ['years among the names', 'id,1990,1991\n5,1,2\n7,3,4', true],
    ['an empty corner', ',a,b\n0,1,2\n1,3,4', true],
    ['numbers beside an empty corner', ',0,1,2\n0,5.1,3,4\n1,6,2,3', true],
    ['numbers from 0', '0,1,2\n5.1,3,4\n6,1,2', true],
    ['numbers from 1', '1,2,3\n5.1,3,4\n6,1,2', true],
    ['none, with rows that count on', '1,2,3\n4,5,6\n7,8,9', false],
    ['none, with rows that count', '0,1,2\n1,2,3\n2,3,4', false],
    ['none, with numbers from 2', '2,3,4\n5.1,3,4\n', false],
  ])('%s', async (_, text, found) => {
    const summary = await read(text);
    expect(summary.hasHeader).toBe(found);
    expect(names(summary)[1]).toBe(found ? text.split(/[,\n]/)[1] : 'x2');
  });

  test.each([',0,1\n0,5.1,3\n1,6.5,2\n2,7,3', 'Unnamed: 0,0,1\n0,5.1,3\n1,6.5,2\n2,7,3'])(
    'the index that pandas writes is the rows’ names, and no feature: %j',
    async (text) => {
      const summary = await read(text);
      expect(summary).toMatchObject({ hasHeader: true, rows: 3 });
      expect(summary.columns[0].kind).toBe('index');
      expect(defaultChoice(summary).use).toEqual(['0', '1']);
    },
  );

  test('can be overruled', async () => {
    expect(await read('1,2\n3,4\n5,6', true)).toMatchObject({ rows: 2, hasHeader: true });
    expect(await read('a,b\n3,4\n5,6', false)).toMatchObject({ rows: 3, hasHeader: false });
  });

  test('empty and repeated names are made distinct, with a note', async () => {
    const summary = await read('a,,a,a (2),x2\n1,2,3,4,5\n6,7,8,9,1\n');
    expect(names(summary)).toEqual(['a', 'x2 (2)', 'a (3)', 'a (2)', 'x2']);
    expect(summary.problems).toContainEqual({
      code: 'duplicate-name',
      column: 'a (3)',
      sentence: 'Another column is named "a" too, so column 3 is called "a (3)".',
    });
    expect(summary.problems).toContainEqual({
      code: 'empty-name',
      column: 'x2 (2)',
      sentence: 'Column 2 has no name, so it is called "x2 (2)".',
    });
  });

  test('long names are cut, and stay distinct', async () => {
    const long = 'n'.repeat(40_000);
    const summary = await read(`${long}1,${long}2,b\n1,2,3\n4,5,6\n`);
    expect(names(summary)).toEqual([`${'n'.repeat(119)}…`, `${'n'.repeat(119)}… (2)`, 'b']);
    expect(summary.problems).toContainEqual({
      code: 'long-name',
      column: null,
      sentence: '2 names have more than 120 characters and are cut.',
    });
    expect(summary.problems.every(({ sentence }) => sentence.length < 400)).toBe(true);
  });

  test('markup stays the text that it is', async () => {
    const summary = await read('<img src=x onerror=alert(1)>,b\n1,<b>x</b>\n2,<b>x</b>\n3,y\n');
    expect(summary.columns[0].name).toBe('<img src=x onerror=alert(1)>');
    expect(summary.columns[1].examples).toEqual(['<b>x</b>', 'y']);
  });
});

test('rows of nothing but delimiters are left out, and counted', async () => {
  const { rows, problems } = await read('a,b\n1,2\n,\n3,4\n\n, \n , ,,\n');
  expect(rows).toBe(2);
  expect(problems).toEqual([{ code: 'blank-rows', column: null, sentence: '3 rows hold nothing but delimiters and were left out.' }]);
});

describe('bad input is refused in one sentence', () => {
  test.each([
    ['empty-file', '', '“a.csv” is empty: choose a file with a row of names and at least two rows of data.'],
    ['empty-file', ' \n\n \r\n', '“a.csv” is empty: choose a file with a row of names and at least two rows of data.'],
    ['header-only', 'a,b\n', '“a.csv” has a header but no rows below it: add at least two rows of data.'],
    ['one-row', 'a,b\n1,2\n', '“a.csv” has a single row of data; clustering needs at least two.'],
    ['one-row', '1,2\n', '“a.csv” has a single row of data; clustering needs at least two.'],
    [
      'ragged-row',
      'a,b\n1,2\n3,4,5\n',
      '“a.csv”: row 3 has 3 fields where row 1 has 2; check it for a missing or extra delimiter or quote.',
    ],
    [
      'ragged-row',
      'a,b,c\n1,2,3\n\n3\n4,5,6\n',
      '“a.csv”: row 4 has 1 field where row 1 has 3; check it for a missing or extra delimiter or quote.',
    ],
    [
      'unterminated-quote',
      'a,b\n1,2\n3,"4\n5,6\n',
      'A quote (") opened in row 3 of “a.csv” is never closed: close it, or double it ("") where it is part of the text.',
    ],
    [
      'bad-quote',
      'a,b\n1,2\n"x"y,4\n5,"6"\n',
      'A quoted field in row 3 of “a.csv” goes on after its closing quote ("): double the quotes ("") that are part of the text.',
    ],
    ['binary-file', 'a,b\n1,\0\n', '“a.csv” holds binary data (a NUL byte), not a table of text: choose a table saved as CSV.'],
    [
      'binary-file',
      'PK\x03\x04rest',
      '“a.csv” is a ZIP archive or an Excel workbook, not a table of text: unpack it, or save the sheet as CSV.',
    ],
    [
      'arff-file',
      '% Iris\n@RELATION iris\n@attribute a numeric\n@data\n1\n2\n',
      '“a.csv” is a file of Weka (ARFF), not a table: save it as CSV there, or keep only what is below the line “@data”.',
    ],
    ['markup-file', '<!DOCTYPE html><p>Not found', '“a.csv” is a web page or XML document, not a table: download the data file itself.'],
  ])('%s', async (code, text, sentence) => {
    await expect(readCsv(blob(text), 'a.csv')).rejects.toMatchObject({ name: 'DataError', code, message: sentence });
  });

  test('a picture', async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);
    await expect(readCsv(blob(png), 'a.csv')).rejects.toMatchObject({
      code: 'binary-file',
      message: '“a.csv” is a PNG picture, not a table of text: choose a table saved as CSV.',
    });
    await expect(readCsv(blob(new Uint8Array(gzipSync(png))), 'a.csv')).rejects.toMatchObject({ code: 'binary-file' });
  });

  test.each([
    ['gzip within gzip', [...gzipSync(gzipSync('a,b\n1,2\n'))], 'packed twice by gzip, not a table of text: unpack it once'],
    ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, 0, 4], 'packed by xz, not a table of text: unpack it'],
    ['Parquet', [0x50, 0x41, 0x52, 0x31, 0x15, 4, 0x15], 'a Parquet file, not a table of text: save the table as CSV'],
    ['NumPy', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0], 'a NumPy array, not a table of text: save it as CSV'],
  ])('%s', async (_, bytes, sentence) => {
    await expect(readCsv(blob(Uint8Array.from(bytes)), 'a.csv')).rejects.toMatchObject({
      code: 'binary-file',
      message: `“a.csv” is ${sentence}.`,
    });
  });

  test('bytes that are not UTF-8, with the row', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode('a,b\n1,é\n2,'), 0xe9, 0x0a]);
    await expect(readCsv(blob(bytes), 'a.csv')).rejects.toMatchObject({
      code: 'not-text',
      message: '“a.csv” is not UTF-8 text near row 3: save it as “CSV UTF-8”.',
    });
    // Far into the file, but before any row was consumed.
    const rows = new TextEncoder().encode('10,20\n'.repeat(50_000));
    await expect(readCsv(blob(rows, bytes), 'a.csv')).rejects.toMatchObject({
      code: 'not-text',
      message: '“a.csv” is not UTF-8 text near row 50,003: save it as “CSV UTF-8”.',
    });
    // Cut off within a character.
    await expect(readCsv(blob(new Uint8Array([...new TextEncoder().encode('a,b\n1,2\n3,'), 0xc3])), 'a.csv')).rejects.toMatchObject({
      code: 'not-text',
    });
  });

  test('a gzip file that breaks off or is damaged', async () => {
    const whole = new Uint8Array(gzipSync(`a,b\n${'1,2\n'.repeat(1000)}`));
    const message = '“a.csv.gz” is not a whole gzip file: it breaks off or is damaged; make or download it again.';
    await expect(readCsv(blob(whole.slice(0, -12)), 'a.csv.gz')).rejects.toMatchObject({ code: 'bad-gzip', message });
    await expect(readCsv(blob(new Uint8Array([0x1f, 0x8b, 1, 2, 3])), 'a.csv.gz')).rejects.toMatchObject({ code: 'bad-gzip', message });
  });

  test('more columns than can be read', async () => {
    const row = `${'1,'.repeat(50)}1\n`;
    await expect(readCsv(blob(row, row), 'a.csv', { limits: { columns: 50 } })).rejects.toMatchObject({
      code: 'too-many-columns',
      message: '“a.csv” has 51 columns; at most 50 can be read: keep fewer columns and open it again.',
    });
  });

  test('more cells than can be held, as soon as they are seen', async () => {
    const row = '0,'.repeat(99) + '0\n';
    const seen: number[] = [];
    const reading = readCsv(blob(...Array.from({ length: 10 }, () => row.repeat(30))), 'a.csv', {
      limits: { cells: 2000 },
      chunk: 4096,
      onProgress: ({ rows }) => seen.push(rows),
    });
    await expect(reading).rejects.toMatchObject({
      code: 'too-many-cells',
      message: '“a.csv” has more than 2,000 cells (row 21 of 100 columns passes this limit): keep fewer rows or columns and open it again.',
    });
    expect(seen.length).toBeLessThan(2);
  });

  test('a row without end', async () => {
    const long = 'x'.repeat(200_000);
    const options = { limits: { row: 100_000 }, chunk: 4096 };
    await expect(readCsv(blob('a,b\n1,2\n', long), 'a.csv', options)).rejects.toMatchObject({
      code: 'row-too-long',
      message: 'Row 3 of “a.csv” has more than 100,000 characters: check that the file is a table with one row a line.',
    });
    await expect(readCsv(blob('a,b\n1,2\n1,"', long), 'a.csv', options)).rejects.toMatchObject({
      code: 'unterminated-quote',
      message: expect.stringContaining('row 3'),
    });
  });

  test.runIf(process.env['FULL'])(
    'at the limits of full size',
    async () => {
      const row = '0,'.repeat(9_999) + '0\n';
      await expect(readCsv(blob(row.repeat(2_100)), 'a.csv')).rejects.toMatchObject({
        code: 'too-many-cells',
        message: expect.stringContaining('more than 20,000,000 cells (row 2,001 of 10,000 columns'),
      });
      const wide = `${'1,'.repeat(50_000)}1\n`;
      await expect(readCsv(blob(wide, wide), 'a.csv')).rejects.toMatchObject({
        code: 'too-many-columns',
        message: expect.stringContaining('has 50,001 columns; at most 50,000'),
      });
      const long = Array.from({ length: 20 }, () => 'x'.repeat(1 << 20));
      await expect(readCsv(blob('a,b\n1,2\n', ...long), 'a.csv')).rejects.toMatchObject({
        code: 'row-too-long',
        message: expect.stringContaining('16,777,216'),
      });
    },
    120_000,
  );
});

describe('streaming', () => {
  const line = (i: number): string => `${i % 7},"é, ${i % 3}",${i / 4}\n`;
  const many = (n: number): Blob => new Blob([`a,b,c\n${Array.from({ length: n }, (_, i) => line(i)).join('')}`]);

  test('rows cut anywhere by the pieces of the stream come out whole', async () => {
    const n = 20_000;
    const file = many(n);
    const seen: ReadProgress[] = [];
    const table = await readCsv(file, 'a.csv', { chunk: 1 << 14, onProgress: (progress) => seen.push(progress) });
    const summary = summarise(table);
    expect(summary.rows).toBe(n);
    expect(summary.columns.map(({ kind, distinct, missing }) => [kind, distinct, missing])).toEqual([
      ['numeric', 7, 0],
      ['categorical', 3, 0],
      ['numeric', null, 0],
    ]);
    expect(summary.columns[2]).toMatchObject({ min: 0, max: (n - 1) / 4, mean: (n - 1) / 8 });
    const set = build(table, { label: 'b', use: ['c', 'a'], oneHot: [], missing: 'mean' });
    expect([set.values[2 * 9_999], set.values[2 * 9_999 + 1], set.labels?.[9_999]]).toEqual([9_999 / 4, 9_999 % 7, 0]);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toEqual({ bytes: file.size, total: file.size, rows: n });
    expect(seen.every(({ bytes }, i) => i === 0 || bytes >= seen[i - 1].bytes)).toBe(true);
  });

  test.each(['a,"b"\r\n1,"x"\r\n"2","y ""z"""\r\n3,"two\r\nlines"\r\n', '"a" ,"b" \r\n"1" ,"x" \r\n'])(
    'two pieces, cut anywhere, hold the rows of the whole: %j',
    (text) => {
      const whole = parseRows(text, PLAIN, false);
      expect(whole.error).toBeNull();
      for (let cut = 0; cut <= text.length; cut++) {
        const piece = parseRows(text.slice(0, cut), PLAIN, true);
        const rest = parseRows(text.slice(piece.cursor), PLAIN, false);
        expect([piece.error, rest.error]).toEqual([null, null]);
        expect([...piece.rows, ...rest.rows]).toEqual(whole.rows);
      }
    },
  );

  test('what the first rows are is found out however small the pieces', async () => {
    const text = `# made by hand\nregion,2015,2016,2017\n,mm,mm,kg\n${Array.from({ length: 20 }, (_, i) => `"R, ${i}",${i / 4},${i % 3},${i % 5}`).join('\n')}\n`;
    const parts = text.match(/[^]{1,5}/g) ?? [];
    const table = await readCsv(blob(...parts), 'a.csv', { chunk: 1 });
    expect([names(table), table.rows, table.columns[0].category(19)]).toEqual([['region', '2015', '2016', '2017'], 20, 'R, 19']);
    await expect(readCsv(blob(...parts, '"R, 20",1\n'), 'a.csv', { chunk: 1 })).rejects.toMatchObject({
      message: expect.stringContaining('row 24 has 2 fields where row 2 has 4'),
    });
  });

  test('a bad quote before the end of a piece is told at once', () => {
    expect(parseRows('a,b\n"x"y,4\n5,"6"\n7,"', PLAIN, true).error).toEqual({ code: 'bad-quote', row: 1 });
  });

  test('can be cancelled on the way', async () => {
    const abort = new AbortController();
    const reading = readCsv(many(20_000), 'a.csv', { chunk: 1 << 14, signal: abort.signal, onProgress: () => abort.abort() });
    await expect(reading).rejects.toMatchObject({ code: 'cancelled', message: 'Reading “a.csv” was cancelled.' });
  });

  test('thousands of columns', async () => {
    const d = 4_000;
    const row = (f: (j: number) => string): string => `${Array.from({ length: d }, (_, j) => f(j)).join(',')},${f(0)}\n`;
    const summary = summarise(
      await readCsv(
        blob(row((j) => `f${j}`).replace(/f0\n$/, 'class\n'), ...[3, 1, 4, 1].map((v) => row((j) => String((v * (j + 1)) % 11)))),
        'a.csv',
      ),
    );
    expect(summary.columns.length).toBe(d + 1);
    expect(summary.proposedLabel).toBe('class');
  });

  test('thousands of columns of one name take no longer than others', async () => {
    const d = 4_000;
    const row = (f: (j: number) => string): string => Array.from({ length: d }, (_, j) => f(j)).join(',');
    const table = await readCsv(blob([row(() => 'a'), row(String), row((j) => String(j % 7)), row((j) => String(-j))].join('\n')), 'a.csv');
    expect(new Set(names(table)).size).toBe(d);
    expect(table.columns[d - 1].name).toBe(`a (${d})`);
    expect(table.problems.map(({ sentence }) => sentence)).toEqual([
      '3,999 columns have no name, or that of another column, and are called by a new one (the first, "a (2)").',
    ]);
  });
});
