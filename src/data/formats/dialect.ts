import { isMissing, parseNumber } from '../table/cell';
import { fieldsOf, MARK, parseRows, PLAIN, type Dialect } from './fields';
import { isSize } from './header';

/** In the order of preference where several fit: a comma is also found within cells, a tab hardly ever. */
const DELIMITERS = ['\t', ';', '|', ','];
/** What is looked at to find out how a file is written. */
const SAMPLE_CHARACTERS = 1 << 18;
const SAMPLE_ROWS = 1000;

interface Candidate {
  readonly dialect: Dialect;
  readonly rows: readonly (readonly string[])[];
  /** The most frequent number of fields. */
  readonly width: number;
  /** The share of the rows that have so many fields, over one. */
  readonly agreement: number;
}

/**
 * Finds the delimiter by which most of the first rows have the same number (over one) of fields, and which lines are comments.
 * Runs of tabs or blanks separate where they give all rows the same number of fields and single delimiters do not, or find no number.
 * @param text begins with a line that is not blank. @param more whether text follows.
 */
export function findDialect(text: string, more: boolean): Dialect {
  // Cells are trimmed later, so \r\n needs no case of its own; \r alone is what old Macintosh programs wrote.
  const newline = !text.includes('\n') && text.includes('\r') ? '\r' : '\n';
  const whole = text.length > SAMPLE_CHARACTERS ? text.slice(0, SAMPLE_CHARACTERS) : text;
  const cut = whole.lastIndexOf(newline);
  const partial = (more || whole.length < text.length) && cut > 0;
  const lines = (partial ? whole.slice(0, cut) : whole).split(newline);
  const marked = lines.filter((line) => MARK.test(line));
  // A table whose rows all begin with # has no comments.
  const sample = (marked.length > 0 && marked.length < lines.filter((line) => line.trim() !== '').length ? lines.filter((line) => !MARK.test(line)) : lines).join(newline);
  const found = bestOf(sample, newline, partial);
  if (marked.length === 0) return found.dialect;
  return { ...found.dialect, isComment: commentsOf(found) };
}

function bestOf(sample: string, newline: Dialect['newline'], partial: boolean): Candidate {
  const plain = { ...PLAIN, newline };
  const candidate = (change: Partial<Dialect>): Candidate => judge(sample, { ...plain, ...change }, partial);
  let best: Candidate = { ...candidate({}), agreement: 0 };
  const prefer = (other: Candidate): void => {
    if (other.agreement > best.agreement) best = other;
  };
  for (const delimiter of DELIMITERS) {
    if (!sample.includes(delimiter)) continue;
    // A quote after a blank opens no field, unless blanks follow the delimiter everywhere.
    if (sample.includes(`${delimiter} "`)) prefer(candidate({ delimiter, quotes: 'blanks' }));
    prefer(candidate({ delimiter }));
    // Programs that write tabs often do not quote: there a quote is part of a word.
    if (delimiter === '\t' && sample.includes('"')) prefer(candidate({ delimiter, quotes: 'none' }));
  }
  if (best.dialect.delimiter === ',' && best.agreement > 0 && isDecimalColumn(sample, newline)) return { ...candidate({ delimiter: '' }), width: 1 };
  if (best.agreement > 0 && fits(best) && shareOfNumbers(best) > 0) return best;
  const runs = [candidate({ delimiter: '\t', runs: true }), candidate({ delimiter: ' ', runs: true })];
  return runs.find((other) => fits(other) && (best.agreement === 0 || (!fits(best) && other.dialect.delimiter === '\t') || shareOfNumbers(other) > shareOfNumbers(best))) ?? best;
}

function judge(sample: string, dialect: Dialect, partial: boolean): Candidate {
  let parsed = parseRows(sample, dialect, partial);
  // One row longer than the sample.
  if (parsed.rows.length === 0) parsed = parseRows(sample, dialect, false);
  const { error } = parsed;
  const rows = parsed.rows.slice(0, SAMPLE_ROWS);
  const widths = new Map<number, number>();
  for (const { length } of rows) if (length > 1) widths.set(length, (widths.get(length) ?? 0) + 1);
  const [width, agreeing] = [...widths].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0]);
  // After an error nothing is known of the rest.
  const of = error ? Math.min(SAMPLE_ROWS, sample.split(dialect.newline).length) : rows.length;
  return { dialect, rows, width, agreement: agreeing / Math.max(1, of) };
}

/** Whether all rows have as many fields; the first one may lack the name of the row names, or give the table's size. */
function fits({ rows, width, agreement }: Candidate): boolean {
  if (agreement === 1) return true;
  const [first, ...body] = rows;
  return body.length > 1 && agreement === body.length / rows.length && first.length !== width && (first.length === width - 1 || isSize(first, width));
}

function shareOfNumbers({ rows }: Candidate): number {
  let numbers = 0;
  let cells = 0;
  for (const row of rows)
    for (const cell of row) {
      cells++;
      if (isNumber(cell.trim())) numbers++;
    }
  return numbers / Math.max(1, cells);
}

const isNumber = (cell: string): boolean => !isMissing(cell) && !Number.isNaN(parseNumber(cell, null));

/** Whether commas are decimal signs of a single column: below a line without one all are numbers, some of them with a comma. */
function isDecimalColumn(sample: string, newline: string): boolean {
  const [first, ...body] = sample.split(newline).map((line) => line.trim()).filter((line) => line !== '');
  return !first.includes(',') && body.some((line) => line.includes(',')) && body.every((line) => isMissing(line) || !Number.isNaN(parseNumber(line, ',')));
}

/**
 * Comments are lines that do not have the fields of a row. A # with a blank after it begins a comment even so, but in "# of …"; and so does one
 * before a number, where the first column is one of numbers.
 */
function commentsOf({ dialect, rows, width }: Candidate): (line: string) => boolean {
  const body = rows.slice(1);
  const numbers = body.length > 0 && body.every(([cell]) => isMissing(cell.trim()) || isNumber(cell.trim()));
  return (line) => {
    const mark = MARK.exec(line)?.[1];
    if (mark === undefined) return false;
    const fields = fieldsOf(line, dialect);
    if (fields.length !== width) return true;
    if (mark !== '#' || dialect.delimiter === ' ') return false;
    const after = fields[0].trimStart().slice(1);
    return (/^\s+\S/.test(after) && !/^\s+of\b/i.test(after)) || (numbers && isNumber(after.trim()));
  };
}
