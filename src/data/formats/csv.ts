import { DataError } from '../dataset';
import { findStyles } from '../table/style';
import { TableBuilder, type Table } from '../table/table';
import { count } from '../text';
import { cancelled, readText, type ReadOptions } from './bytes';
import { findDialect, findHeader, isBlank, parseRows, type Dialect } from './dialect';

/** Characters parsed at a time: some 10 ms, so that progress and Cancel come through. */
const CHUNK = 1 << 20;
/** The longest row. A quote that is never closed swallows the rest of the file; this bounds the memory it may take. */
const MAX_ROW = 1 << 24;

/**
 * Reads delimited text (comma, semicolon, tab, bar or blanks; gzipped or not) into a table, in one pass and bounded memory.
 * Rows are numbered as a spreadsheet numbers them: the first line is row 1, blank lines count, a quoted line break does not.
 * Throws DataError; see the tests beside for every code and sentence.
 */
export async function readCsv(blob: Blob, name: string, options: ReadOptions = {}): Promise<Table> {
  const reading = new CsvReading(name, options.header);
  let bytes = 0;
  let pending = '';
  // After a long row was left unfinished, more must come before trying again, or the work would be quadratic.
  let enough = CHUNK;
  const linesBefore = (): number => reading.rowsRead + pending.split('\n').length - 1;
  const text = readText(blob, name, (taken) => (bytes += taken), linesBefore);
  for await (const piece of text) {
    if (options.signal?.aborted) throw cancelled(name);
    pending += piece;
    if (pending.length < enough) continue;
    pending = pending.slice(reading.take(pending, true));
    enough = pending.length + CHUNK;
    options.onProgress?.({ bytes, total: blob.size, rows: reading.rows });
  }
  if (options.signal?.aborted) throw cancelled(name);
  reading.take(pending, false);
  options.onProgress?.({ bytes: blob.size, total: blob.size, rows: reading.rows });
  return reading.finish(blob.size);
}

class CsvReading {
  /** Rows of the file consumed so far, blank ones included. */
  rowsRead = 0;
  /** Those of them that hold delimiters and nothing else. */
  private blankRows = 0;
  private dialect: Dialect | null = null;
  private builder: TableBuilder | null = null;

  constructor(
    private readonly name: string,
    private readonly header: boolean | undefined,
  ) {}

  /** Consumes whole rows of `text`, or all of it when no more follows; returns how many characters that was. */
  take(text: string, more: boolean): number {
    let skipped = 0;
    if (!this.dialect) {
      refuseMarkup(text, this.name);
      // Excel's own hint, a first line "sep=;".
      const hint = /^sep=(.)\r?\n/.exec(text);
      skipped = hint ? hint[0].length : 0;
      const found = findDialect(text.slice(skipped), more);
      this.dialect = hint ? { ...found, delimiter: hint[1] } : found;
      if (hint) this.rowsRead++;
    }
    const { rows, cursor, error } = parseRows(skipped ? text.slice(skipped) : text, this.dialect, more);
    if (error) throw quoteError(this.name, this.rowsRead + error.row + 1, error.code);
    if (more && rows.length === 0 && text.length > MAX_ROW) throw this.endlessRow(text);
    const numbers: number[] = [];
    const filled = rows.filter((cells, i) => {
      if (isBlank(cells)) {
        if (cells.length > 1) this.blankRows++;
        return false;
      }
      numbers.push(this.rowsRead + i + 1);
      return true;
    });
    this.rowsRead += rows.length;
    if (filled.length === 0) return skipped + cursor;
    if (!this.builder) {
      const header = (this.header ?? findHeader(filled)) ? filled[0] : null;
      const width = filled[0].length;
      const firstRow = numbers[0];
      if (header) {
        filled.shift();
        numbers.shift();
      }
      this.builder = new TableBuilder(this.name, header, findStyles(filled, width, this.dialect.delimiter.startsWith(',')), firstRow);
    }
    this.builder.push(filled, numbers);
    return skipped + cursor;
  }

  /** Rows of data so far. */
  get rows(): number {
    return this.builder?.length ?? 0;
  }

  finish(bytes: number): Table {
    if (!this.builder) throw new DataError('empty-file', `“${this.name}” is empty: choose a file with a row of names and at least two rows of data.`);
    return this.builder.finish(bytes, this.dialect?.delimiter[0] ?? ',', this.blankRows);
  }

  private endlessRow(text: string): DataError {
    if (text.includes('"')) return quoteError(this.name, this.rowsRead + 1, 'MissingQuotes');
    return new DataError(
      'row-too-long',
      `Row ${count(this.rowsRead + 1)} of “${this.name}” has more than ${count(MAX_ROW)} characters: check that the file is a table with one row a line.`,
    );
  }
}

function quoteError(name: string, row: number, code: string): DataError {
  return code === 'MissingQuotes'
    ? new DataError('unterminated-quote', `A quote (") opened in row ${count(row)} of “${name}” is never closed: close it, or double it ("") where it is part of the text.`)
    : new DataError('bad-quote', `A quoted field in row ${count(row)} of “${name}” goes on after its closing quote ("): double the quotes ("") that are part of the text.`);
}

/** A page that says "not found" is often saved, or served, under the name of the file that was wanted. */
function refuseMarkup(text: string, name: string): void {
  if (/^\s*<(!doctype|html|\?xml)/i.test(text.slice(0, 1000)))
    throw new DataError('markup-file', `“${name}” is a web page or XML document, not a table: download the data file itself.`);
}
