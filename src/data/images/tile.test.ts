import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { fit, guessTile } from './tile';

/** The profiles of a sheet whose pixel is `value(x, y)`. */
function profiles(width: number, height: number, value: (x: number, y: number) => number): [Float64Array, Float64Array] {
  const across = new Float64Array(width - 1);
  const down = new Float64Array(height - 1);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (x + 1 < width) across[x] += Math.abs(value(x + 1, y) - value(x, y)) / height;
      if (y + 1 < height) down[y] += Math.abs(value(x, y + 1) - value(x, y)) / width;
    }
  return [across, down];
}

const guess = (width: number, height: number, value: (x: number, y: number) => number) =>
  guessTile(width, height, ...profiles(width, height, value));

/** One number for each tile, by its place. */
const noise = (seed: number) => {
  const random = new Random(seed);
  const kept = new Map<string, number>();
  return (...place: number[]): number => {
    const key = place.join();
    if (!kept.has(key)) kept.set(key, random.uniform());
    return kept.get(key) ?? 0;
  };
};

test('tiles that fill their square, each of another brightness', () => {
  const tile = noise(1);
  const texture = noise(2);
  const value = (w: number, h: number) => (x: number, y: number) => 200 * tile(Math.floor(x / w), Math.floor(y / h)) + 10 * texture(x, y);
  expect(guess(240, 160, value(16, 16))).toEqual({ width: 16, height: 16 });
  expect(guess(240, 160, value(20, 16))).toEqual({ width: 20, height: 16 });
});

test('drawings in the middle of black tiles', () => {
  const pick = noise(3);
  const value = (x: number, y: number) => {
    const [dx, dy] = [(x % 28) - 13.5, (y % 28) - 13.5];
    const radius = 4 + 7 * pick(Math.floor(x / 28), Math.floor(y / 28));
    return Math.hypot(dx, dy) < radius ? 255 * pick(x, y) : 0;
  };
  expect(guess(280, 280, value)).toEqual({ width: 28, height: 28 });
});

test('a strip as high as its tiles', () => {
  const tile = noise(4);
  expect(guess(320, 32, (x, y) => 200 * tile(Math.floor(x / 32)) + 5 * tile(x, y, 1))).toEqual({ width: 32, height: 32 });
});

test('a plain picture shows nothing: a usual size that divides it, else one that fits in', () => {
  expect(guess(84, 56, () => 0)).toEqual({ width: 28, height: 28 });
  expect(guess(97, 101, () => 0)).toEqual({ width: 28, height: 28 });
  expect(guess(2, 1, () => 0)).toEqual({ width: 1, height: 1 });
});

test('the fit is 1 for what repeats exactly, and near 0 for what does not', () => {
  expect(
    fit(
      Float64Array.from({ length: 99 }, (_, i) => (i % 5 === 4 ? 1 : 0)),
      5,
    ),
  ).toBeCloseTo(1, 9);
  const random = new Random(5);
  expect(
    Math.abs(
      fit(
        Float64Array.from({ length: 400 }, () => random.uniform()),
        7,
      ),
    ),
  ).toBeLessThan(0.1);
});
