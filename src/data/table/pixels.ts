import type { ColumnSummary, TableSummary } from './types';
import type { TableChoice } from './types';

type Shape = NonNullable<TableChoice['image']>;

/** Pictures of fewer pixels are hardly worth looking at. */
const LEAST = 16;
/** From so many columns on, numbered names and a common lower bound can hardly be anything else. */
const SURELY = 49;

/** The square picture that so many numbers make, grey or in colour; null where they make none of at least 16 pixels. */
export function pictureOf(numbers: number): Shape | null {
  for (const channels of [1, 3] as const) {
    const side = Math.sqrt(numbers / channels);
    if (Number.isInteger(side) && side * side >= LEAST) return { width: side, height: side, channels };
  }
  return null;
}

/**
 * The shape of the pictures that the rows of these columns may be: as many as a picture has pixels, all of numbers, with a lower bound that
 * most of them reach.
 */
export function possiblePicture({ columns }: TableSummary, use: readonly string[]): Shape | null {
  const shape = pictureOf(use.length);
  return shape && sharedBound(chosen(columns, use)) !== null ? shape : null;
}

/**
 * As possiblePicture, but only where there is hardly a doubt: at least 7 × 7 grey pixels, nowhere negative, in columns that are numbered.
 */
export function surePicture({ columns }: TableSummary, use: readonly string[]): Shape | null {
  const shape = pictureOf(use.length);
  if (!shape || shape.channels !== 1 || use.length < SURELY || !numbered(use, shape.width)) return null;
  const bound = sharedBound(chosen(columns, use));
  return bound !== null && bound >= 0 ? shape : null;
}

function chosen(columns: readonly ColumnSummary[], use: readonly string[]): ColumnSummary[] {
  const wanted = new Set(use);
  return columns.filter(({ name }) => wanted.has(name));
}

/**
 * The least of all numbers, where at least half of the columns reach it: black is somewhere in most places of a picture. null otherwise.
 */
function sharedBound(columns: readonly ColumnSummary[]): number | null {
  if (columns.some(({ usable, min }) => !usable || min === null)) return null;
  const least = columns.reduce((bound, { min }) => Math.min(bound, min ?? bound), Infinity);
  return 2 * columns.filter(({ min }) => min === least).length >= columns.length ? least : null;
}

/** True if names count the pixels: x1, x2 … ; pixel0, pixel1 …; or row and column, as in "r0c0" and "28x28", row by row. */
function numbered(names: readonly string[], width: number): boolean {
  const parts = names.map((name) => name.split(/(\d+)/));
  const [first] = parts;
  // Words at even places, numbers at odd ones.
  const alike = parts.every((part) => part.length === first.length && part.every((word, i) => i % 2 === 1 || word === first[i]));
  if (!alike) return false;
  const numbers = parts.map((part) => part.filter((_, i) => i % 2 === 1).map(Number));
  if (first.length === 3) return numbers.every(([i], at) => i === numbers[0][0] + at);
  if (first.length !== 5) return false;
  const [[row, column]] = numbers;
  return numbers.every(([r, c], at) => r === row + Math.floor(at / width) && c === column + (at % width));
}
