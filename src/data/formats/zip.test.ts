import { strToU8, zipSync, type Zippable } from 'fflate';
import { expect, test } from 'vitest';
import { isUnsafePath, zipEntries, type Refusal, type ZipOptions } from './zip';

async function read(bytes: Uint8Array<ArrayBuffer>, options: ZipOptions = {}): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const entry of zipEntries(new Blob([bytes]), 'a.zip', options)) found[entry.path] = new TextDecoder().decode(entry.bytes.subarray(0, 100));
  return found;
}

const zip = (files: Zippable): Uint8Array<ArrayBuffer> => zipSync(files) as Uint8Array<ArrayBuffer>;

/** A zip as streaming packers write it: sizes stand after each entry, not before. @param stored entries are not compressed. */
function streamed(entries: Record<string, string>): Uint8Array<ArrayBuffer> {
  const packed = zip(Object.fromEntries(Object.entries(entries).map(([path, text]) => [path, strToU8(text)])));
  const view = new DataView(packed.buffer);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (view.getUint32(at, true) === 0x04034b50) {
    const [crc, size, original] = [14, 18, 22].map((offset) => view.getUint32(at + offset, true));
    const end = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true) + size;
    const local = packed.slice(at, end);
    const changed = new DataView(local.buffer);
    changed.setUint16(6, changed.getUint16(6, true) | 8, true);
    for (const offset of [14, 18, 22]) changed.setUint32(offset, 0, true);
    const descriptor = new DataView(new ArrayBuffer(16));
    for (const [i, value] of [0x08074b50, crc, size, original].entries()) descriptor.setUint32(4 * i, value, true);
    parts.push(local, new Uint8Array(descriptor.buffer));
    at = end;
  }
  parts.push(packed.slice(at));
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

test('entries come with their paths, however they are packed', async () => {
  const files = { 'a.txt': 'first', 'b/c.txt': 'second '.repeat(5000) };
  const expected = { 'a.txt': 'first', 'b/c.txt': 'second '.repeat(5000).slice(0, 100) };
  expect(await read(zip({ 'a.txt': [strToU8('first'), { level: 0 }], b: { 'c.txt': strToU8(files['b/c.txt']) } }))).toEqual(expected);
  expect(await read(streamed(files))).toEqual(expected);
});

test('a larger one, read in many pieces', async () => {
  const random = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i * 2654435761) >>> 24);
  const files = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`f${i}`, random.subarray(i * 1000)]));
  const got: number[] = [];
  const progress: number[] = [];
  const blob = new Blob([zip(files)]);
  for await (const { bytes } of zipEntries(blob, 'a.zip', { onProgress: (taken) => progress.push(taken) })) got.push(bytes.length);
  expect(got).toEqual(Object.values(files).map(({ length }) => length));
  expect(progress.at(-1)).toBe(blob.size);
});

test('what is not wanted is passed over', async () => {
  expect(await read(zip({ a: strToU8('1'), b: strToU8('2'.repeat(9999)), c: strToU8('3') }), { wanted: (path) => path !== 'b' })).toEqual({ a: '1', c: '3' });
});

test.each(['../x', 'a/../../x', '/etc/passwd', 'C:\\x', 'c:/x', 'a\\b', 'a\0b'])('%j is unsafe', (path) => {
  expect(isUnsafePath(path)).toBe(true);
});

test.each(['x', 'a/b', 'a..b/c', '...', 'a/.b'])('%j is not', (path) => {
  expect(isUnsafePath(path)).toBe(false);
});

test('entries that lead out of the zip, or are damaged, are told and left out', async () => {
  const refused: [string, Refusal][] = [];
  const onRefused = (path: string, why: Refusal): void => void refused.push([path, why]);
  expect(await read(zip({ '../x': strToU8('1'), '/y': strToU8('2'), 'a\\b': strToU8('3'), good: strToU8('4') }), { onRefused })).toEqual({ good: '4' });
  expect(refused).toEqual([['../x', 'unsafe'], ['/y', 'unsafe'], ['a\\b', 'unsafe']]);

  refused.length = 0;
  const broken = zip({ a: strToU8('hello '.repeat(1000)), b: strToU8('fine') });
  broken.fill(0xff, 32, 40);
  expect(await read(broken, { onRefused })).toEqual({ b: 'fine' });
  expect(refused).toEqual([['a', 'damaged']]);

  refused.length = 0;
  const unknown = zip({ a: strToU8('hello '.repeat(1000)), b: strToU8('fine') });
  new DataView(unknown.buffer).setUint16(8, 14, true);
  expect(await read(unknown, { onRefused })).toEqual({ b: 'fine' });
  expect(refused).toEqual([['a', 'unsupported']]);
});

test('a zip that grows beyond the limits is refused, and not held', async () => {
  const zeros = zip({ a: [new Uint8Array(40 * 2 ** 20), { level: 9 }] });
  expect(zeros.length).toBeLessThan(60_000);
  await expect(read(zeros)).rejects.toMatchObject({ code: 'zip-bomb', message: '“a.zip” expands beyond 200 times its size, as no ordinary zip does; it was not unpacked.' });
  await expect(read(zeros, { limits: { bytes: 2 ** 20 } })).rejects.toMatchObject({ code: 'zip-bomb', message: '“a.zip” expands beyond 1 MiB, the most that is unpacked: pack fewer files.' });
  expect(await read(zeros, { limits: { ratio: 1e6 }, wanted: () => false })).toEqual({});
  const many = zip(Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, new Uint8Array(0)])));
  await expect(read(many, { limits: { entries: 29 } })).rejects.toMatchObject({ code: 'too-many-entries', message: '“a.zip” has more than 29 entries: pack fewer files.' });
  expect(Object.keys(await read(many, { limits: { entries: 30 } }))).toHaveLength(30);
});

test('what is no zip, cut off, or under a password is refused', async () => {
  await expect(read(strToU8('not a zip at all') as Uint8Array<ArrayBuffer>)).rejects.toMatchObject({ code: 'not-zip', message: '“a.zip” does not begin as a zip does: pack the files again.' });
  await expect(read(new Uint8Array(0))).rejects.toMatchObject({ code: 'not-zip' });
  const whole = zip({ a: Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 2654435761) >>> 24) });
  await expect(read(whole.slice(0, 2000))).rejects.toMatchObject({ code: 'bad-zip', message: expect.stringContaining('“a.zip” is cut off or damaged') });
  whole[6] |= 1;
  await expect(read(whole)).rejects.toMatchObject({ code: 'encrypted-zip', message: '“a.zip” is protected by a password: pack the files without one.' });
  expect(await read(zip({}))).toEqual({});
});

test('reading can be cancelled', async () => {
  await expect(read(zip({ a: strToU8('1') }), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
});
