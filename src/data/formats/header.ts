import { amountOf } from '../table/amount';
import { isMissing, parseNumber } from '../table/cell';

/** Rows below the first one that are looked at. */
const SAMPLE_ROWS = 100;

type Kind = 'missing' | 'number' | 'word';

export function kindOfCell(cell: string): Kind {
  const trimmed = cell.trim();
  if (isMissing(trimmed)) return 'missing';
  return Number.isNaN(parseNumber(trimmed, null)) ? 'word' : 'number';
}

/**
 * True if the first row holds names: none of its cells is a number, or some cell is a word above numbers, or its numbers are an
 * ordered series (0, 1, 2 …, years, wavelengths) as those below are not. Rows are not blank. A lone row of words counts as a header.
 */
export function findHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...rest] = rows;
  if (!first) return false;
  const body = rest.slice(0, SAMPLE_ROWS);
  // "5 %" is a name above numbers without a unit, and "5 kg" a number above others with one.
  const kinds = first.map((cell, j) => {
    if (!hasUnit(cell)) return kindOfCell(cell);
    return body.some((cells) => hasUnit(cells[j] ?? '')) ? 'number' : 'word';
  });
  const words = kinds.flatMap((kind, j) => (kind === 'word' ? [j] : []));
  if (!kinds.includes('number')) {
    const values = words.filter((j) => standsBelow(first, body, j)).length;
    // Names are not found below, least of all in each column, or beside cells without a name.
    return words.length > 0 && values < (kinds.includes('missing') ? 1 : words.length);
  }
  if (first[0].trim() === '' && isCount(body.map(([cell]) => Number(cell.trim() || Number.NaN)))) return true;
  if (words.some((j) => isAboveNumbers(body, j))) return true;
  return body.length > 0 && numbersAreNames(first, body, kinds, words);
}

/** True if a cell of the first row has its like in another row, other than in a copy of the first one. */
function standsBelow(first: readonly string[], body: readonly (readonly string[])[], j: number): boolean {
  return body.some((cells) => cells[j]?.trim() === first[j].trim() && cells.join('\n') !== first.join('\n'));
}

const hasUnit = (cell: string): boolean => (amountOf(cell.trim())?.unit ?? '') !== '';

function isAboveNumbers(body: readonly (readonly string[])[], j: number): boolean {
  const below = body.map((cells) => (j < cells.length ? kindOfCell(cells[j]) : 'missing'));
  return below.includes('number') && !below.includes('word');
}

function numbersAreNames(
  first: readonly string[],
  body: readonly (readonly string[])[],
  kinds: readonly Kind[],
  words: readonly number[],
): boolean {
  const numbered = kinds.flatMap((kind, j) => (kind === 'number' ? [j] : []));
  const valuesOf = (cells: readonly string[]): number[] => numbered.map((j) => parseNumber(cells[j]?.trim() || 'none', null));
  const names = valuesOf(first);
  const below = body.map(valuesOf);
  // A word of the first row that stands below as well is a value, such as a class.
  if (words.some((j) => standsBelow(first, body, j))) return false;
  if (words.some((j) => TELLING.has(first[j].trim().toLowerCase()))) return true;
  // A number that the column below goes on with counts the rows, or tells the year of each.
  const columns = names.map((name, at) => [name, ...below.map((values) => values[at])]);
  if (columns.some((column) => column.length > 2 && (isConsecutive(column) || column.every(isYear)))) return false;
  const rarely = (test: (values: readonly number[]) => boolean): boolean => below.filter(test).length < below.length / 5;
  const series = (test: (values: readonly number[]) => boolean): boolean => test(names) && rarely(test);
  const plain = numbered.every((j) => /^\d+$/.test(first[j].trim()));
  // Two numbers that count on may be a row of data beside words that stand above none that repeat, or above whole numbers.
  const isData = words.length > 0 ? !words.some((j) => isCategory(body, j)) : !numbered.every((j) => hasDecimals(body, j));
  if (plain && names.length >= (isData ? 3 : 2) && isCount(names) && rarely(isConsecutive)) return true;
  if (names.length >= 2 && series((values) => values.every(isYear) && (isRising(values) || isRising(values.toReversed())))) return true;
  if (names.length >= 4 && series(isArithmetic)) return true;
  // Doses, dilutions: 0.1, 1, 10.
  if (names.length >= 3 && series((values) => values.every((value) => value > 0) && isArithmetic(values.map(Math.log)))) return true;
  const distinct = new Set(names).size === names.length;
  if (names.length >= 3 && distinct && plain && numbered.every((j) => hasDecimals(body, j))) return true;
  if (names.length >= 8 && below.length >= 3 && series(isRising)) return true;
  // A word that is none of the few that repeat below can only be a name; then rising numbers are names, too.
  return words.some((j) => isCategory(body, j)) && names.every((value) => Number.isInteger(value)) && series(isRising);
}

/** Words that hardly are values of the column that they stand above. */
const TELLING = new Set(
  [
    'id ids index key code name names label labels class target species category group type kind date day month year time',
    'region country state province county city town site station location',
    'sample subject patient participant gene probe item product customer variable feature',
  ]
    .join(' ')
    .split(' '),
);

/** True if nearly all numbers of the column are written with decimals. */
function hasDecimals(body: readonly (readonly string[])[], j: number): boolean {
  const numbers = body.map((cells) => cells[j]?.trim() ?? '').filter((cell) => kindOfCell(cell) === 'number');
  return numbers.length >= 3 && numbers.filter((cell) => /[.,]\d/.test(cell)).length >= 0.8 * numbers.length;
}

/** 0, 1, 2 … or 1, 2, 3 … */
const isCount = (values: readonly number[]): boolean => values.length > 1 && (values[0] === 0 || values[0] === 1) && isConsecutive(values);
const isConsecutive = (values: readonly number[]): boolean => values.every((value, i) => value === values[0] + i);
const isYear = (value: number): boolean => Number.isInteger(value) && value >= 1500 && value <= 2500;
const isRising = (values: readonly number[]): boolean => values.every((value, i) => i === 0 || value > values[i - 1]);

/** True if the numbers go on by the same step, up or down. */
function isArithmetic(values: readonly number[]): boolean {
  const step = values[1] - values[0];
  const goesOn = (value: number, before: number): boolean =>
    Math.abs(value - before - step) <= 1e-6 * Math.max(Math.abs(value), Math.abs(step));
  return Number.isFinite(step) && step !== 0 && values.every((value, i) => i === 0 || goesOn(value, values[i - 1]));
}

/** True if the column holds few words that repeat. */
function isCategory(body: readonly (readonly string[])[], j: number): boolean {
  const words = body.map((cells) => cells[j]?.trim() ?? '').filter((cell) => kindOfCell(cell) === 'word');
  return words.length >= 4 && new Set(words).size <= words.length / 2;
}

/**
 * True if a row gives the size of the table below it: its rows and its columns, those of names or labels aside; names of classes may
 * follow. Where it is as long as the rows, there must be such names.
 */
export function isSize(cells: readonly string[], width: number): boolean {
  const [rows, columns, ...names] = cells.map((cell) => cell.trim());
  const whole = /^\d+$/;
  if (!whole.test(rows) || !whole.test(columns ?? '') || Number(rows) === 0) return false;
  if (!names.every((name) => kindOfCell(name) === 'word')) return false;
  const apart = Number(columns) === width - 1;
  return cells.length === width ? apart && names.length > 1 : apart || Number(columns) === width;
}
