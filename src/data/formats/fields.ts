/** The dialect of a file of delimited text. */
export interface Dialect {
  /** A blank stands for any run of blanks and tabs; empty: each line is one field. */
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
  /** True if a run of delimiters counts as one; always of blanks. */
  readonly runs: boolean;
  /** Where a quote opens a field: at its very start, also after blanks, or nowhere. */
  readonly quotes: 'start' | 'blanks' | 'none';
  /** Tells comments among the lines that begin like one; null where there are none. */
  readonly isComment: ((line: string) => boolean) | null;
}

export const PLAIN: Dialect = { delimiter: ',', newline: '\n', runs: false, quotes: 'start', isComment: null };

/** A line of the text, and the number of rows before it. */
export interface Line {
  readonly row: number;
  readonly text: string;
}

export interface ParsedRows {
  /** Rows that hold anything. */
  readonly rows: string[][];
  /** For each, the number of rows before it; blank lines and comments count, a quoted line break does not. */
  readonly at: number[];
  /** Rows consumed in all. */
  readonly read: number;
  /** Rows of delimiters and nothing else. */
  readonly blank: number;
  readonly comments: readonly Line[];
  /** Characters consumed. */
  readonly cursor: number;
  /** The quoting error at which parsing stopped, and the number of rows before it. */
  readonly error: { readonly code: 'open-quote' | 'bad-quote'; readonly row: number } | null;
}

/** The marks that may begin a comment. */
export const MARK = /^\s*(#|%|\/\/)/;

/** True if a line is drawn rather than written, as between names and data: "---- ---", "|---|---|". */
export const isRule = (line: string): boolean => (line.includes('---') || line.includes('===')) && /^[-+=|:\s]+$/.test(line);

/**
 * Splits delimited text into rows of fields as they stand, unquoted.
 * @param more whether text follows, so that the last row is left for the next call.
 */
export function parseRows(text: string, dialect: Dialect, more: boolean): ParsedRows {
  const { newline, isComment } = dialect;
  const rows: string[][] = [];
  const at: number[] = [];
  const comments: Line[] = [];
  const lineEnd = newline.charCodeAt(0);
  const quoted = dialect.quotes !== 'none' && !dialect.runs;
  let quote = quoted ? text.indexOf('"') : -1;
  let error: ParsedRows['error'] = null;
  let read = 0;
  let blank = 0;
  let start = 0;
  while (start < text.length) {
    // Lines without any character are passed over quickly: there may be millions of them.
    const code = text.charCodeAt(start);
    const empty = code === lineEnd ? 1 : code === 0x0d && text.charCodeAt(start + 1) === lineEnd ? 2 : 0;
    if (empty > 0) {
      start += empty;
      read++;
      continue;
    }
    const found = text.indexOf(newline, start);
    if (found < 0 && more) break;
    let end = found < 0 ? text.length : found;
    if (isComment && mayBeMark(code) && isComment(text.slice(start, end))) {
      comments.push({ row: read++, text: text.slice(start, end).trim() });
      start = end + 1;
      continue;
    }
    let cells: string[];
    if (quote >= 0 && quote < start) quote = text.indexOf('"', start);
    if (quote >= 0 && quote < end) {
      const row = quotedRow(text, start, dialect, more);
      if (row === 'unfinished') break;
      if (typeof row === 'string') {
        error = { code: row, row: read };
        break;
      }
      ({ cells, end } = row);
    } else cells = fieldsOf(text.slice(start, end), dialect);
    if (!isBlank(cells)) {
      rows.push(cells);
      at.push(read);
    } else if (cells.length > 1) blank++;
    read++;
    start = end + 1;
  }
  return { rows, at, read, blank, comments, cursor: Math.min(start, text.length), error };
}

// R writes a quote within quotes as \". A blank that does not break (U+00A0) may be part of a word.
const BY_BLANKS = /"(?:[^"\\]|\\.|"")*"(?![^ \t\r])|"(?:[^"]|"")*"(?![^ \t\r])|[^ \t\r]+/g;
const BY_TABS = /"(?:[^"]|"")*"(?=\t|\r?$)|[^\t\r]+/g;

/** The fields of a line; quotes are parts of them, but where runs of delimiters count as one. */
export function fieldsOf(line: string, { delimiter, runs }: Dialect): string[] {
  if (delimiter === '') return [line];
  if (!runs) return line.split(delimiter);
  // A quote that is not closed before a delimiter is a character like any other.
  return (line.match(delimiter === ' ' ? BY_BLANKS : BY_TABS) ?? ['']).map((cell) =>
    cell.length > 1 && cell.startsWith('"') && cell.endsWith('"') ? cell.slice(1, -1).replaceAll(/""|\\"/g, '"') : cell,
  );
}

export function isBlank(cells: readonly string[]): boolean {
  // The first cell tells most rows apart, faster than a call of a function for each.
  return cells[0].trim() === '' && cells.every((cell) => cell.trim() === '');
}

/** True if a line that starts with this character may be a comment or a rule. */
const mayBeMark = (code: number): boolean => MARKS.has(code);
const MARKS = new Set(Array.from('#%/ \t-+=|:', (mark) => mark.charCodeAt(0)));

/** One row with quoted fields, which may hold line breaks. */
function quotedRow(
  text: string,
  from: number,
  { delimiter, newline, quotes }: Dialect,
  more: boolean,
): { cells: string[]; end: number } | 'unfinished' | 'open-quote' | 'bad-quote' {
  const cells: string[] = [];
  let lineEnd = -1;
  let start = from;
  for (;;) {
    let open = start;
    if (quotes === 'blanks') while (text[open] === ' ') open++;
    if (text[open] === '"') {
      let close = text.indexOf('"', open + 1);
      while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
      if (close < 0) return more ? 'unfinished' : 'open-quote';
      let after = close + 1;
      while (text[after] === ' ') after++;
      if (text[after] === '\r' && newline === '\n') after++;
      // The next characters may be a second quote, a delimiter or a line end.
      if (after >= text.length && more) return 'unfinished';
      const ended = after >= text.length || text[after] === newline;
      if (!ended && !(delimiter !== '' && text.startsWith(delimiter, after))) return 'bad-quote';
      cells.push(text.slice(open + 1, close).replaceAll('""', '"'));
      if (ended) return { cells, end: after };
      start = after + delimiter.length;
    } else {
      if (lineEnd < start) lineEnd = text.indexOf(newline, start);
      if (lineEnd < 0 && more) return 'unfinished';
      const end = lineEnd < 0 ? text.length : lineEnd;
      // Looked for within the line: a search of the whole text for what is not there would be repeated in each row.
      const next = delimiter === '' ? -1 : text.slice(start, end).indexOf(delimiter);
      if (next < 0) {
        cells.push(text.slice(start, end));
        return { cells, end };
      }
      cells.push(text.slice(start, start + next));
      start += next + delimiter.length;
    }
  }
}
