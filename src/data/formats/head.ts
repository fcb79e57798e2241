import type { Problem, Role } from '../table/table';
import { count } from '../text';
import type { HeaderChoice } from './bytes';
import { fieldsOf, isBlank, MARK, type Dialect, type Line } from './fields';
import { findHeader, isSize, kindOfCell } from './header';
import { typesAndFlags, unitRows } from './underHeader';

/** What stands at the beginning of a table, and how its rows are made up. */
export interface Head {
  /** One for each column, or null. */
  readonly names: readonly string[] | null;
  /** Whether a row holds them. */
  readonly hasHeader: boolean;
  /** Rows of units or types below it. */
  readonly underHeader: number;
  /** Rows at the beginning that are no data. */
  readonly skip: number;
  /** Fields of a row. */
  readonly width: number;
  /** Whether rows end in one empty field more, which the header does not have. */
  readonly trailing: boolean;
  /** Whether the first column holds names of the rows, to be read as words. */
  readonly rowNames: boolean;
  readonly roles: readonly (Role | null)[];
  /** Rows that the file itself says it has. */
  readonly stated: number | null;
  readonly problems: readonly Problem[];
}

const SAMPLE_ROWS = 100;
const NO_NAME = 'row names';

/**
 * Finds the names of the columns and what else is no data. @param rows the first ones that hold anything. @param numbers of them, as a spreadsheet
 * has them. @param comments above the first row of data may hold the names. @param header where it is known.
 */
export function readHead(rows: readonly (readonly string[])[], numbers: readonly number[], comments: readonly Line[], dialect: Dialect, header: HeaderChoice | undefined): Head {
  const problems: Problem[] = [];
  const note = (code: string, sentence: string): void => void problems.push({ code, column: null, sentence });
  let skip = header === undefined ? titles(rows) : 0;
  if (skip > 0) note('title-rows', `${skip === 1 ? `Row ${count(numbers[0])} holds a title` : `Rows ${count(numbers[0])} to ${count(numbers[skip - 1])} hold titles`} (“${rows[0].join(' ').trim().slice(0, 60)}”), not names or data, and ${skip === 1 ? 'was' : 'were'} left out.`);
  let stated: number | null = null;
  let underHeader = 0;
  if (!header && skip === 0 && givesSize(rows)) {
    stated = Number(rows[0][0]);
    note('size-row', `Row ${count(numbers[0])} (“${rows[0].join(' ')}”) gives the size of the table${rows[0].length === 2 ? ', as word2vec writes it,' : ' and names of classes'} and was left out.`);
    skip = 1;
  }
  const first = rows[skip];
  const body = rows.slice(skip + 1, skip + 1 + SAMPLE_ROWS);
  const off = body.length > 0 && body.every(({ length }) => length === body[0].length) ? body[0].length - first.length : 0;
  // One field more in each row than in the header: an empty one at the end, or the row's name at the beginning.
  const trailing = off === 1 && header !== false && body.every((cells) => cells[first.length].trim() === '');
  const short = off === 1 && header !== false && !trailing;
  let names: readonly string[] | null = null;
  if (short) names = [NO_NAME, ...first];
  // One field less: the header ends in a delimiter.
  else if (off === -1 && first[first.length - 1].trim() === '') names = first.slice(0, -1);
  else names = first;
  const below = trailing ? body.map((cells) => cells.slice(0, -1)) : body;
  if (!(header ?? findHeader([short ? ['', ...first] : names, ...below]))) names = null;
  const hasHeader = names !== null;
  const width = names?.length ?? first.length;
  if (names && short) note('row-names', `The header has one name less than the rows have fields, so the first field is taken for the rows' names.`);
  if (names && trailing) note('trailing-delimiters', 'Rows end in one delimiter more than the header has; the empty field behind it was left out.');
  let roles: readonly (Role | null)[] = [];
  if (names) {
    skip++;
    const under = header === 'alone' ? [] : rows.slice(skip, skip + SAMPLE_ROWS);
    const types = typesAndFlags(names, under);
    if (types.rows > 0 || types.roles.some((role) => role !== null)) {
      ({ roles, names } = types);
      note('type-rows', `${types.rows > 0 ? rowsNamed(numbers.slice(skip, skip + types.rows), types.rows > 1 ? 'types and flags' : 'types') : 'The header holds flags'}, as Orange writes them${told(names, roles)}.`);
      skip += types.rows;
      underHeader = types.rows;
    }
    const units = types.rows > 0 ? 0 : unitRows(names, under);
    if (units > 0) {
      const quoted = rows.slice(skip, skip + units).map((cells) => `“${cells.map((cell) => cell.trim()).filter((cell) => cell !== '').slice(0, 6).join(', ')}”`);
      note('unit-rows', `${rowsNamed(numbers.slice(skip, skip + units), 'units or types')} (${quoted.join(', ')}), not data, above columns of numbers, and ${units === 1 ? 'was' : 'were'} left out.`);
      skip += units;
      underHeader = units;
    }
  } else {
    const above = comments.findLast(({ row }) => row + 1 < numbers[skip]);
    names = above ? namesInComment(above.text, dialect, width) : null;
    if (names && above) note('names-in-comment', `The columns' names were taken from the comment in row ${count(above.row + 1)}.`);
  }
  const rowNames = (short && names !== null) || (stated !== null && namesVectors(rows.slice(skip, skip + SAMPLE_ROWS), Number(rows[0][1]))) || (names === null && beginsWithNames(rows.slice(skip, skip + SAMPLE_ROWS)));
  return { names, hasHeader, underHeader, skip, width, trailing: trailing && names !== null, rowNames, roles, stated, problems };
}

function rowsNamed(numbers: readonly number[], what: string): string {
  return numbers.length === 1 ? `Row ${count(numbers[0])} holds ${what}` : `Rows ${numbers.map(count).join(' and ')} hold ${what}`;
}

function told(names: readonly string[], roles: readonly (Role | null)[]): string {
  const of = (role: Role): string[] => names.filter((_, j) => roles[j] === role).map((name) => `"${name.trim()}"`);
  const [label, out] = [of('label'), of('left-out')];
  return `${label.length > 0 ? `; ${label.join(', ')} is the class` : ''}${out.length > 0 ? `; ${out.slice(0, 5).join(', ')}${out.length > 5 ? ` and ${count(out.length - 5)} more` : ''} ${out.length === 1 ? 'is' : 'are'} marked as no feature` : ''}`;
}

/** As numpy.savetxt writes them: "# length width", with the table's own delimiter or with blanks or commas. */
function namesInComment(comment: string, dialect: Dialect, width: number): string[] | null {
  const text = comment.replace(MARK, '').trim();
  for (const names of [fieldsOf(text, dialect), text.split(/[\s,;]+/)])
    if (names.length === width && !isBlank(names) && names.every((name) => kindOfCell(name) === 'word') && new Set(names.map((name) => name.trim())).size === width) return names;
  return null;
}

/** How many rows at the beginning hold a single text, above a header and rows that are longer. */
function titles(rows: readonly (readonly string[])[]): number {
  const found = rows.findIndex((cells) => cells.slice(1).some((cell) => cell.trim() !== ''));
  const below = rows.slice(found, found + SAMPLE_ROWS);
  const most = 20;
  if (found <= 0 || found > most || below.length < 3 || !below.every(({ length }) => length === below[0].length)) return 0;
  return rows.slice(0, found).every(([cell]) => kindOfCell(cell) === 'word') && findHeader(below) ? found : 0;
}

/** The size stands above rows of equal length, and no word above numbers can be a value of their column. */
function givesSize(rows: readonly (readonly string[])[]): boolean {
  const [first, ...body] = rows.slice(0, SAMPLE_ROWS);
  if (body.length < 2 || !body.every(({ length }) => length === body[0].length) || !isSize(first, body[0].length)) return false;
  return first.length !== body[0].length || body.every((cells) => cells.every((cell) => kindOfCell(cell) === 'number'));
}

/** Whether each row has a field before its numbers, which is a word for some. */
function namesVectors(rows: readonly (readonly string[])[], numbers: number): boolean {
  return rows.every(({ length }) => length === numbers + 1) && rows.some(([cell]) => kindOfCell(cell) === 'word');
}

/** Whether the first column of a table without names holds different words, and all others numbers: then it names the rows, as in word vectors. */
function beginsWithNames(rows: readonly (readonly string[])[]): boolean {
  if (rows.length < 3 || rows[0].length < 3) return false;
  const first = rows.map(([cell]) => cell.trim());
  const words = first.filter((cell) => Number.isNaN(Number(cell)) || cell === '');
  return words.length > rows.length / 2 && new Set(first).size === first.length && !first.includes('') && rows.every((cells) => cells.slice(1).every((cell) => kindOfCell(cell) === 'number'));
}
