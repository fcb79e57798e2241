import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { tableInZip } from './zipTable';

const open = async (...paths: readonly string[]): Promise<string | null> => {
  const file = new Blob([
    zipSync(Object.fromEntries(paths.map((path) => [path, strToU8(`a,b\n1,2\n${path}`)]))) as Uint8Array<ArrayBuffer>,
  ]);
  const table = await tableInZip(file, 'x.zip');
  return table && `${table.name}: ${(await table.text()).split('\n')[2]}`;
};

test.each([
  [['archive/data.csv'], 'data.csv: archive/data.csv'],
  [['data.tsv.gz'], 'data.tsv.gz: data.tsv.gz'],
  [['only.txt'], 'only.txt: only.txt'],
  [['README.txt', 'wine.txt', 'LICENSE.txt'], 'wine.txt: wine.txt'],
  [['seeds.data', 'about it.txt', 'seeds.names', 'Index'], 'seeds.data: seeds.data'],
  [['__MACOSX/._data.csv', 'data.csv', 'logo.png'], 'data.csv: data.csv'],
  [['a.png', 'b.png', 'labels.csv'], null],
  [['a.png', 'b.png'], null],
  [['a.md'], null],
  [['names.csv'], 'names.csv: names.csv'],
  [['Description.csv', 'README.txt'], 'Description.csv: Description.csv'],
  [['README.txt', 'notes.txt'], null],
  [['./data.csv', './'], 'data.csv: ./data.csv'],
] as [string[], string | null][])('a zip of %j: %s', async (paths, expected) => {
  expect(await open(...paths)).toBe(expected);
});

test('of several tables none is chosen', async () => {
  await expect(open('train.csv', 'test.csv', 'notes.txt')).rejects.toMatchObject({
    code: 'several-tables',
    message: '“x.zip” holds 2 tables (train.csv, test.csv), and one at a time can be opened: unpack it, and open one of them.',
  });
});

test('a table that is damaged is refused', async () => {
  const bytes = zipSync({ 'a.csv': [strToU8('a,b\n1,2\n'), { level: 0 }] }) as Uint8Array<ArrayBuffer>;
  // Behind the local header, whose time may hold any byte.
  bytes[bytes.indexOf(0x2c, 30)] ^= 1;
  await expect(tableInZip(new Blob([bytes]), 'x.zip')).rejects.toMatchObject({
    code: 'bad-entry',
    message: '“a.csv” in “x.zip” is damaged, or packed in a way that cannot be read here: pack it again.',
  });
});
