import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { collect } from './collection';

const zip = (...paths: readonly string[]): Uint8Array<ArrayBuffer> =>
  zipSync(Object.fromEntries(paths.map((path) => [path, strToU8(path)])), { level: 0 }) as Uint8Array<ArrayBuffer>;
const found = (bytes: Uint8Array<ArrayBuffer>) => collect([{ path: 'x.zip', file: new Blob([bytes]) }], 'x.zip', () => {});

/** The zip, its first so many entries packed with LZMA, as the directory says. */
function lzma(bytes: Uint8Array<ArrayBuffer>, entries: number): Uint8Array<ArrayBuffer> {
  const text = new TextDecoder('latin1').decode(bytes);
  for (let at = text.indexOf('PK\x01\x02'), i = 0; i < entries; i++, at = text.indexOf('PK\x01\x02', at + 1)) bytes[at + 10] = 14;
  return bytes;
}

test.each([
  ['nothing', zip(), '“x.zip” is empty: choose a folder or zip of PNG, JPEG, WebP, GIF or BMP files, or a table.'],
  [
    'other files',
    zip('train.zip', 'a/1.tif', 'a/2.tif', 'b/3.tif', '__MACOSX/._1.tif'),
    '“x.zip” holds neither pictures nor a table that can be opened, only train.zip, a/1.tif, a/2.tif and 1 more: choose a folder or zip of PNG, JPEG, WebP, GIF or BMP files, or a table.',
  ],
  [
    'pictures that cannot be unpacked',
    lzma(zip('a.png', 'b.png'), 2),
    'No picture or table of “x.zip” can be unpacked: pack the files again, as an ordinary zip (Deflate). 2 entries are packed in a way that cannot be read here and were left out: a.png, b.png.',
  ],
  [
    'a single picture that can be unpacked',
    lzma(zip('a.png', 'b.png'), 1),
    '“x.zip” holds a single picture; clustering needs at least two: add some, or open it by itself to cut it into tiles. 1 entry is packed in a way that cannot be read here and was left out: a.png.',
  ],
])('a zip of %s is refused by what is in it', async (_, bytes, sentence) => {
  await expect(found(bytes)).rejects.toMatchObject({ name: 'DataError', message: sentence });
});

test('pictures come in natural order, and what was left out is told', async () => {
  const { name, files, notes } = await found(lzma(zip('10.png', '9.png', '1.png', 'a.txt'), 1));
  expect([name, files.map(({ path }) => path)]).toEqual(['x', ['1.png', '9.png']]);
  expect(notes).toEqual([
    '1 entry is packed in a way that cannot be read here and was left out: 10.png.',
    '1 file is no picture that can be opened and was left out: a.txt.',
  ]);
});
