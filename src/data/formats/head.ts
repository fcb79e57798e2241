import { amountOf } from '../table/amount';
import type { Problem, Role } from '../table/table';
import { count } from '../text';
import type { HeaderChoice } from './bytes';
import { fieldsOf, isRule, MARK, type Dialect, type Line } from './fields';
import { findHeader, isSize, kindOfCell } from './header';
import { typesAndFlags, unitRows } from './underHeader';

/** The beginning of a table, and the make-up of its rows. */
export interface Head {
  /** One for each column, or null. */
  readonly names: readonly string[] | null;
  /** True if a row holds them. */
  readonly hasHeader: boolean;
  /** Rows of units or types below it. */
  readonly underHeader: number;
  /** Rows at the beginning that are no data. */
  readonly skip: number;
  /** Fields of a row. */
  readonly width: number;
  /** True if rows end in one empty field more, which the header does not have. */
  readonly trailing: boolean;
  /** True if the first column holds names of the rows, to be read as words. */
  readonly rowNames: boolean;
  readonly roles: readonly (Role | null)[];
  /** Rows that the file itself says it has. */
  readonly stated: number | null;
  /** The number of rows before the comment that holds the names; null where none does. */
  readonly namesIn: number | null;
  readonly problems: readonly Problem[];
}

type Rows = readonly (readonly string[])[];

const SAMPLE_ROWS = 100;
const NO_NAME = 'row names';

/**
 * Finds the names of the columns and what else is no data.
 * @param rows the first ones that hold anything. @param numbers of them, as a spreadsheet has them.
 * @param comments above the first row of data may hold the names. @param header where it is known.
 */
export function readHead(
  rows: Rows,
  numbers: readonly number[],
  comments: readonly Line[],
  dialect: Dialect,
  header: HeaderChoice | undefined,
): Head {
  const problems: Problem[] = [];
  const note = (code: string, sentence: string): void => void problems.push({ code, column: null, sentence });
  const above = rowsAbove(rows, numbers, header, note);
  let { skip } = above;
  const { names: ownNames, width, short, trailing } = headerRow(rows.slice(skip, skip + 1 + SAMPLE_ROWS), header, note);
  const hasHeader = ownNames !== null;
  let names = ownNames;
  let roles: Head['roles'] = [];
  let underHeader = 0;
  let namesIn: number | null = null;
  if (names) {
    if (header === undefined && names.every((name) => kindOfCell(name) === 'number')) {
      const shown = (names.length > 6 ? [...names.slice(0, 6), '…'] : names).map((name) => name.trim()).join(', ');
      note('numbers-as-names', `The numbers in row ${count(numbers[skip])} (“${shown}”) are taken for the columns' names, not for data.`);
    }
    skip++;
    const under = header === 'alone' ? [] : rows.slice(skip, skip + SAMPLE_ROWS);
    ({ names, roles, underHeader } = rowsUnder(names, under, numbers.slice(skip), note));
    skip += underHeader;
  } else {
    const comment = comments.findLast(({ row, text }) => row + 1 < numbers[skip] && !isRule(text));
    names = comment ? namesInComment(comment.text, dialect, width) : null;
    if (names && comment) {
      namesIn = comment.row;
      note('names-in-comment', `The columns' names were taken from the comment in row ${count(comment.row + 1)}.`);
    }
  }
  const data = rows.slice(skip, skip + SAMPLE_ROWS);
  const { stated, statedColumns } = above;
  const rowNames = short || (statedColumns !== null && namesVectors(data, statedColumns)) || (names === null && beginsWithNames(data));
  return { names, hasHeader, underHeader, skip, width, trailing, rowNames, roles, stated, namesIn, problems };
}

type Note = (code: string, sentence: string) => void;

/** Rows above the names or the data: titles, or the size of the table. */
function rowsAbove(rows: Rows, numbers: readonly number[], header: HeaderChoice | undefined, note: Note) {
  const nothing = { skip: 0, stated: null, statedColumns: null };
  const found = header === undefined ? titles(rows) : 0;
  const [first] = rows;
  if (found > 0) {
    const which =
      found === 1 ? `Row ${count(numbers[0])} holds a title` : `Rows ${count(numbers[0])} to ${count(numbers[found - 1])} hold titles`;
    const text = first.join(' ').trim().slice(0, 60);
    note('title-rows', `${which} (“${text}”), not names or data, and ${found === 1 ? 'was' : 'were'} left out.`);
    return { ...nothing, skip: found };
  }
  if (header || !givesSize(rows)) return nothing;
  const written = first.length === 2 ? ', as word2vec writes it,' : ' and names of classes';
  note('size-row', `Row ${count(numbers[0])} (“${first.join(' ')}”) gives the size of the table${written} and was left out.`);
  return { skip: 1, stated: Number(first[0]), statedColumns: Number(first[1]) };
}

/** Finds the header in the first row, and how the other rows differ from it in length. */
function headerRow([first, ...body]: Rows, header: HeaderChoice | undefined, note: Note) {
  const even = body.length > 0 && body.every(({ length }) => length === body[0].length);
  const longer = even && header !== false ? body[0].length - first.length : 0;
  // One field more in each row than in the header: an empty one at the end, or the row's name at the beginning.
  const trailing = longer === 1 && body.every((cells) => cells[first.length].trim() === '');
  const short = longer === 1 && !trailing;
  // One field less: the header ends in a delimiter.
  const shorter = longer === -1 && first[first.length - 1].trim() === '';
  const names = short ? ['', ...first] : shorter ? first.slice(0, -1) : first;
  const below = trailing ? body.map((cells) => cells.slice(0, -1)) : body;
  if (!(header ?? findHeader([names, ...below]))) return { names: null, width: first.length, short: false, trailing: false };
  if (short) note('row-names', "The header has one name less than the rows have fields, so the first field is taken for the rows' names.");
  if (trailing) note('trailing-delimiters', 'Rows end in one delimiter more than the header has; the empty field behind it was left out.');
  return { names: short ? [NO_NAME, ...first] : names, width: names.length, short, trailing };
}

/** The rows between the names and the data: types and flags, or units. */
function rowsUnder(names: readonly string[], under: Rows, numbers: readonly number[], note: Note) {
  const types = typesAndFlags(names, under);
  if (types.rows > 0 || types.names !== names) {
    const what = types.rows > 1 ? 'types and flags' : 'types';
    const where = types.rows > 0 ? rowsNamed(numbers.slice(0, types.rows), what) : 'The header holds types and flags';
    note('type-rows', `${where}, as Orange writes them${told(types.names, types.roles)}.`);
    return { names: types.names, roles: types.roles, underHeader: types.rows };
  }
  const units = unitRows(names, under);
  if (units > 0) {
    const quoted = under.slice(0, units).map(
      (cells) =>
        `“${cells
          .map((cell) => cell.trim())
          .filter((cell) => cell !== '')
          .slice(0, 6)
          .join(', ')}”`,
    );
    const where = rowsNamed(numbers.slice(0, units), 'units or types');
    note('unit-rows', `${where} (${quoted.join(', ')}), not data, above columns of numbers, and ${units === 1 ? 'was' : 'were'} left out.`);
  }
  return { names, roles: [], underHeader: units };
}

function rowsNamed(numbers: readonly number[], what: string): string {
  if (numbers.length === 1) return `Row ${count(numbers[0])} holds ${what}`;
  return `Rows ${numbers.slice(0, -1).map(count).join(', ')} and ${count(numbers[numbers.length - 1])} hold ${what}`;
}

/** The roles in words, as the end of a sentence. */
function told(names: readonly string[], roles: Head['roles']): string {
  const of = (role: Role): string[] => names.filter((_, j) => roles[j] === role).map((name) => `"${name.trim()}"`);
  const [label, out] = [of('label'), of('left-out')];
  const more = out.length > 5 ? ` and ${count(out.length - 5)} more` : '';
  const marked = out.length > 0 ? `; ${out.slice(0, 5).join(', ')}${more} ${out.length === 1 ? 'is' : 'are'} marked as no feature` : '';
  return `${label.length > 0 ? `; ${label.join(', ')} is the class` : ''}${marked}`;
}

/** As numpy.savetxt writes them: "# length width", with the table's own delimiter or with blanks or commas. */
function namesInComment(comment: string, dialect: Dialect, width: number): string[] | null {
  const text = comment.replace(MARK, '').trim();
  for (const names of [fieldsOf(text, dialect), text.split(/[\s,;]+/)])
    if (
      names.length === width &&
      names.every((name) => kindOfCell(name) === 'word') &&
      new Set(names.map((name) => name.trim())).size === width
    )
      return names;
  return null;
}

/** The number of rows at the beginning that hold a single text, or fewer or more fields than a header and all rows below it. */
function titles(rows: Rows): number {
  const most = 20;
  const { length: width } = rows.slice(0, most + SAMPLE_ROWS).at(-1) ?? [];
  const found = rows.findIndex((cells) => cells.length === width && cells.slice(1).some((cell) => cell.trim() !== ''));
  const below = rows.slice(found, found + SAMPLE_ROWS);
  if (found <= 0 || found > most || below.length < 3) return 0;
  if (!below.every(({ length }) => length === width)) return 0;
  // A lone row with one field less may be a header without the name of the row names.
  if (found === 1 && rows[0].length > 1 && rows[0].length === width - 1) return 0;
  return rows.slice(0, found).every(([cell]) => kindOfCell(cell) === 'word') && findHeader(below) ? found : 0;
}

/** The size stands above rows of equal length, and no word above numbers can be a value of their column. */
function givesSize(rows: Rows): boolean {
  const [first, ...body] = rows.slice(0, SAMPLE_ROWS);
  if (body.length < 2 || !body.every(({ length }) => length === body[0].length) || !isSize(first, body[0].length)) return false;
  return first.length !== body[0].length || body.every((cells) => cells.every((cell) => kindOfCell(cell) === 'number'));
}

/** True if each row has a field before its numbers, which is a word for some. */
function namesVectors(rows: Rows, numbers: number): boolean {
  return rows.every(({ length }) => length === numbers + 1) && rows.some(([cell]) => kindOfCell(cell) === 'word');
}

/**
 * True if the first column of a table without names holds different words, and all others numbers: it names the rows, as in word vectors.
 */
function beginsWithNames(rows: Rows): boolean {
  if (rows.length < 3 || rows[0].length < 3) return false;
  const first = rows.map(([cell]) => cell.trim());
  const words = first.filter((cell) => kindOfCell(cell) !== 'number' && amountOf(cell) === null);
  if (words.length <= rows.length / 2 || new Set(first).size < first.length || first.includes('')) return false;
  return rows.every((cells) => cells.slice(1).every((cell) => kindOfCell(cell) === 'number'));
}
