import { inSlices } from '../../core/work/inSlices';

/** Tables as text for spreadsheets and programs (RFC 4180). */

export type Cell = string | number;

export interface CsvTable {
  readonly header: readonly string[];
  /** Made one by one while they are written. */
  readonly rows: Iterable<readonly Cell[]>;
}

/** Spreadsheets take a text that begins so for a formula. */
const formulaLike = /^[=+\-@\t\r]/;
const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * A field in quotes where it holds what would end it; quotes in it are doubled. A text that a spreadsheet would run gets an apostrophe
 * before it, as OWASP advises; a text that is a number stays one.
 */
function field(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  const text = formulaLike.test(cell) && !plainNumber.test(cell) ? `'${cell}` : cell;
  return /[",\r\n;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines end in CRLF, as the standard has it. */
function* lines({ header, rows }: CsvTable): Generator<string> {
  yield `${header.map(field).join(',')}\r\n`;
  for (const row of rows) yield `${row.map(field).join(',')}\r\n`;
}

export const toCsv = (table: CsvTable): string => [...lines(table)].join('');

/** Characters that make a part of a file. */
const partLength = 2 ** 20;

/** The table as a file. Written in slices, between which the page answers. */
export async function csvFile(table: CsvTable): Promise<Blob> {
  const parts: string[] = [];
  let part = '';
  await inSlices(
    (function* () {
      for (const line of lines(table)) {
        part += line;
        if (part.length > partLength) {
          parts.push(part);
          part = '';
        }
        yield;
      }
    })(),
  );
  return new Blob([...parts, part], { type: 'text/csv;charset=utf-8' });
}
