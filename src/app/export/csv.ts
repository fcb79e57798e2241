/** Tables as text for spreadsheets and programs (RFC 4180). */

export type Cell = string | number;

/** A field in quotes where it holds what would end it; quotes in it are doubled. Numbers are written as they are. */
function field(cell: Cell): string {
  if (typeof cell === 'number') return String(cell);
  return /[",\r\n;\t]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Lines end in CRLF, as the standard has it. */
export function toCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  let text = header.map(field).join(',');
  for (const row of rows) text += `\r\n${row.map(field).join(',')}`;
  return `${text}\r\n`;
}
