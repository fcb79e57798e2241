import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { channelsOf, isGrey, middleSquare, pixelNames, Resizer } from './resample';

/** RGBA of grey pixels, or of colours where there are three values a pixel. */
const opaque = (values: readonly number[], channels: 1 | 3): Uint8ClampedArray =>
  Uint8ClampedArray.from({ length: (values.length / channels) * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : values[Math.floor(i / 4) * channels + (channels === 3 ? i % 4 : 0)],
  );

/** @param rows that come at a time. */
function resized(values: readonly number[], source: number, target: number, channels: 1 | 3 = 1, rows = source): number[] {
  const rgba = opaque(values, channels);
  const resizer = new Resizer(source, target);
  for (let top = 0; top < source; top += rows) resizer.push(rgba.subarray(4 * source * top, 4 * source * (top + rows)));
  const out = new Float32Array(target * target * channels);
  resizer.write(channels, out, 0);
  return [...out];
}

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

/** The mean of the area under each target pixel, as the integral of the picture over it. */
function areaMeans(values: readonly number[], source: number, target: number): number[] {
  const scale = source / target;
  const overlap = (i: number, j: number): number => Math.max(0, Math.min((i + 1) * scale, j + 1) - Math.max(i * scale, j));
  return Array.from({ length: target * target }, (_, at) => {
    const [y, x] = [Math.floor(at / target), at % target];
    let sum = 0;
    for (let j = 0; j < source; j++) for (let i = 0; i < source; i++) sum += overlap(y, j) * overlap(x, i) * values[j * source + i];
    return sum / scale ** 2;
  });
}

test.each([
  [29, 28],
  [31, 7],
  [64, 16],
  [57, 28],
  [12, 1],
])('from %i to %i: the mean of each area, to the bit the same however the rows come', (source, target) => {
  const random = new Random(source);
  const values = Array.from({ length: source * source }, () => Math.floor(256 * random.uniform()));
  const whole = resized(values, source, target);
  for (const [i, mean] of areaMeans(values, source, target).entries()) expect(whole[i]).toBeCloseTo(mean, 3);
  for (const rows of [1, 2, 5]) expect(resized(values, source, target, 1, rows)).toEqual(whole);
  expect(
    resized(
      values.flatMap((value) => [value, value, value]),
      source,
      target,
      3,
    ).filter((_, i) => i % 3 === 0),
  ).toEqual(whole);
});

test.each([
  [1, 4],
  [3, 7],
  [5, 9],
  [28, 32],
])('enlarging from %i to %i is linear in both directions', (source, target) => {
  const random = new Random(target);
  const values = Array.from({ length: source * source }, () => Math.floor(256 * random.uniform()));
  const at = (i: number): { low: number; part: number } => {
    const centre = Math.min(source - 1, Math.max(0, ((i + 0.5) * source) / target - 0.5));
    const low = Math.min(Math.floor(centre), Math.max(0, source - 2));
    return { low, part: source === 1 ? 0 : centre - low };
  };
  const pixel = (y: number, x: number): number => values[y * source + Math.min(x, source - 1)];
  const expected = Array.from({ length: target * target }, (_, i) => {
    const [y, x] = [at(Math.floor(i / target)), at(i % target)];
    const row = (j: number): number => pixel(j, x.low) * (1 - x.part) + pixel(j, x.low + 1) * x.part;
    return row(y.low) * (1 - y.part) + (y.part > 0 ? row(y.low + 1) * y.part : 0);
  });
  for (const [i, value] of resized(values, source, target).entries()) expect(value).toBeCloseTo(expected[i], 3);
});

test('grey is the luma of Rec. 601, exact for a grey pixel', () => {
  const out = new Float32Array(3);
  channelsOf(Uint8ClampedArray.of(255, 0, 0, 255, 0, 255, 0, 255, 77, 77, 77, 255), 1, out);
  expect(out[0]).toBeCloseTo(76.245, 4);
  expect(out[1]).toBeCloseTo(149.685, 4);
  expect(out[2]).toBe(77);
});

test('a little chroma, as JPEG leaves it, is still grey', () => {
  expect(isGrey(Uint8ClampedArray.of(100, 103, 99, 255), 4)).toBe(true);
  expect(isGrey(Float32Array.of(100, 100, 100, 120, 100, 100), 3)).toBe(false);
});

test('the square in the middle, and the names of its pixels', () => {
  expect(middleSquare(9, 4)).toEqual({ x: 2, y: 0, side: 4 });
  expect(pixelNames(2, 1, 1)).toEqual(['r0c0', 'r0c1']);
  expect(pixelNames(1, 1, 3)).toEqual(['r0c0 red', 'r0c0 green', 'r0c0 blue']);
});
