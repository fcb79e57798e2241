import { deflateSync, strToU8, zipSync, type Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { crc32 } from './crc32';
import { zipEntries, type Refusal, type ZipOptions } from './zip';
import { isUnsafePath } from './zipName';

async function read(bytes: Uint8Array<ArrayBuffer>, options: ZipOptions = {}): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const entry of zipEntries(new Blob([bytes]), 'a.zip', options)) found[entry.path] = (await entry.file.text()).slice(0, 100);
  return found;
}

const zip = (files: Zippable): Uint8Array<ArrayBuffer> => zipSync(files) as Uint8Array<ArrayBuffer>;

interface Written {
  readonly name: string | Uint8Array;
  readonly bytes: Uint8Array;
  readonly flags?: number;
  readonly method?: number;
  /** Extra field of the directory. */
  readonly extra?: Uint8Array;
  /** It lies in the zip, but the directory does not list it. */
  readonly deleted?: boolean;
  /** Sizes stand behind the entry, as streaming packers write them. */
  readonly streamed?: boolean;
}

const numbers = (...parts: readonly (readonly [value: number, bytes: 2 | 4 | 8])[]): Uint8Array<ArrayBuffer> => {
  const view = new DataView(new ArrayBuffer(parts.reduce((sum, [, bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [value, bytes] of parts) {
    if (bytes === 2) view.setUint16(at, value, true);
    else if (bytes === 4) view.setUint32(at, value, true);
    else view.setBigUint64(at, BigInt(value), true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
};
const joined = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(parts.flatMap((part) => [...part]));

/** A zip as other packers write it. @param zip64 whether sizes, places and the number of entries stand in 64 bits. */
function written(
  entries: readonly Written[],
  { prefix = new Uint8Array(0), comment = '', behind = new Uint8Array(0), zip64 = false } = {},
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, bytes, flags = 0, method = 0, extra = new Uint8Array(0), deleted, streamed } of entries) {
    const raw = typeof name === 'string' ? strToU8(name) : name;
    const packed = method === 8 ? deflateSync(bytes) : bytes;
    const sums = [
      [crc32(bytes), 4],
      [packed.length, 4],
      [bytes.length, 4],
    ] as const;
    const head = [
      [20, 2],
      [flags | (streamed ? 8 : 0), 2],
      [method, 2],
      [0, 4],
    ] as const;
    const hidden = [
      [0, 4],
      [0, 4],
      [0, 4],
    ] as const;
    const local = joined(
      numbers([0x04034b50, 4], ...head, ...(streamed ? hidden : sums), [raw.length, 2], [0, 2]),
      raw,
      packed,
      streamed ? numbers([0x08074b50, 4], ...sums) : new Uint8Array(0),
    );
    const wide = zip64 ? numbers([1, 2], [24, 2], [bytes.length, 8], [packed.length, 8], [at, 8]) : new Uint8Array(0);
    const [size, place] = zip64
      ? [
          [
            [crc32(bytes), 4],
            [0xffffffff, 4],
            [0xffffffff, 4],
          ] as const,
          0xffffffff,
        ]
      : [sums, at];
    const fields = joined(extra, wide);
    if (!deleted)
      directory.push(
        joined(
          numbers(
            [0x02014b50, 4],
            [20, 2],
            ...head,
            ...size,
            [raw.length, 2],
            [fields.length, 2],
            [0, 2],
            [0, 2],
            [0, 2],
            [0, 4],
            [place, 4],
          ),
          raw,
          fields,
        ),
      );
    parts.push(local);
    at += local.length;
  }
  const list = joined(...directory);
  const count = directory.length;
  const end64 = zip64
    ? joined(
        numbers([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 4], [0, 4], [count, 8], [count, 8], [list.length, 8], [at, 8]),
        numbers([0x07064b50, 4], [0, 4], [at + list.length, 8], [1, 4]),
      )
    : new Uint8Array(0);
  const [n, length, place] = zip64 ? [0xffff, 0xffffffff, 0xffffffff] : [count, list.length, at];
  return joined(
    prefix,
    ...parts,
    list,
    end64,
    numbers([0x06054b50, 4], [0, 4], [n, 2], [n, 2], [length, 4], [place, 4], [comment.length, 2]),
    strToU8(comment),
    behind,
  );
}

const a = { name: 'cats/a', bytes: strToU8('first '.repeat(100)), method: 8 };
const b = { name: 'dogs/b', bytes: strToU8('second') };
const both = { 'cats/a': 'first '.repeat(100).slice(0, 100), 'dogs/b': 'second' };

test('entries come with their paths, however they are packed', async () => {
  const files = { 'a.txt': 'first', 'b/c.txt': 'second '.repeat(5000) };
  const expected = { 'a.txt': 'first', 'b/c.txt': 'second '.repeat(5000).slice(0, 100) };
  expect(await read(zip({ 'a.txt': [strToU8('first'), { level: 0 }], b: { 'c.txt': strToU8(files['b/c.txt']) } }))).toEqual(expected);
  expect(
    await read(written(Object.entries(files).map(([name, text]) => ({ name, bytes: strToU8(text), method: 8, streamed: true })))),
  ).toEqual(expected);
});

test('a larger one, read in many pieces', async () => {
  const random = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 2654435761) >>> 24);
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i}`, random.subarray(i * 1000)]));
  const got: number[] = [];
  const progress: number[] = [];
  const blob = new Blob([zip(files)]);
  for await (const { file } of zipEntries(blob, 'a.zip', { onProgress: (taken, total) => progress.push(taken / total) }))
    got.push(file.size);
  expect(got).toEqual(Object.values(files).map(({ length }) => length));
  expect(progress.at(-1)).toBe(1);
});

test('what is not wanted is passed over', async () => {
  expect(await read(zip({ a: strToU8('1'), b: strToU8('2'.repeat(9999)), c: strToU8('3') }), { wanted: (path) => path !== 'b' })).toEqual({
    a: '1',
    c: '3',
  });
});

test.each(['../x', 'a/../../x', '/etc/passwd', 'C:\\x', 'c:/x', 'a\0b'])('%j is unsafe', (path) => {
  expect(isUnsafePath(path)).toBe(true);
});

test.each(['x', 'a/b', 'a..b/c', '...', 'a/.b'])('%j is not', (path) => {
  expect(isUnsafePath(path)).toBe(false);
});

test('entries that lead out of the zip, or are damaged, are told and left out', async () => {
  const refused: [string, Refusal][] = [];
  const onRefused = (path: string, why: Refusal): void => void refused.push([path, why]);
  expect(await read(zip({ '../x': strToU8('1'), '/y': strToU8('2'), '..\\z': strToU8('3'), good: strToU8('4') }), { onRefused })).toEqual({
    good: '4',
  });
  expect(refused).toEqual([
    ['../x', 'unsafe'],
    ['/y', 'unsafe'],
    ['../z', 'unsafe'],
  ]);

  refused.length = 0;
  const broken = zip({ a: strToU8('hello '.repeat(1000)), b: strToU8('fine') });
  broken.fill(0xff, 32, 40);
  expect(await read(broken, { onRefused })).toEqual({ b: 'fine' });
  expect(refused).toEqual([['a', 'damaged']]);

  refused.length = 0;
  const unknown = written([
    { name: 'a', bytes: strToU8('hello'), method: 14 },
    { name: 'b', bytes: strToU8('fine') },
  ]);
  expect(await read(unknown, { onRefused })).toEqual({ b: 'fine' });
  expect(refused).toEqual([['a', 'unsupported']]);
});

test('a zip that grows beyond the limits is refused, and not held', async () => {
  const zeros = zip({ a: [new Uint8Array(400_000), { level: 9 }] });
  const limits = { ratioFrom: 100_000 };
  await expect(read(zeros, { limits })).rejects.toMatchObject({
    code: 'zip-bomb',
    message: '“a.zip” expands beyond 200 times its size, as no ordinary zip does; it was not unpacked.',
  });
  await expect(read(zeros, { limits: { bytes: 2 ** 18 } })).rejects.toMatchObject({
    code: 'zip-bomb',
    message: '“a.zip” expands beyond 256 KiB, the most that is unpacked: pack fewer files.',
  });
  expect(await read(zeros, { limits, wanted: () => false })).toEqual({});
  expect(Object.keys(await read(zeros))).toEqual(['a']);
  const many = zip(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, new Uint8Array(0)])));
  await expect(read(many, { limits: { entries: 29 } })).rejects.toMatchObject({
    code: 'too-many-entries',
    message: '“a.zip” has more than 29 entries: pack fewer files.',
  });
  expect(Object.keys(await read(many, { limits: { entries: 30 } }))).toHaveLength(30);
});

test('what is no zip, cut off, or under a password is refused', async () => {
  await expect(read(strToU8('not a zip at all') as Uint8Array<ArrayBuffer>)).rejects.toMatchObject({
    code: 'not-zip',
    message: '“a.zip” does not begin as a zip does: pack or download it again.',
  });
  await expect(read(new Uint8Array(0))).rejects.toMatchObject({ code: 'not-zip' });
  const whole = zip({ a: Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 2654435761) >>> 24) });
  await expect(read(whole.slice(0, 2000))).rejects.toMatchObject({
    code: 'bad-zip',
    message: expect.stringContaining('“a.zip” is cut off or damaged'),
  });
  await expect(
    read(
      written([
        { ...a, flags: 1 },
        { ...b, flags: 1 },
      ]),
    ),
  ).rejects.toMatchObject({ code: 'encrypted-zip', message: '“a.zip” is protected by a password: pack the files without one.' });
  const hidden = written([{ ...a, flags: 0x2001 }]);
  const end = hidden.length - 22;
  hidden.fill(0x5a, new DataView(hidden.buffer).getUint32(end + 16, true), end); // the directory, encrypted
  await expect(read(hidden)).rejects.toMatchObject({ code: 'encrypted-zip' });
  expect(await read(zip({}))).toEqual({});
  expect(await read(written([{ name: 'cats/', bytes: new Uint8Array(0) }]))).toEqual({});
});

test('the directory at the end decides what is in a zip', async () => {
  expect(await read(written([a, { name: 'old/c', bytes: strToU8('deleted'), deleted: true }, b]))).toEqual(both);
  // The later of two entries with one path replaces the earlier one.
  expect(await read(written([{ ...b, bytes: strToU8('before') }, a, b]))).toEqual(both);
  // So it does where the later one cannot be had.
  expect(await read(written([a, b, { ...a, flags: 1 }]))).toEqual({ 'dogs/b': 'second' });
  // An entry that is itself a zip, and bytes that look like the head of an entry or the end of a zip.
  const inside = joined(written([a]), strToU8('PK\x03\x04'), new Uint8Array(40), strToU8('PK\x05\x06'));
  expect(Object.keys(await read(written([{ name: 'x', bytes: inside }, a, b])))).toEqual(['x', 'cats/a', 'dogs/b']);
});

test.each([
  ['a comment', written([a, b], { comment: 'made by hand' })],
  ['a comment that holds the signature of an end', written([a, b], { comment: `PK\x05\x06${'.'.repeat(30)}` })],
  ['a comment that is the end of an empty zip', written([a, b], { comment: `PK\x05\x06${'\0'.repeat(18)}` })],
  ['a program before it', written([a, b], { prefix: strToU8('#!/bin/sh\nexec unzip "$0"\n') })],
  ['something behind it', written([a, b], { behind: strToU8('\r\n\r\n') })],
  ['64-bit sizes', written([a, b], { zip64: true })],
  ['64-bit sizes and a program before it', written([a, b], { zip64: true, prefix: new Uint8Array(1000) })],
  [
    'sizes behind the entries',
    written([
      { ...a, streamed: true },
      { ...b, streamed: true },
    ]),
  ],
  [
    'backslashes between folders',
    written([
      { ...a, name: 'cats\\a' },
      { ...b, name: 'dogs\\b' },
    ]),
  ],
  [
    'paths from a dot on',
    written([
      { name: './', bytes: new Uint8Array(0) },
      { ...a, name: './cats/a' },
      { ...b, name: '././dogs/./b' },
    ]),
  ],
  [
    'two slashes between folders',
    written([
      { ...a, name: 'cats//a' },
      { ...b, name: 'dogs///b' },
    ]),
  ],
])('a zip with %s', async (_, bytes) => {
  expect(await read(bytes)).toEqual(both);
});

const unicodePath = (raw: Uint8Array, name: string): Uint8Array =>
  joined(numbers([0x7075, 2], [5 + strToU8(name).length, 2]), Uint8Array.of(1), numbers([crc32(raw), 4]), strToU8(name));
const dos = Uint8Array.of(0x5a, 0x81, 0x72, 0x69, 0x63, 0x68);

test.each([
  ['UTF-8 with its flag', { name: 'Zürich', flags: 0x800 }, 'Zürich'],
  ['UTF-8 without it', { name: 'Zürich' }, 'Zürich'],
  ['accents apart from their letters, as macOS writes them', { name: 'Zu\u0308rich' }, 'Zürich'],
  ['code page 437', { name: dos }, 'Zürich'],
  ["Info-ZIP's Unicode path", { name: dos, extra: unicodePath(dos, 'Zürich–東京') }, 'Zürich–東京'],
  ['a Unicode path that belongs to another name', { name: dos, extra: unicodePath(strToU8('Genf'), 'Genève') }, 'Zürich'],
])('a name in %s', async (_, entry, expected) => {
  expect(Object.keys(await read(written([{ bytes: strToU8('1'), ...entry }])))).toEqual([expected]);
});

test('an entry that is under a password, is not what its checksum says, or longer than it says, is left out', async () => {
  const refused: [string, Refusal][] = [];
  const onRefused = (path: string, why: Refusal): void => void refused.push([path, why]);
  const long = { name: 'long', bytes: strToU8('x'.repeat(9999)), method: 8 };
  const bytes = written([{ ...a, flags: 1 }, b, { name: 'c', bytes: strToU8('changed') }, long]);
  const view = new DataView(bytes.buffer);
  bytes[new TextDecoder('latin1').decode(bytes).indexOf('changed')] ^= 1;
  view.setUint32(bytes.length - 22 - 46 - long.name.length + 24, 50, true);
  expect(await read(bytes, { onRefused })).toEqual({ 'dogs/b': 'second' });
  expect(refused).toEqual([
    ['cats/a', 'encrypted'],
    ['c', 'damaged'],
    ['long', 'damaged'],
  ]);
});

test.each([false, true])('one part of a split zip is refused (64-bit sizes: %s)', async (zip64) => {
  const bytes = written([a, b], { zip64 });
  bytes[bytes.length - 22 + 4] = 1;
  await expect(read(bytes)).rejects.toMatchObject({
    code: 'split-zip',
    message: '“a.zip” is one part of a zip that was split: join the parts, or pack the files into one zip.',
  });
});

test('reading can be cancelled', async () => {
  await expect(read(zip({ a: strToU8('1') }), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
});
