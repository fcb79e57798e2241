import { DataError } from '../dataset';
import { count, quantity } from '../text';
import { Budget, Column, MAX_WORDS } from './column';
import type { Style } from './style';

/** The largest table: rows × columns. As float64 while it is read and float32 after, it takes 240 MB. */
export const MAX_CELLS = 20_000_000;
export const MAX_COLUMNS = 50_000;

/** A file that was read: columns of equal length, and what was noticed on the way. */
export interface Table {
  /** The file's name. */
  readonly name: string;
  readonly bytes: number;
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly delimiter: string;
  readonly hasHeader: boolean;
  /** Rows of units or types below the header, which were left out. */
  readonly underHeader: number;
  /** Notices on the reading itself, such as renamed columns. */
  readonly problems: readonly Problem[];
  /** The roles that the file itself states, by the names of the columns. */
  readonly roles: ReadonlyMap<string, Role>;
}

/** The role of a column: its classes are the labels, or it is no feature. */
export type Role = 'label' | 'left-out';

/** Facts about the columns from the beginning of a file. */
export interface Heading {
  /** The names; null or empty where there are none. */
  readonly names: readonly string[] | null;
  /** True if the names are those of the first row. */
  readonly hasHeader: boolean;
  /** Rows of units or types below them. */
  readonly underHeader: number;
  readonly roles: readonly (Role | null)[];
  readonly problems: readonly Problem[];
}

export interface Limits {
  /** Rows × columns. */
  readonly cells: number;
  readonly columns: number;
  /** Characters of a row: a quote that is never closed swallows the rest of the file. */
  readonly row: number;
  /** Different words that a column keeps. */
  readonly words: number;
}

export const DEFAULT_LIMITS: Limits = { cells: MAX_CELLS, columns: MAX_COLUMNS, row: 1 << 24, words: MAX_WORDS };

/** Something that the user should know, and that did not stop the reading. */
export interface Problem {
  /** For programs: "too-large-value", "constant-column", … */
  readonly code: string;
  readonly column: string | null;
  readonly sentence: string;
}

/** Fills a table, some rows at a time. Throws DataError "ragged-row", "too-many-cells", "too-many-columns". */
export class TableBuilder {
  private readonly columns: Column[];
  private readonly problems: Problem[];
  private rows = 0;

  /** @param styles of the columns. @param firstRow number of the row that set the width. */
  constructor(
    private readonly file: string,
    private readonly heading: Heading,
    styles: readonly Style[],
    private readonly firstRow: number,
    private readonly limits: Limits = DEFAULT_LIMITS,
  ) {
    const width = styles.length;
    if (width > limits.columns)
      throw new DataError(
        'too-many-columns',
        `“${file}” has ${count(width)} columns; at most ${count(limits.columns)} can be read: keep fewer columns and open it again.`,
      );
    const { names, problems } = columnNames(heading.names ?? [], width);
    const budget = new Budget(width, limits.words);
    this.columns = names.map(
      (name, j) => new Column(name, budget, styles[j], heading.hasHeader && (heading.names?.[j] ?? '').trim() === ''),
    );
    this.problems = [...heading.problems, ...problems];
  }

  /** @param numbers of the rows, as a spreadsheet has them. */
  push(rows: readonly (readonly string[])[], numbers: readonly number[]): void {
    const { columns } = this;
    const width = columns.length;
    for (const [i, cells] of rows.entries()) {
      if (cells.length !== width)
        throw new DataError(
          'ragged-row',
          `“${this.file}”: row ${count(numbers[i])} has ${quantity(cells.length, 'field')} where row ${count(this.firstRow)} has ${count(width)}; check it for a missing or extra delimiter or quote.`,
        );
      if ((this.rows + i + 1) * width > this.limits.cells)
        throw new DataError(
          'too-many-cells',
          `“${this.file}” has more than ${count(this.limits.cells)} cells (row ${count(numbers[i])} of ${count(width)} columns passes this limit): keep fewer rows or columns and open it again.`,
        );
    }
    // Column by column: with thousands of them, going from one to the next at each cell would cost more than the parsing.
    for (let j = 0; j < width; j++) {
      const column = columns[j];
      for (let i = 0; i < rows.length; i++) column.push(rows[i][j], numbers[i]);
    }
    this.rows += rows.length;
  }

  get length(): number {
    return this.rows;
  }

  /** @param notices on the reading, known at its end. Throws DataError "header-only" or "one-row". */
  finish(bytes: number, delimiter: string, notices: readonly Problem[]): Table {
    const { heading, columns } = this;
    if (this.rows === 0)
      throw new DataError('header-only', `“${this.file}” has a header but no rows below it: add at least two rows of data.`);
    if (this.rows === 1) throw new DataError('one-row', `“${this.file}” has a single row of data; clustering needs at least two.`);
    return {
      name: this.file,
      bytes,
      rows: this.rows,
      columns,
      delimiter,
      hasHeader: heading.hasHeader,
      underHeader: heading.underHeader,
      problems: [...this.problems, ...notices],
      roles: new Map(heading.roles.flatMap((role, j) => (role && j < columns.length ? [[columns[j].name, role] as const] : []))),
    };
  }
}

/** More of them are told together. */
const TOLD = 5;

/** Characters of a column's name: sentences and axes have no room for more. */
const LONGEST_NAME = 120;

const shortName = (name: string): string => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name);

/** Distinct, non-empty names for `width` columns: x1, x2 … where there is none, "a (2)" for the second "a". Long ones are cut. */
function columnNames(given: readonly string[], width: number): { names: string[]; problems: Problem[] } {
  const header = given.map((cell) => shortName(cell.trim()));
  const long = given.filter((cell) => cell.trim().length > LONGEST_NAME).length;
  const { names, problems } = distinctNames(header, width);
  if (long > 0)
    problems.push({
      code: 'long-name',
      column: null,
      sentence: `${quantity(long, 'name has', 'names have')} more than ${LONGEST_NAME} characters and ${long === 1 ? 'is' : 'are'} cut.`,
    });
  return { names, problems };
}

function distinctNames(header: readonly string[], width: number): { names: string[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const taken = new Set<string>();
  const given = new Set(header);
  // The number from which a free name is looked for, so that thousands of equal names take no longer than others.
  const next = new Map<string, number>();
  const names: string[] = [];
  let alike = 0;
  for (let j = 0; j < width; j++) {
    const wanted = header[j] ?? '';
    const stem = wanted || `x${j + 1}`;
    let name = stem;
    let i = next.get(stem) ?? 2;
    // A made-up name must not take one that another column really bears.
    for (; taken.has(name) || (name !== wanted && given.has(name)); i++) name = `${stem} (${i})`;
    next.set(stem, i);
    taken.add(name);
    names.push(name);
    if (header.length === 0 || name === wanted) continue;
    if (wanted) alike++;
    problems.push(
      wanted
        ? {
            code: 'duplicate-name',
            column: name,
            sentence: `Another column is named "${wanted}" too, so column ${j + 1} is called "${name}".`,
          }
        : { code: 'empty-name', column: name, sentence: `Column ${j + 1} has no name, so it is called "${name}".` },
    );
  }
  if (problems.length <= TOLD) return { names, problems };
  const first = problems[0].column;
  const sentence = `${quantity(problems.length, 'column has', 'columns have')} no name${alike > 0 ? ', or that of another column,' : ''} and ${problems.length === 1 ? 'is' : 'are'} called by a new one (the first, "${first}").`;
  return { names, problems: [{ code: alike > 0 ? 'duplicate-name' : 'empty-name', column: null, sentence }] };
}
