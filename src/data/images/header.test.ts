import { expect, test } from 'vitest';
import { readHeader } from './header';
import { gif, grey } from './testing';

const bytes = (...parts: (string | readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((character) => character.charCodeAt(0)) : part)));
const known = (data: Uint8Array<ArrayBuffer>) => readHeader(new Blob([data]));
/** Without what pictures seldom have. */
const header = async (data: Uint8Array<ArrayBuffer>) => {
  const found = await known(data);
  if (!found) return null;
  const { progressive: _, orientation: __, colours: ___, ...usual } = found;
  return usual;
};
const zeros = (length: number): number[] => Array.from({ length }, () => 0);

const png = (width: readonly number[], height: readonly number[], ...chunks: (string | readonly number[])[]) =>
  bytes(
    [0x89],
    'PNG',
    [13, 10, 26, 10],
    [0, 0, 0, 13],
    'IHDR',
    width,
    height,
    [8, 2, 0, 0, 0],
    zeros(4),
    ...chunks,
    [0, 0, 0, 0],
    'IDAT',
    zeros(8),
  );

test('a PNG', async () => {
  expect(await header(png([0, 0, 0x27, 0x10], [0, 0, 1, 2]))).toEqual({ format: 'png', width: 10_000, height: 258, animated: false });
  expect(await header(png([0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 8], 'acTL', zeros(12)))).toMatchObject({ animated: true });
});

test('a JPEG, its frame behind a comment longer than what is read at a time', async () => {
  const segment = (marker: number, length: number): number[] => [0xff, marker, (length + 2) >> 8, (length + 2) & 255, ...zeros(length)];
  const frame = [0xff, 0xff, 0xc2, 0, 17, 8, 0x12, 0x34, 0x01, 0x00, 3, ...zeros(9)];
  expect(await header(bytes([0xff, 0xd8], segment(0xfe, 60_000), segment(0xc4, 20), segment(0xe1, 50_000), frame))).toEqual({
    format: 'jpeg',
    width: 256,
    height: 0x1234,
    animated: false,
  });
  expect(await header(bytes([0xff, 0xd8], segment(0xfe, 40)))).toBeNull();
});

test('a GIF, of one frame or several', async () => {
  expect(await header(gif(1))).toEqual({ format: 'gif', width: 1, height: 1, animated: false });
  expect(await header(gif(3))).toMatchObject({ animated: true });
  // The picture is wider and higher than the screen that the header states.
  const beyond = gif(1);
  const picture = beyond.indexOf(0x2c, 13);
  new DataView(beyond.buffer).setUint16(picture + 5, 32_800, true);
  new DataView(beyond.buffer).setUint16(picture + 7, 8224, true);
  expect(await header(beyond)).toMatchObject({ width: 32_800, height: 8224 });
});

test('a BMP, its rows from the bottom or from the top', async () => {
  const picture = grey(300, 7, () => 0);
  expect(await header(picture)).toEqual({ format: 'bmp', width: 300, height: 7, animated: false });
  new DataView(picture.buffer).setInt32(22, -7, true);
  expect(await header(picture)).toMatchObject({ height: 7 });
});

test('the three kinds of WebP', async () => {
  const webp = (kind: string, body: readonly number[], rest = 20) => bytes('RIFF', zeros(4), 'WEBP', kind, zeros(4), body, zeros(rest));
  expect(await header(webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0]))).toEqual({
    format: 'webp',
    width: 320,
    height: 240,
    animated: false,
  });
  expect(await header(webp('VP8L', [0x2f, 0x3f, 0xc1, 0x3b, 0]))).toMatchObject({ width: 320, height: 240 });
  // The shortest: a pixel, say.
  expect(await header(webp('VP8L', [0x2f, 0, 0, 0, 0], 1))).toMatchObject({ width: 1, height: 1 });
  expect(await header(webp('VP8X', [2, 0, 0, 0, 0x3f], 1))).toBeNull();
  expect(await header(webp('VP8X', [2, 0, 0, 0, 0x3f, 1, 0, 0xef, 0, 0]))).toMatchObject({ width: 320, height: 240, animated: true });
});

test('what is none of them, or has no pixels, is known for it', async () => {
  expect(await header(bytes('<svg xmlns="http://www.w3.org/2000/svg" width="5"/>'))).toBeNull();
  expect(await header(bytes('GIF'))).toBeNull();
  expect(await header(png([0, 0, 0, 0], [0, 0, 0, 5]))).toBeNull();
});

test('a progressive JPEG', async () => {
  const frame = (marker: number): number[] => [0xff, marker, 0, 17, 8, 0, 3, 0, 5, 3, ...zeros(30)];
  expect(await known(bytes([0xff, 0xd8], frame(0xc2)))).toMatchObject({ progressive: true, width: 5, height: 3 });
  expect(await known(bytes([0xff, 0xd8], frame(0xc0)))).toMatchObject({ progressive: false });
});

/** EXIF data with an orientation, behind another tag. */
function exif(orientation: number, littleEndian: boolean): number[] {
  const view = new DataView(new ArrayBuffer(8 + 2 + 24 + 4));
  view.setUint16(0, littleEndian ? 0x4949 : 0x4d4d);
  view.setUint16(2, 42, littleEndian);
  view.setUint32(4, 8, littleEndian);
  view.setUint16(8, 2, littleEndian);
  for (const [i, [tag, value]] of [
    [0x0103, 7],
    [0x0112, orientation],
  ].entries()) {
    view.setUint16(10 + 12 * i, tag, littleEndian);
    view.setUint16(12 + 12 * i, 3, littleEndian);
    view.setUint32(14 + 12 * i, 1, littleEndian);
    view.setUint16(18 + 12 * i, value, littleEndian);
  }
  return [...new Uint8Array(view.buffer)];
}

const webpWith = (data: readonly number[], mark: string = '') =>
  bytes(
    'RIFF',
    zeros(4),
    'WEBPVP8X',
    [10, 0, 0, 0, 8, 0, 0, 0, 3, 0, 0, 2, 0, 0],
    'VP8L',
    [3, 0, 0, 0, 1, 2, 3, 0],
    'EXIF',
    [data.length + mark.length, 0, 0, 0],
    mark,
    data,
  );
const pngWith = (data: readonly number[]) => png([0, 0, 0, 4], [0, 0, 0, 3], [0, 0, 0, data.length], 'eXIf', data, zeros(4));

test.each([true, false])(
  'how a WebP is to be turned (little-endian: %s), and the same file without its saying so',
  async (littleEndian) => {
    for (const mark of ['', 'Exif\0\0']) {
      const file = webpWith(exif(6, littleEndian), mark);
      const { orientation } = (await known(file))!;
      expect(orientation).toMatchObject({ number: 6 });
      file.set(orientation!.instead, orientation!.start);
      expect((await known(file))!.orientation).toBeNull();
      expect([...file.subarray(-38)]).toEqual(exif(1, littleEndian));
    }
  },
);

test.each([true, false])(
  'how a PNG is to be turned (little-endian: %s), before or behind its pixels, and the same file without its saying so',
  async (littleEndian) => {
    const file = pngWith(exif(8, littleEndian));
    const { orientation } = (await known(file))!;
    expect(orientation).toMatchObject({ number: 8, instead: new Uint8Array(0) });
    expect(Uint8Array.from([...file.subarray(0, orientation!.start), ...file.subarray(orientation!.end)])).toEqual(
      png([0, 0, 0, 4], [0, 0, 0, 3]),
    );
    const chunk = file.slice(orientation!.start, orientation!.end);
    const behind = bytes([...png([0, 0, 0, 4], [0, 0, 0, 3]).subarray(0, -8)], [0, 0, 0, 0], [...chunk], zeros(4), 'IEND', zeros(4));
    expect(await known(behind)).toMatchObject({ orientation: { number: 8 } });
  },
);

test('EXIF data that are cut off, or say nothing of use, turn nothing', async () => {
  for (const orientation of [0, 1, 9]) expect(await known(webpWith(exif(orientation, true)))).toMatchObject({ orientation: null });
  for (let length = 0; length < 30; length++)
    expect(await known(pngWith(exif(6, true).slice(0, length))), `${length} bytes`).toMatchObject({ orientation: null });
});

test('colours that a browser may convert', async () => {
  const profile = (marker: number, name: string) =>
    bytes([0xff, 0xd8, 0xff, marker, 0, 14], name, zeros(12 - name.length), [0xff, 0xc0, 0, 17, 8, 0, 3, 0, 5, 3], zeros(30));
  expect(await known(profile(0xe2, 'ICC_PROFILE'))).toMatchObject({ colours: true });
  expect(await known(profile(0xe2, 'MPF'))).toMatchObject({ colours: false });
  for (const [name, expected] of [
    ['gAMA', true],
    ['iCCP', true],
    ['cHRM', true],
    ['sRGB', false],
    ['tEXt', false],
  ] as const)
    expect([name, (await known(png([0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 4], name, zeros(8))))?.colours]).toEqual([name, expected]);
  expect(
    await known(bytes('RIFF', zeros(4), 'WEBPVP8X', [10, 0, 0, 0, 32, 0, 0, 0, 3, 0, 0, 2, 0, 0], 'ICCP', [4, 0, 0, 0], zeros(4))),
  ).toMatchObject({ colours: true });
});
