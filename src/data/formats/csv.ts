import { DataError, cancelled } from '../dataset';
import { findStyles } from '../table/style';
import { DEFAULT_LIMITS, TableBuilder, type Limits, type Problem, type Table } from '../table/table';
import { count, quantity } from '../text';
import { readText, type HeaderChoice, type ReadOptions } from './bytes';
import { findDialect } from './dialect';
import { parseRows, type Dialect, type Line } from './fields';
import { readHead, type Head } from './head';
import { isLibsvm, LibsvmReading } from './libsvm';
import type { Reading } from './reading';

/** Characters parsed at a time: some 10 ms, so that progress and Cancel come through. */
const CHUNK = 1 << 20;

/** Rows that are waited for before anything is made of them. */
const FIRST_ROWS = 8;

/**
 * Reads delimited text (comma, semicolon, tab, bar or blanks; gzipped or not) or sparse LIBSVM text into a table, in one pass and bounded
 * memory. Rows are numbered as a spreadsheet numbers them: the first line is row 1, blank lines count, a quoted line break does not.
 * Throws DataError; see the tests beside for every code and sentence.
 */
export async function readCsv(blob: Blob, name: string, options: ReadOptions = {}): Promise<Table> {
  let reading: Reading | null = null;
  let blankLines = 0;
  let bytes = 0;
  let pending = '';
  // After a long row was left unfinished, more must come before trying again, or the work would be quadratic.
  const chunk = options.chunk ?? CHUNK;
  let enough = chunk;
  const linesBefore = (): number => (reading?.rowsRead ?? blankLines) + pending.split('\n').length - 1;
  const take = (more: boolean): void => {
    if (!reading) {
      // The first line that is not blank shows the kind of the file.
      const start = pending.search(/\S/);
      const lead = pending.slice(
        0,
        start < 0 ? pending.length : Math.max(pending.lastIndexOf('\n', start), pending.lastIndexOf('\r', start)) + 1,
      );
      blankLines += lead.split(lead.includes('\n') ? '\n' : '\r').length - 1;
      pending = start < 0 && !more ? '' : pending.slice(lead.length);
      if (start < 0) return;
      refuseOthers(pending, name);
      reading = isLibsvm(pending)
        ? new LibsvmReading(name, blankLines, options.limits)
        : new CsvReading(name, blankLines, options.header, options.limits);
    }
    pending = pending.slice(reading.take(pending, more));
  };
  const text = readText(blob, name, (taken) => (bytes += taken), linesBefore);
  for await (const piece of text) {
    if (options.signal?.aborted) throw cancelled(name);
    pending += piece;
    if (pending.length < enough) continue;
    take(true);
    enough = pending.length + chunk;
    options.onProgress?.({ bytes, total: blob.size, rows: rowsOf(reading) });
  }
  if (options.signal?.aborted) throw cancelled(name);
  take(false);
  options.onProgress?.({ bytes: blob.size, total: blob.size, rows: rowsOf(reading) });
  return finish(reading, name, blob.size);
}

// TypeScript does not see that a function given away has set the variable.
const rowsOf = (reading: Reading | null): number => reading?.rows ?? 0;

function finish(reading: Reading | null, name: string, bytes: number): Table {
  if (!reading) throw emptyFile(name);
  return reading.finish(bytes);
}

const emptyFile = (name: string): DataError =>
  new DataError('empty-file', `“${name}” is empty: choose a file with a row of names and at least two rows of data.`);

class CsvReading implements Reading {
  rowsRead: number;
  /** Those of them that hold delimiters and nothing else. */
  private blankRows = 0;
  private comments = 0;
  private firstComment: Line | null = null;
  /** Comments that may stand above the first row of data. */
  private above: Line[] = [];
  private dialect: Dialect | null = null;
  private head: Head | null = null;
  private builder: TableBuilder | null = null;
  private readonly limits: Limits;

  constructor(
    private readonly name: string,
    rowsBefore: number,
    private readonly header: HeaderChoice | undefined,
    limits: Partial<Limits> | undefined,
  ) {
    this.rowsRead = rowsBefore;
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  take(text: string, more: boolean): number {
    // Excel's own hint, a first line "sep=;".
    const hint = this.dialect ? null : /^sep=(.)\r?\n/.exec(text);
    const skipped = hint ? hint[0].length : 0;
    const body = skipped ? text.slice(skipped) : text;
    const dialect = this.dialect ?? hinted(findDialect(body, more), hint?.[1]);
    const { rows, at, read, blank, comments, cursor, error } = parseRows(body, dialect, more);
    // The kind of the first rows shows only beside other rows.
    if (!this.dialect && more && !error && rows.length < FIRST_ROWS && text.length < this.limits.row) return 0;
    this.dialect = dialect;
    if (hint) this.rowsRead++;
    if (error) throw quoteError(this.name, this.rowsRead + error.row + 1, error.code);
    const numbers = at.map((before) => this.rowsRead + before + 1);
    const found = comments.map(({ row, text }) => ({ row: this.rowsRead + row, text }));
    this.firstComment ??= found[0] ?? null;
    this.comments += found.length;
    if (!this.builder) this.above = [...this.above.slice(-1), ...found];
    this.blankRows += blank;
    this.rowsRead += read;
    if (more && body.length - cursor > this.limits.row) throw this.endlessRow(body.slice(cursor));
    if (rows.length > 0) this.push(rows, numbers, dialect);
    return skipped + cursor;
  }

  private push(rows: string[][], numbers: number[], dialect: Dialect): void {
    if (!this.builder) {
      this.head = readHead(rows, numbers, this.above, dialect, this.header);
      const { names, hasHeader, underHeader, skip, width, rowNames, problems, roles } = this.head;
      // The row that sets the width, for messages.
      const firstRow = numbers[skip - underHeader - Number(hasHeader)];
      rows.splice(0, skip);
      numbers.splice(0, skip);
      this.trim(rows);
      const styles = findStyles(rows, width, dialect.delimiter);
      if (rowNames) styles[0] = { ...styles[0], names: true };
      this.builder = new TableBuilder(this.name, { names, hasHeader, underHeader, problems, roles }, styles, firstRow, this.limits);
    } else this.trim(rows);
    this.builder.push(rows, numbers);
  }

  /** Takes off the empty field behind the last delimiter, where rows end in one that the header does not have. */
  private trim(rows: string[][]): void {
    if (this.head?.trailing)
      for (const cells of rows) if (cells.length === this.head.width + 1 && cells[this.head.width].trim() === '') cells.pop();
  }

  get rows(): number {
    return this.builder?.length ?? 0;
  }

  finish(bytes: number): Table {
    const { builder, dialect, head, blankRows, comments, firstComment } = this;
    if (!builder || !head || !dialect) throw emptyFile(this.name);
    const notices: Problem[] = [];
    const note = (code: string, sentence: string): void => void notices.push({ code, column: null, sentence });
    if (blankRows > 0)
      note(
        'blank-rows',
        `${quantity(blankRows, 'row holds', 'rows hold')} nothing but delimiters and ${blankRows === 1 ? 'was' : 'were'} left out.`,
      );
    // The one that holds the names was not left out.
    const left = comments - (head.namesIn === null ? 0 : 1);
    const which =
      firstComment && firstComment.row !== head.namesIn
        ? ` (the first, in row ${count(firstComment.row + 1)}, is “${shortened(firstComment.text)}”)`
        : '';
    if (left > 0) note('comments', `${quantity(left, 'line')} of comment ${left === 1 ? 'was' : 'were'} left out${which}.`);
    if (head.stated !== null && head.stated !== builder.length)
      note('size-differs', `The file says that it has ${quantity(head.stated, 'row')}, but it has ${count(builder.length)}.`);
    if (dialect.delimiter === '') note('decimal-commas', 'Commas are read as parts of numbers, so there is a single column.');
    if (dialect.runs && dialect.delimiter === '\t') note('runs-of-tabs', 'Several tabs in a row count as one.');
    return builder.finish(bytes, dialect.delimiter, notices);
  }

  private endlessRow(text: string): DataError {
    if (text.includes('"')) return quoteError(this.name, this.rowsRead + 1, 'open-quote');
    return new DataError(
      'row-too-long',
      `Row ${count(this.rowsRead + 1)} of “${this.name}” has more than ${count(this.limits.row)} characters: check that the file is a table with one row a line.`,
    );
  }
}

const hinted = (dialect: Dialect, delimiter: string | undefined): Dialect =>
  delimiter === undefined ? dialect : { ...dialect, delimiter, runs: delimiter === ' ', quotes: 'start' };

const shortened = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

function quoteError(name: string, row: number, code: 'open-quote' | 'bad-quote'): DataError {
  return code === 'open-quote'
    ? new DataError(
        'unterminated-quote',
        `A quote (") opened in row ${count(row)} of “${name}” is never closed: close it, or double it ("") where it is part of the text.`,
      )
    : new DataError(
        'bad-quote',
        `A quoted field in row ${count(row)} of “${name}” goes on after its closing quote ("): double the quotes ("") that are part of the text.`,
      );
}

/** Text that is no table. A page that says "not found" is often saved, or served, under the name of the file that was wanted. */
function refuseOthers(text: string, name: string): void {
  if (/^[ \t]*@relation\s/im.test(text.slice(0, 1 << 14)))
    throw new DataError(
      'arff-file',
      `“${name}” is a file of Weka (ARFF), not a table: save it as CSV there, or keep only what is below the line “@data”.`,
    );
  if (/^\s*<(!doctype|html|\?xml)/i.test(text.slice(0, 1000)))
    throw new DataError('markup-file', `“${name}” is a web page or XML document, not a table: download the data file itself.`);
}
