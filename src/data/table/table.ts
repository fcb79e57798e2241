import { DataError } from '../dataset';
import { count, quantity } from '../text';
import { Budget, Column } from './column';
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
  /** Notices on the reading itself, such as renamed columns. */
  readonly problems: readonly Problem[];
}

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

  /** @param header the names, or null. @param styles of the columns. @param firstRow number of the row that set the width. */
  constructor(
    private readonly file: string,
    private readonly header: readonly string[] | null,
    styles: readonly Style[],
    private readonly firstRow: number,
  ) {
    const width = styles.length;
    if (width > MAX_COLUMNS)
      throw new DataError('too-many-columns', `“${file}” has ${count(width)} columns; at most ${count(MAX_COLUMNS)} can be read: keep fewer columns and open it again.`);
    const { names, problems } = columnNames(header ?? [], width);
    const budget = new Budget(width);
    this.columns = names.map((name, j) => new Column(name, budget, styles[j]));
    this.problems = problems;
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
      if ((this.rows + i + 1) * width > MAX_CELLS)
        throw new DataError(
          'too-many-cells',
          `“${this.file}” has more than ${count(MAX_CELLS)} cells (row ${count(numbers[i])} of ${count(width)} columns passes this limit): keep fewer rows or columns and open it again.`,
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

  /** @param blankRows how many rows of nothing but delimiters were left out. Throws DataError "header-only" or "one-row". */
  finish(bytes: number, delimiter: string, blankRows: number): Table {
    if (this.rows === 0)
      throw new DataError('header-only', `“${this.file}” has a header but no rows below it: add at least two rows of data.`);
    if (this.rows === 1) throw new DataError('one-row', `“${this.file}” has a single row of data; clustering needs at least two.`);
    if (blankRows > 0)
      this.problems.push({ code: 'blank-rows', column: null, sentence: `${quantity(blankRows, 'row holds', 'rows hold')} nothing but delimiters and ${blankRows === 1 ? 'was' : 'were'} left out.` });
    return {
      name: this.file,
      bytes,
      rows: this.rows,
      columns: this.columns,
      delimiter,
      hasHeader: this.header !== null,
      problems: this.problems,
    };
  }
}

/** Distinct, non-empty names for `width` columns: x1, x2 … where there is none, "a (2)" for the second "a". */
function columnNames(header: readonly string[], width: number): { names: string[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const taken = new Set<string>();
  const given = new Set(header.map((cell) => cell.trim()));
  const names: string[] = [];
  for (let j = 0; j < width; j++) {
    const wanted = header[j]?.trim() ?? '';
    let name = wanted || `x${j + 1}`;
    // A made-up name must not take one that another column really bears.
    for (let i = 2; taken.has(name) || (name !== wanted && given.has(name)); i++) name = `${wanted || `x${j + 1}`} (${i})`;
    taken.add(name);
    names.push(name);
    if (header.length === 0 || name === wanted) continue;
    problems.push(
      wanted
        ? { code: 'duplicate-name', column: name, sentence: `Another column is named "${wanted}" too, so column ${j + 1} is called "${name}".` }
        : { code: 'empty-name', column: name, sentence: `Column ${j + 1} has no name, so it is called "${name}".` },
    );
  }
  return { names, problems };
}
