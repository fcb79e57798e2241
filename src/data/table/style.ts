import { amountOf, isCurrency } from './amount';
import { decimalProved, isDash, isGuess, isMissing, isNone, parseNumber, type DecimalSign } from './cell';

/** The style in which the cells of one column are written. */
export interface Style {
  /** null: not known, so that a lone point or comma is taken for one. */
  readonly decimal: DecimalSign | null;
  /** True if the column's own cells prove the decimal sign. */
  readonly sure: boolean;
  /** True if its words are + and -, so that a "-" is no missing value. */
  readonly plusMinus: boolean;
  /** True if it holds words for the most part, so that "none" is one of them. */
  readonly wordy?: boolean;
  /** The unit beside its numbers; empty or left out where they have none. */
  readonly unit?: string;
  /** The units of a column that has several, so that its numbers cannot be compared. */
  readonly mixedUnits?: readonly string[];
  /** True if its cells name the rows, so that all but empty ones are words. */
  readonly names?: boolean;
}

/**
 * The style of each column, found from the first rows of data. A column that proves no decimal sign of its own (by cells such
 * as 0,5 or 1,234.5) takes the one that its money suggests, else the one that the other columns prove. Where there is neither,
 * commas or points group thousands if the column's smaller numbers are whole (999 beside 1,234); so do commas if they separate the fields.
 */
export function findStyles(rows: readonly (readonly string[])[], width: number, delimiter: string): Style[] {
  const columns = Array.from({ length: width }, (_, j) => evidenceOf(rows, j, delimiter));
  const ofFile = only(new Set(columns.flatMap(({ proved, money }) => [...(proved.size > 0 ? proved : money)])));
  return columns.map(({ proved, money, grouped, ...rest }) => {
    const own = only(proved);
    const ofMoney = proved.size > 0 ? null : only(money);
    // A price of fuel may have thousandths after a point.
    const sure = own !== null || ofMoney === '.';
    return { decimal: own ?? ofMoney ?? ofFile ?? (delimiter === ',' ? '.' : grouped), sure, ...rest };
  });
}

function only(signs: ReadonlySet<DecimalSign>): DecimalSign | null {
  const [sign, other] = signs;
  return sign !== undefined && other === undefined ? sign : null;
}

interface Evidence extends Pick<Style, 'plusMinus' | 'wordy' | 'unit' | 'mixedUnits'> {
  readonly proved: ReadonlySet<DecimalSign>;
  /** The same by amounts of money with three digits after their only sign, which then groups thousands. */
  readonly money: ReadonlySet<DecimalSign>;
  /** The decimal sign where the other one groups thousands beside smaller whole numbers. */
  readonly grouped: DecimalSign | null;
}

function evidenceOf(rows: readonly (readonly string[])[], j: number, delimiter: string): Evidence {
  const proved = new Set<DecimalSign>();
  const money = new Set<DecimalSign>();
  const guessed = new Set<DecimalSign>();
  let short = false;
  let long = false;
  let list = false;
  let plusMinus = false;
  let words = 0;
  let numbers = 0;
  const units = new Map<string, UnitSeen>();
  for (const cells of rows) {
    const cell = cells[j]?.trim() ?? '';
    if (isMissing(cell)) continue;
    const amount = Number.isNaN(Number(cell)) ? amountOf(cell) : null;
    const plain = amount?.plain ?? cell;
    // Programs that write blanks between numbers group no thousands.
    const sign = decimalProved(plain) ?? (delimiter === ' ' && plain.includes('.') && isGuess(plain, null) ? '.' : null);
    if (sign) proved.add(sign);
    else if (isGuess(plain, null)) (amount && isCurrency(amount.unit) ? money : guessed).add(plain.includes(',') ? '.' : ',');
    else if (/^[+-]?\d{1,3}$/.test(plain)) short = true;
    else if (/^[+-]?\d+$/.test(plain)) long = true;
    else if (cell.includes(',')) list = true;
    else if (cell === '+') plusMinus = true;
    if (Number.isNaN(parseNumber(plain, null))) words++;
    else {
      numbers++;
      if (amount && amount.unit !== '') noteUnit(units, amount.unit, amount.sure, plain);
    }
  }
  // Where commas separate the fields, "1,5" beside "1,2,3" or "1, 2" is a list of numbers as well.
  if (delimiter === ',' && list) proved.delete(',');
  const unit = unitOf(units, numbers);
  // Numbers with units of several kinds are words.
  const mixedUnits = unit === '' && units.size > 1 && numbers > words ? [...units.keys()] : [];
  const withoutUnit = numbers - [...units.values()].reduce((sum, { cells }) => sum + cells, 0) + (units.get(unit)?.cells ?? 0);
  const grouped = short && !long && proved.size === 0 ? only(guessed) : null;
  return { proved, money, grouped, plusMinus, wordy: words + numbers - withoutUnit > withoutUnit, unit, mixedUnits };
}

interface UnitSeen {
  cells: number;
  readonly sure: boolean;
  /** Different numbers beside it, up to three. */
  readonly numbers: Set<string>;
}

function noteUnit(units: Map<string, UnitSeen>, unit: string, sure: boolean, plain: string): void {
  let seen = units.get(unit);
  if (!seen) units.set(unit, (seen = { cells: 0, sure, numbers: new Set() }));
  seen.cells++;
  if (seen.numbers.size < 3) seen.numbers.add(plain);
}

/**
 * The unit of a column: the one that hardly another stands beside. Letters must stand beside nearly all numbers, which must be of three
 * values or more: "2d" and "3d" are words.
 */
function unitOf(units: ReadonlyMap<string, UnitSeen>, numbers: number): string {
  const bearing = [...units.values()].reduce((sum, { cells }) => sum + cells, 0);
  for (const [unit, { cells, sure, numbers: different }] of units)
    if (cells >= 0.8 * bearing && (sure || (cells >= 0.9 * (numbers - bearing + cells) && different.size >= 3))) return unit;
  return '';
}

/** True if a trimmed cell that may say "no value" is a word of its column. */
export const isWordHere = (cell: string, { plusMinus, wordy }: Style): boolean =>
  (plusMinus && isDash(cell)) || (wordy === true && isNone(cell));
