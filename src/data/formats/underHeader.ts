import type { Role } from '../table/table';
import { kindOfCell } from './header';

type Rows = readonly (readonly string[])[];

/** The types by which Orange tells numbers, categories, words and times apart. */
const TYPE = /^(c|continuous|d|discrete|s|string|t|time|basket)$/i;
const WORDS = /^(s|string|basket)$/i;
const NUMBERS = /^(c|continuous)$/i;
const FLAG = /^(class|c|meta|m|ignore|i|weight|w|instance)$/i;
/** Flags and type before a name, in one row: "cD#kind", "mS#name", "i#id", "C#length". */
const PREFIX = /^([cmiw]?)([CDST]?)#(.+)$/;

interface Types {
  /** The number of rows. */
  readonly rows: number;
  /** The bare names. */
  readonly names: readonly string[];
  /** The role of each column, where the file states it. */
  readonly roles: readonly (Role | null)[];
}

/** Orange's descriptions of columns: a row of types below the names and one of flags below that, or both before the names. */
export function typesAndFlags(names: readonly string[], rows: Rows): Types {
  const prefixes = names.map((name) => PREFIX.exec(name.trim()));
  // A lone type may be part of a name, such as a note's: C#4.
  const typed = prefixes.every((prefix) => prefix && prefix[2] !== '' && kindOfCell(prefix[3]) === 'word');
  if (typed || prefixes.some((prefix) => prefix && prefix[1] !== '')) {
    const roles = prefixes.map((prefix) => (prefix ? roleOf(prefix[1], prefix[2]) : null));
    return { rows: 0, names: names.map((name, j) => prefixes[j]?.[3] ?? name), roles };
  }
  const [types = [], flags = [], ...below] = rows.map((cells) => cells.map((cell) => cell.trim()));
  if (!areTypes(types, [flags, ...below])) return { rows: 0, names, roles: [] };
  const flagged = flags.some((flag) => flag !== '') && flags.every((flag) => flag === '' || FLAG.test(flag) || flag.includes('='));
  return { rows: flagged ? 2 : 1, names, roles: names.map((_, j) => roleOf(flagged ? flags[j] : '', types[j])) };
}

function roleOf(flag: string, type: string): Role | null {
  // A class of numbers without end is a target.
  if (/^(c|class)$/i.test(flag)) return NUMBERS.test(type) ? 'left-out' : 'label';
  return flag === '' || /=/.test(flag) ? (WORDS.test(type) ? 'left-out' : null) : 'left-out';
}

/** Each cell is a type or, of a category, the list of its values; and numbers stand below the type of numbers. */
function areTypes(types: readonly string[], below: Rows): boolean {
  if (below.length < 2 || !types.some((type) => TYPE.test(type))) return false;
  const whole = types.every((type, j) => type === '' || TYPE.test(type) || listsValues(type, below, j));
  const aboveNumbers = types.some((type, j) => NUMBERS.test(type) && below.some((cells) => kindOfCell(cells[j] ?? '') === 'number'));
  return whole && aboveNumbers && !below.some((cells) => cells.join('\n') === types.join('\n'));
}

function listsValues(list: string, below: Rows, j: number): boolean {
  const values = list.split(/\s+/);
  return values.length > 1 && below.slice(1).every((cells) => kindOfCell(cells[j] ?? '') === 'missing' || values.includes(cells[j]));
}

/** The most rows of units, types or long names that are looked for. */
const MOST = 3;
/** Words and signs that people write for a missing value. */
const NO_VALUE = /^(n\.?\s?[ad]\.?|unknown|error|invalid|tbd|not .*|no .*|x+|[^\p{L}\p{N}%°$€£]+)$/iu;

/** Entries below the name of a column of words, where other columns have their unit. */
const WORD_TYPE =
  /^([([{].*[)\]}]|str(ing)?|text|(var)?char|object|categor(y|ical)|nominal|factor|enum|date(time)?|time(stamp)?|words?|names?|id|unit(s|less)?)$/i;

/** Units that hardly are values. */
const UNITS = [
  '[munpμµk]?[mgslVAWJN]|[munpμµk]?L|[cd]m|ft|in(ch(es)?)?|miles?|lbs?|oz|px|pixels?|count',
  'hr?|hours?|min|sec|days?|years?|yrs?|[MGkm]?Hz',
  '[KF]|°[CFK]?|deg(rees)?( ?[CF])?|[hkM]?Pa|bar|mmHg|dB|mol|mM|k?cal',
  '%|percent|ppm|ppb|USD|EUR|GBP|[$€£]',
  '[a-zµ°]+ ?(\\/|per) ?[a-z0-9^]+|[a-z]+\\^?-?[23²³]',
];
const UNIT = new RegExp(`^[[(]?(${UNITS.join('|')})[\\])]?$`, 'u');

/**
 * The number of rows below the names that hold units such as "mm", or types, rather than data: no number stands in them, but some word
 * above numbers, and no word of theirs stands further below.
 */
export function unitRows(names: readonly string[], rows: Rows): number {
  let found = 0;
  while (found < MOST && areUnits(rows[found], rows.slice(found + 1))) found++;
  // Of an index without a name in the header, pandas writes the name in a row of its own.
  const [index, ...rest] = rows[found] ?? [];
  if (names[0].trim() === '' && rest.length > 0 && rest.every((cell) => cell.trim() === '') && kindOfCell(index) === 'word') found++;
  return found;
}

function areUnits(cells: readonly string[] | undefined, below: Rows): boolean {
  if (!cells || below.length < 2) return false;
  const units = cells.map((cell) => cell.trim());
  const known = units.filter((unit) => UNIT.test(unit)).length;
  // The unit of a number without dimension may be 1.
  const kinds = units.map((unit) => (unit === '1' && known > 1 ? 'missing' : kindOfCell(unit)));
  if (kinds.includes('number')) return false;
  let aboveNumbers = 0;
  let aboveWords = 0;
  for (const [j, kind] of kinds.entries()) {
    if (kind !== 'word') continue;
    if (NO_VALUE.test(units[j]) || below.some((row) => row[j]?.trim() === units[j])) return false;
    // Below further rows of units most cells are numbers.
    const numbers = below.filter((row) => kindOfCell(row[j] ?? '') === 'number').length;
    if (numbers >= 2 && numbers > below.length / 2) aboveNumbers++;
    else if (!WORD_TYPE.test(units[j])) aboveWords++;
  }
  // Beside a word that may be a value, a single word above numbers may be a value that is missing.
  return aboveNumbers > (aboveWords > 0 && known === 0 ? 1 : 0);
}
