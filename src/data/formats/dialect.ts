import Papa from 'papaparse';
import { isMissing, parseNumber } from '../table/cell';

/** How a file of delimited text is written. */
export interface Dialect {
  /** A blank stands for any run of blanks; ", " is a comma that is always followed by one. */
  readonly delimiter: string;
  readonly newline: '\n' | '\r';
}

/** In the order of preference where several fit: a comma is also found within cells, a tab hardly ever. */
const DELIMITERS = ['\t', ';', '|', ','];
const SAMPLE_ROWS = 100;

export interface ParsedRows {
  rows: string[][];
  /** Characters consumed. */
  cursor: number;
  /** The first quoting error, and the index into `rows` where it is. */
  error: { code: string; row: number } | null;
}

/** Parses delimited text with quoted fields. @param more whether text follows, so that the last row is left for the next call. */
export function parseRows(text: string, { delimiter, newline }: Dialect, more: boolean): ParsedRows {
  if (delimiter === ' ') return splitAtBlanks(text, newline, more);
  const parser = new Papa.Parser({ delimiter, newline, quoteChar: '"', escapeChar: '"' });
  // Papa Parse allows blanks after a closing quote, but not at the very end.
  const result = parser.parse(more ? text : text.replace(/" +$/, '"'), 0, more) as Papa.ParseResult<string[]>;
  // While more follows, a quote in the unfinished row may only lack the \n of its \r\n.
  const fault = result.errors.find(({ row = 0 }) => !more || row < result.data.length);
  return { rows: result.data, cursor: result.meta.cursor, error: fault ? { code: fault.code, row: fault.row ?? 0 } : null };
}

function splitAtBlanks(text: string, newline: string, more: boolean): ParsedRows {
  const lines = text.split(newline);
  const rest = more ? (lines.pop() ?? '') : '';
  const rows = lines.map((line) => (line.match(/"[^"]*"|\S+/g) ?? ['']).map((cell) => cell.replace(/^"([^"]*)"$/, '$1')));
  return { rows, cursor: text.length - rest.length, error: null };
}

export function isBlank(cells: readonly string[]): boolean {
  // The first cell tells most rows apart, faster than a call of a function for each.
  return cells[0].trim() === '' && cells.every((cell) => cell.trim() === '');
}

/**
 * Finds the delimiter by which most of the first rows have the same number (over one) of fields; blanks, where there is no
 * other and they give all of them the same number.
 */
export function findDialect(text: string, more: boolean): Dialect {
  // Cells are trimmed later, so \r\n needs no case of its own; \r alone is what old Macintosh programs wrote.
  const newline = !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
  const sample = text.slice(0, 65_536);
  const agreementBy = (delimiter: string): number => {
    const dialect: Dialect = { delimiter, newline };
    let { rows } = parseRows(sample, dialect, more || sample.length < text.length);
    // One row longer than the sample.
    if (rows.length === 0) rows = parseRows(sample, dialect, false).rows;
    return agreementOf(rows.filter((cells) => !isBlank(cells)).slice(0, SAMPLE_ROWS));
  };
  let best = { delimiter: ',', agreement: 0 };
  for (const delimiter of DELIMITERS)
    // A quote after a blank opens no field, so that the blank must be part of the delimiter.
    for (const candidate of sample.includes(`${delimiter} "`) ? [`${delimiter} `, delimiter] : [delimiter]) {
      const agreement = agreementBy(candidate);
      if (agreement > best.agreement) best = { delimiter: candidate, agreement };
    }
  return { delimiter: best.agreement === 0 && agreementBy(' ') === 1 ? ' ' : best.delimiter, newline };
}

/** The share of the rows that have the most frequent number (over one) of fields. */
function agreementOf(rows: readonly (readonly string[])[]): number {
  const widths = new Map<number, number>();
  for (const { length } of rows) if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1);
  return Math.max(0, ...widths.values()) / Math.max(1, rows.length);
}

/**
 * Whether the first row holds names: none of its cells is a number, or some cell is a word above numbers, or it only numbers
 * the columns. Rows are not blank. A lone row of words counts as a header.
 */
export function findHeader(rows: readonly (readonly string[])[]): boolean {
  const [first, ...body] = rows;
  if (!first) return false;
  if (body.length > 0 && numbersColumns(first, body[0])) return true;
  const kind = (cell: string): 'missing' | 'number' | 'word' => {
    const trimmed = cell.trim();
    if (isMissing(trimmed)) return 'missing';
    return Number.isNaN(parseNumber(trimmed, null)) ? 'word' : 'number';
  };
  const kinds = first.map(kind);
  if (!kinds.includes('word')) return false;
  if (!kinds.includes('number')) return true;
  return kinds.some((above, j) => {
    if (above !== 'word') return false;
    const below = body.slice(0, SAMPLE_ROWS).map((cells) => (j < cells.length ? kind(cells[j]) : 'missing'));
    return below.includes('number') && !below.includes('word');
  });
}

/**
 * Whether the first row, beside an empty corner, is 0, 1, 2 … or 1, 2, 3 …, as programs write that know no names; a second row
 * that counts as well shows that both are data.
 */
function numbersColumns(first: readonly string[], second: readonly string[]): boolean {
  const from = first[0].trim() === '' ? 1 : 0;
  const counts = (cells: readonly string[]): boolean =>
    cells.length > 1 && cells.every((cell, j) => /^\s*\d+\s*$/.test(cell) && (j === 0 || Number(cell) === Number(cells[j - 1]) + 1));
  return counts(first.slice(from)) && Number(first[from]) <= 1 && !counts(second.slice(from));
}
