import { amountOf } from '../table/amount';
import { isMissing, parseNumber, plainOf } from '../table/cell';
import { fieldsOf, isRule, MARK, parseRows, PLAIN, type Dialect } from './fields';
import { findHeader, isSize } from './header';

/** In the order of preference where several fit: a comma is also found within cells, a tab hardly ever. */
const DELIMITERS = ['\t', ';', '|', ','];
/** The part of a file that its dialect is found from. */
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
  const { lines, comments, partial } = sampleOf(text, newline, more);
  // A table whose rows all begin with # has no comments.
  const found = bestOf((lines.length > 0 ? lines : comments).join(newline), newline, partial);
  if (comments.length === 0 || lines.length === 0) return found.dialect;
  return { ...found.dialect, isComment: commentsOf(found, text.split(newline, 1)[0]) };
}

/** The first lines, apart from those that may be comments or rules; of the rest of the text, whether there is any. */
function sampleOf(text: string, newline: string, more: boolean): { lines: string[]; comments: string[]; partial: boolean } {
  const lines: string[] = [];
  const comments: string[] = [];
  let start = 0;
  let taken = 0;
  while (start < text.length && taken < SAMPLE_CHARACTERS) {
    const found = text.indexOf(newline, start);
    // Half a line tells little, unless it is the only one.
    if (found < 0 && more && lines.length > 0) break;
    const line = text.slice(start, found < 0 ? text.length : found);
    if (MARK.test(line) || isRule(line)) comments.push(line);
    else if (line.trim() !== '') {
      lines.push(line.slice(0, SAMPLE_CHARACTERS));
      taken += line.length + 1;
    }
    start = found < 0 ? text.length : found + 1;
  }
  return { lines, comments, partial: more || start < text.length };
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
  if (best.dialect.delimiter === ',' && best.agreement > 0 && isDecimalColumn(sample, newline))
    return { ...candidate({ delimiter: '' }), width: 1 };
  if (best.agreement === 0 && isColumnWithUnit(sample, newline)) return best;
  const blanks = candidate({ delimiter: ' ', runs: true });
  if (best.dialect.delimiter === ',' && best.agreement > 0 && isDecimalTable(blanks)) return blanks;
  if (best.agreement > 0 && fits(best) && shareOfNumbers(best) > 0) return best;
  const runs = [candidate({ delimiter: '\t', runs: true }), blanks];
  // Where single delimiters fit, a header that seems to lack a name is one without blanks.
  const isRival = (other: Candidate): boolean => fits(other) && (other.agreement === 1 || !fits(best));
  return (
    runs.find(
      (other) =>
        isRival(other) &&
        (best.agreement === 0 || (!fits(best) && other.dialect.delimiter === '\t') || shareOfNumbers(other) > shareOfNumbers(best)),
    ) ?? best
  );
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

/** True if all rows have as many fields; the first one may lack the name of the row names, or give the table's size. */
function fits({ rows, width, agreement }: Candidate): boolean {
  if (agreement === 1) return true;
  const [first, ...body] = rows;
  return (
    body.length > 1 &&
    agreement === body.length / rows.length &&
    first.length !== width &&
    (first.length === width - 1 || isSize(first, width))
  );
}

function shareOfNumbers({ rows }: Candidate): number {
  let numbers = 0;
  let cells = 0;
  for (const row of rows)
    for (const cell of row) {
      cells++;
      if (isNumber(cell.trim()) || amountOf(cell.trim())) numbers++;
    }
  return numbers / Math.max(1, cells);
}

const isNumber = (cell: string): boolean => !isMissing(cell) && !Number.isNaN(parseNumber(cell, null));

/** True if commas are decimal signs between blanks: below a row without one all are numbers, and so is a first row with one. */
function isDecimalTable(blanks: Candidate): boolean {
  const { rows } = blanks;
  const isDecimal = (cell: string): boolean => isMissing(cell) || !Number.isNaN(parseNumber(cell, ','));
  const body = rows[0].some((cell) => cell.includes(',')) ? rows : rows.slice(1);
  return (
    fits(blanks) &&
    body.length > 1 &&
    body.every((row) => row.every(isDecimal)) &&
    body.some((row) => row.some((cell) => cell.includes(',')))
  );
}

/** True if a line is a single number, with commas as decimal signs or between thousands, or says that there is none. */
const isOneNumber = (line: string): boolean => isMissing(line) || !Number.isNaN(parseNumber(plainOf(line), ','));

const linesOf = (sample: string, newline: string): string[] =>
  sample
    .split(newline)
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** True if commas are parts of the numbers of a single column: some rows have none, and all are numbers, but for a name in the first. */
function isDecimalColumn(sample: string, newline: string): boolean {
  const lines = linesOf(sample, newline);
  const body = isOneNumber(lines[0]) || lines[0].includes(',') ? lines : lines.slice(1);
  return lines.some((line) => !line.includes(',')) && body.some((line) => line.includes(',')) && body.every(isOneNumber);
}

/** True if the blanks in a single column are those before its unit: all rows are numbers with a unit, but for a name in the first. */
function isColumnWithUnit(sample: string, newline: string): boolean {
  const units = linesOf(sample, newline).map((line) => (isMissing(line) ? null : (amountOf(line)?.unit ?? '')));
  return units.length > 1 && units.slice(1).every((unit) => unit !== '') && units.some((unit) => unit !== null && unit !== '');
}

/**
 * Comments are rules, and lines that do not have the fields of a row. A # with a blank after it begins a comment even so, but in "# of …";
 * and so does one before a number, where the first column is one of numbers. Between blanks, a # alone may be a word before numbers, or the
 * name of a counter.
 */
function commentsOf({ dialect, rows, width }: Candidate, firstLine: string): (line: string) => boolean {
  const body = rows.slice(1);
  const numbers = body.length > 0 && body.every(([cell]) => isMissing(cell.trim()) || isNumber(cell.trim()));
  const hasHeader = findHeader(rows);
  return (line) => {
    if (isRule(line)) return true;
    const mark = MARK.exec(line)?.[1];
    if (mark === undefined) return false;
    const { rows: whole, error } = parseRows(line, dialect, false);
    // A quoted field may go on in the next line.
    const fields = error ? fieldsOf(line, dialect) : whole[0];
    if (fields.length !== width) return true;
    if (mark !== '#') return false;
    if (dialect.delimiter === ' ') {
      if (fields[0] !== '#') return false;
      return numbers ? line !== firstLine || hasHeader : !fields.slice(1).every((field) => isNumber(field));
    }
    const after = fields[0].trimStart().slice(1);
    return (/^\s+\S/.test(after) && !/^\s+of\b/i.test(after)) || (numbers && isNumber(after.trim()));
  };
}
