import { expect, test } from 'vitest';
import { readCsv } from '../formats/csv';
import { build } from './build';
import { defaultChoice } from './choice';
import { pictureOf, possiblePicture, surePicture } from './pixels';
import { summarise } from './summary';
import type { TableSummary } from './types';

test.each([
  [16, { width: 4, height: 4, channels: 1 }],
  [256, { width: 16, height: 16, channels: 1 }],
  [48, { width: 4, height: 4, channels: 3 }],
  [3072, { width: 32, height: 32, channels: 3 }],
  [9, null],
  [17, null],
  [27, null],
])('%i numbers are a picture: %j', (numbers, shape) => {
  expect(pictureOf(numbers)).toEqual(shape);
});

async function table(names: readonly string[], value: (i: number, j: number) => number) {
  const rows = Array.from({ length: 20 }, (_, i) => [...names.map((_, j) => value(i, j)), `c${i % 2}`].join(','));
  return readCsv(new Blob([[[...names, 'class'].join(','), ...rows].join('\n')]), 'pixels.csv');
}
const summary = async (names: readonly string[], value: (i: number, j: number) => number): Promise<TableSummary> =>
  summarise(await table(names, value));

const numbers = (prefix: string, count: number, from = 0): string[] => Array.from({ length: count }, (_, i) => `${prefix}${i + from}`);
const places = (side: number): string[] => Array.from({ length: side * side }, (_, i) => `${1 + Math.floor(i / side)}x${1 + (i % side)}`);
/** The corner is always black. */
const ink = (i: number, j: number): number => (j === 0 ? 0 : (i * 7 + j * 3) % 17);

test.each([
  ['f0 …', numbers('f', 64), true],
  ['x1 …', numbers('x', 49, 1), true],
  ['1x1 … 8x8', places(8), true],
  ['names that are not numbers', Array.from({ length: 64 }, (_, i) => `gene ${(i * 7919) % 997}`), false],
  ['too few', numbers('x', 36), false],
  ['no square', numbers('x', 65), false],
])('%s: surely pictures: %s', async (_, names, sure) => {
  const found = await summary(names, ink);
  expect(surePicture(found, names) !== null).toBe(sure);
  expect(defaultChoice(found).image !== undefined).toBe(sure);
});

test('numbers that share no lower bound are hardly pictures', async () => {
  const names = numbers('x', 64);
  const spectra = await summary(names, (i, j) => 100 + j + ((i * 5) % 11) / 10);
  expect(possiblePicture(spectra, names)).toBeNull();
  expect(defaultChoice(spectra).image).toBeUndefined();
});

test('with negative numbers, or unnumbered, they may be; it is not proposed', async () => {
  const names = numbers('x', 64);
  const signed = await summary(names, (i, j) => ink(i, j) - 3);
  expect(possiblePicture(signed, names)).toEqual({ width: 8, height: 8, channels: 1 });
  expect(defaultChoice(signed).image).toBeUndefined();
});

test('the proposal becomes pictures whose black is 0', async () => {
  const names = numbers('pixel', 64);
  const read = await table(names, (i, j) => 1 + ink(i, j));
  const set = build(read, defaultChoice(summarise(read)));
  expect(set).toMatchObject({ d: 64, k: 2, image: { width: 8, height: 8, channels: 1, range: [0, 17] } });
});
