import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { readText } from './bytes';
import { EXPANSION_LIMITS, type ExpansionLimits } from './limits';

const packed = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(gzipSync(text));
const zeros = (length: number): Uint8Array<ArrayBuffer> => new Uint8Array(length);

/** @param piece bytes that come at a time. */
async function read(
  parts: readonly (Uint8Array<ArrayBuffer> | string)[],
  piece = 1 << 20,
  limits: ExpansionLimits = EXPANSION_LIMITS,
): Promise<string> {
  const whole = new Uint8Array(await new Blob([...parts]).arrayBuffer());
  const pieces = Array.from({ length: Math.ceil(whole.length / piece) }, (_, i) => whole.subarray(i * piece, (i + 1) * piece));
  let text = '';
  for await (const next of readText(
    new Blob(pieces),
    'a.csv.gz',
    () => {},
    () => 0,
    limits,
  ))
    text += next;
  return text;
}

const random = new Random(7);
/** Much of it repeats, some of it does not, so that members have blocks of all kinds. */
const texts = ['a,b\n', '1,2\n'.repeat(10_000), Array.from({ length: 3_000 }, () => random.uniform()).join(','), '', 'ü\n'];
const members = texts.map(packed);

test.each([1, 60, 1000, 1 << 20])('several members, one after another, that come %i bytes at a time', async (piece) => {
  const some = piece === 1 ? [members[0], members[3], members[4]] : members;
  expect(await read(some, piece)).toBe((piece === 1 ? [texts[0], texts[3], texts[4]] : texts).join(''));
});

test.each([1, 2, 3, 4, 8, 511, 40_000])('%i zeros behind the last member are padding', async (length) => {
  expect(await read([...members, zeros(length)])).toBe(texts.join(''));
  expect(await read([members[0], zeros(length % 1000)], 5)).toBe('a,b\n');
});

test.each(['\n', 'ab', 'abc', 'abcd', 'something else', '\0\0\0x'])('%j behind the end is refused', async (junk) => {
  const message =
    '“a.csv.gz” has something behind its end that is not gzip: unpack it, check the table and open that, or download it again.';
  await expect(read([members[1], junk])).rejects.toMatchObject({ name: 'DataError', code: 'gzip-junk', message });
  await expect(read([members[0], zeros(600), junk])).rejects.toMatchObject({ code: 'gzip-junk' });
});

test('what is cut off or changed anywhere is refused', async () => {
  const whole = new Uint8Array([...members[0], ...members[2]]);
  const first = members[0].length;
  const lengths = Array.from({ length: whole.length }, (_, i) => i).filter(
    (length) =>
      length >= 2 && (length < first || length > first + 3) && (length < first + 30 || length > whole.length - 20 || length % 5003 === 0),
  );
  for (const length of lengths) await expect(read([whole.slice(0, length)]), `${length} bytes`).rejects.toMatchObject({ code: 'bad-gzip' });
  for (const at of [members[0].length - 1, members[0].length - 7, whole.length - 1, whole.length - 5, whole.length - 3000]) {
    const changed = whole.slice();
    changed[at] ^= 4;
    await expect(read([changed]), `byte ${at}`).rejects.toMatchObject({ code: 'bad-gzip' });
  }
});

test('what expands beyond the limits is refused, as soon as it does', async () => {
  const bomb = packed('\n'.repeat(300_000));
  const limits = { bytes: 2 ** 30, ratio: 200, ratioFrom: 100_000 };
  await expect(read([bomb], 1 << 20, limits)).rejects.toMatchObject({
    code: 'gzip-bomb',
    message: '“a.csv.gz” expands beyond 200 times its size, as no ordinary gzip does; it was not unpacked.',
  });
  await expect(read([bomb], 1 << 20, { ...limits, ratio: 1e9, bytes: 2 ** 18 })).rejects.toMatchObject({
    code: 'gzip-bomb',
    message: '“a.csv.gz” expands beyond 256 KiB, the most that is unpacked: keep fewer rows or columns.',
  });
  expect(await read([bomb])).toHaveLength(300_000);
});
