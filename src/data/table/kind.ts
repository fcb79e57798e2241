import { mayBeIdName, labelRank, isIdName, isNameOfRows, isY } from './names';
import type { Column } from './column';
import type { Table } from './table';

/**
 * numeric: numbers, for the most part (entries that are none count as missing). categorical: words that repeat. constant: one value, or
 * none. text: words too many to be categories. index: 0, 1, 2 …, 1, 2, 3 … or words of which no two are alike. id: whole numbers that tell
 * rows apart.
 */
export type ColumnKind = 'numeric' | 'categorical' | 'constant' | 'text' | 'index' | 'id';

const known = new WeakMap<Table, ReadonlyMap<string, ColumnKind>>();

/** The kind of each column of a table, by its name. */
export function kindsOf(table: Table): ReadonlyMap<string, ColumnKind> {
  let kinds = known.get(table);
  if (!kinds) {
    kinds = new Map(table.columns.map((column, j) => [column.name, kindOf(column, j === 0 && !table.hasHeader ? table : null)]));
    known.set(table, kinds);
  }
  return kinds;
}

/** @param headless the table, for the first column of one without names. */
function kindOf(column: Column, headless: Table | null): ColumnKind {
  const present = column.numeric + column.text;
  if (present === 0) return 'constant';
  if (column.mostlyNumbers) {
    if (column.text === 0 && column.distinct === 1) return 'constant';
    if (column.countsRows) return 'index';
    return isId(column) || (headless !== null && outweighs(column, headless)) ? 'id' : 'numeric';
  }
  const { distinct } = column;
  if (distinct === null) return 'text';
  if (distinct === 1) return 'constant';
  if (distinct === column.length) return 'index';
  return distinct < present && distinct <= Math.max(20, Math.min(1000, present / 5)) ? 'categorical' : 'text';
}

/**
 * Whole numbers, called an id; or, by a name that may mean one, padded by zeros, among words or hardly two alike. Labels of which no two
 * are alike tell rows apart, too; a y is rather measured.
 */
function isId(column: Column): boolean {
  const { name, integers, text, length } = column;
  if (!integers) return false;
  if (isIdName(name)) return true;
  if (column.isNameless) return text === 0 && column.countDistinct(length) === length;
  if (mayBeIdName(name)) return column.isPadded || text > 0 || hardlyRepeats(column);
  return !isY(name) && labelRank(name) !== null && length > 2 && column.countDistinct(length) === length;
}

function hardlyRepeats(column: Column): boolean {
  const distinct = column.countDistinct(column.length);
  return distinct !== null && distinct >= 0.9 * column.length;
}

/**
 * Without names: whole numbers of five digits and more, of which hardly two are alike, far beyond all others of the table, as in many old
 * files.
 */
function outweighs(column: Column, { columns, rows }: Table): boolean {
  if (
    rows < 20 ||
    columns.length < 3 ||
    !column.examples.every((example) => /^\d+$/.test(example)) ||
    !column.integers ||
    column.numeric < rows ||
    column.min < 0 ||
    column.max < 10_000
  )
    return false;
  let others = 0;
  for (const other of columns)
    if (other !== column && other.numeric > 0) others = Math.max(others, Math.abs(other.min), Math.abs(other.max));
  return others > 0 && column.max >= 100 * others && hardlyRepeats(column);
}

const LONGEST_NAME = 60;

/**
 * The column that names the rows: the one that the file's layout says, else of words of which hardly two are alike (called name, title …
 * first), else of ids; null where there is none.
 */
export function proposeNames(table: Table, label: string | null): string | null {
  const kinds = kindsOf(table);
  const columns = table.columns.filter(({ name }) => name !== label && table.roles.get(name) !== 'label');
  const isKind = ({ name }: Column, wanted: ColumnKind): boolean => kinds.get(name) === wanted;
  const words = columns.filter((column) => !column.mostlyNumbers && isShort(column) && tellsApart(column, kinds.get(column.name)));
  const numbers = columns.filter(({ mostlyNumbers }) => mostlyNumbers);
  const candidates = [
    columns.find(({ namesRows }) => namesRows),
    words.find(({ name }) => isNameOfRows(name)),
    words.find((column) => isKind(column, 'index')),
    numbers.find((column) => isKind(column, 'id') || (isKind(column, 'index') && isIdName(column.name))),
    words[0],
  ];
  return candidates.find((column) => column !== undefined)?.name ?? null;
}

/** True if a column of words names rows, if now and then two of them alike. */
function tellsApart({ name, distinct, length, examples, mixedUnits }: Column, kind: ColumnKind | undefined): boolean {
  if (mixedUnits.length > 0) return false;
  // A cell that begins like a number is a date, a time or a quantity rather than a name.
  if (!mayBeIdName(name) && !isNameOfRows(name) && examples.every((example) => /^[^\p{L}]*\d/u.test(example))) return false;
  return kind === 'index' || (kind === 'text' && distinct !== null && distinct >= (isNameOfRows(name) ? 0.5 : 0.9) * length);
}

const isShort = ({ examples }: Column): boolean => examples.every(({ length }) => length <= LONGEST_NAME);
