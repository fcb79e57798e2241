import { expect, test } from 'vitest';
import { channelsOf, isGrey, middleSquare, pixelNames, resample } from './resample';

const resized = (values: readonly number[], source: number, target: number, channels: 1 | 3 = 1): number[] => {
  const out = new Float32Array(target * target * channels);
  resample(Float32Array.from(values), source, target, channels, out, 0);
  return [...out];
};

test('shrinking takes the mean of the area', () => {
  expect(resized([0, 10, 20, 30], 2, 1)).toEqual([15]);
  // 3 → 2: each target pixel is one and a half source pixels wide.
  const [first] = resized([9, 0, 0, 0, 0, 0, 0, 0, 0], 3, 2);
  expect(first).toBeCloseTo(9 / 2.25, 5);
});

test('enlarging is linear between centres, and one pixel becomes a plain picture', () => {
  expect(resized([7], 1, 3)).toEqual([7, 7, 7, 7, 7, 7, 7, 7, 7]);
  expect(resized([0, 8, 0, 8], 2, 4).slice(0, 4)).toEqual([0, 2, 6, 8]);
});

test('the same size is left as it is; colours are kept apart', () => {
  expect(resized([1, 2, 3, 4], 2, 2)).toEqual([1, 2, 3, 4]);
  expect(resized([0, 100, 200, 10, 100, 200, 20, 100, 200, 30, 100, 200], 2, 1, 3)).toEqual([15, 100, 200]);
});

test('a shrunk picture keeps its mean', () => {
  const values = Array.from({ length: 49 * 49 }, (_, i) => (i * 7919) % 256);
  const mean = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0) / all.length;
  expect(mean(resized(values, 49, 28))).toBeCloseTo(mean(values), 3);
});

test('grey is the luma of Rec. 601, exact for a grey pixel', () => {
  const out = new Float32Array(3);
  channelsOf(Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 255, 77, 77, 77, 255), 1, out);
  expect(out[0]).toBeCloseTo(76.245, 4);
  expect(out[1]).toBeCloseTo(149.685, 4);
  expect(out[2]).toBe(77);
});

test('a little chroma, as JPEG leaves it, is still grey', () => {
  expect(isGrey(Uint8ClampedArray.of(100, 103, 99, 255))).toBe(true);
  expect(isGrey(Uint8ClampedArray.of(100, 100, 100, 255, 120, 100, 100, 255))).toBe(false);
});

test('the square in the middle, and the names of its pixels', () => {
  expect(middleSquare(9, 4)).toEqual({ x: 2, y: 0, side: 4 });
  expect(pixelNames(2, 1, 1)).toEqual(['r0c0', 'r0c1']);
  expect(pixelNames(1, 1, 3)).toEqual(['r0c0 red', 'r0c0 green', 'r0c0 blue']);
});
