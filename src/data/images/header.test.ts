import { expect, test } from 'vitest';
import { readHeader } from './header';
import { gif, grey } from './testing';

const bytes = (...parts: (string | readonly number[])[]): Uint8Array<ArrayBuffer> => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...part].map((character) => character.charCodeAt(0)) : part)));
const header = (data: Uint8Array<ArrayBuffer>) => readHeader(new Blob([data]));
const zeros = (length: number): number[] => Array.from({ length }, () => 0);

const png = (width: readonly number[], height: readonly number[], ...chunks: (string | readonly number[])[]) =>
  bytes([0x89], 'PNG', [13, 10, 26, 10], [0, 0, 0, 13], 'IHDR', width, height, [8, 2, 0, 0, 0], zeros(4), ...chunks, [0, 0, 0, 0], 'IDAT', zeros(8));

test('a PNG', async () => {
  expect(await header(png([0, 0, 0x27, 0x10], [0, 0, 1, 2]))).toEqual({ format: 'png', width: 10_000, height: 258, animated: false });
  expect(await header(png([0, 0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 8], 'acTL', zeros(12)))).toMatchObject({ animated: true });
});

test('a JPEG, its frame behind a comment longer than what is read at a time', async () => {
  const segment = (marker: number, length: number): number[] => [0xff, marker, (length + 2) >> 8, (length + 2) & 255, ...zeros(length)];
  const frame = [0xff, 0xff, 0xc2, 0, 17, 8, 0x12, 0x34, 0x01, 0x00, 3, ...zeros(9)];
  expect(await header(bytes([0xff, 0xd8], segment(0xfe, 60_000), segment(0xc4, 20), segment(0xe1, 50_000), frame))).toEqual({ format: 'jpeg', width: 256, height: 0x1234, animated: false });
  expect(await header(bytes([0xff, 0xd8], segment(0xfe, 40)))).toBeNull();
});

test('a GIF, of one frame or several', async () => {
  expect(await header(gif(1))).toEqual({ format: 'gif', width: 1, height: 1, animated: false });
  expect(await header(gif(3))).toMatchObject({ animated: true });
});

test('a BMP, its rows from the bottom or from the top', async () => {
  const picture = grey(300, 7, () => 0);
  expect(await header(picture)).toEqual({ format: 'bmp', width: 300, height: 7, animated: false });
  new DataView(picture.buffer).setInt32(22, -7, true);
  expect(await header(picture)).toMatchObject({ height: 7 });
});

test('the three kinds of WebP', async () => {
  const webp = (kind: string, body: readonly number[]) => bytes('RIFF', zeros(4), 'WEBP', kind, zeros(4), body, zeros(20));
  expect(await header(webp('VP8 ', [0, 0, 0, 0x9d, 1, 0x2a, 0x40, 1, 0xf0, 0]))).toEqual({ format: 'webp', width: 320, height: 240, animated: false });
  expect(await header(webp('VP8L', [0x2f, 0x3f, 0xc1, 0x3b, 0]))).toMatchObject({ width: 320, height: 240 });
  expect(await header(webp('VP8X', [2, 0, 0, 0, 0x3f, 1, 0, 0xef, 0, 0]))).toMatchObject({ width: 320, height: 240, animated: true });
});

test('what is none of them, or has no pixels, is known for it', async () => {
  expect(await header(bytes('<svg xmlns="http://www.w3.org/2000/svg" width="5"/>'))).toBeNull();
  expect(await header(bytes('GIF'))).toBeNull();
  expect(await header(png([0, 0, 0, 0], [0, 0, 0, 5]))).toBeNull();
});
