import Papa from 'papaparse';
import { isMissing, parseNumber } from '../table/cell';

/** How a file of delimited text is written. */
export interface Dialect {
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
  const parser = new Papa.Parser({ delimiter, newline, quoteChar: '"', escapeChar: '"' });
  const result = parser.parse(text, 0, more) as Papa.ParseResult<string[]>;
  const fault = result.errors[0];
  return { rows: result.data, cursor: result.meta.cursor, error: fault ? { code: fault.code, row: fault.row ?? 0 } : null };
}

export function isBlank(cells: readonly string[]): boolean {
  return cells.length === 1 && cells[0].trim() === '';
}

/** Finds the delimiter by which most of the first rows have the same number (over one) of fields. */
export function findDialect(text: string, more: boolean): Dialect {
  // Cells are trimmed later, so \r\n needs no case of its own; \r alone is what old Macintosh programs wrote.
  const newline = !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
  const sample = text.slice(0, 65_536);
  const cut = more || sample.length < text.length;
  let best = { delimiter: ',', agreement: 0 };
  for (const delimiter of DELIMITERS) {
    let { rows } = parseRows(sample, { delimiter, newline }, cut);
    // One row longer than the sample.
    if (rows.length === 0) rows = parseRows(sample, { delimiter, newline }, false).rows;
    const widths = new Map<number, number>();
    const rowsUsed = rows.filter((cells) => !isBlank(cells)).slice(0, SAMPLE_ROWS);
    for (const { length } of rowsUsed) widths.set(length, (widths.get(length) ?? 0) + 1);
    let most = 0;
    for (const [width, times] of widths) if (width > 1 && times > most) most = times;
    const agreement = most / Math.max(1, rowsUsed.length);
    if (agreement > best.agreement) best = { delimiter, agreement };
  }
  return { delimiter: best.delimiter, newline };
}

/**
 * Whether the first row holds names: none of its cells is a number, or some cell is a word above numbers. Rows are not blank.
 * A lone row of words counts as a header.
 */
export function findHeader(rows: readonly (readonly string[])[], decimalComma: boolean): boolean {
  const [first, ...body] = rows;
  if (!first) return false;
  const kind = (cell: string): 'missing' | 'number' | 'word' => {
    const trimmed = cell.trim();
    if (isMissing(trimmed)) return 'missing';
    return Number.isNaN(parseNumber(trimmed, decimalComma)) ? 'word' : 'number';
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
