import { amountOf } from './amount';

/** The largest magnitude that a float32 holds; a value beyond it would become Infinity in a Dataset. */
export const FLOAT32_MAX = 3.4028234663852886e38;
/** The smallest magnitude that a float32 holds with all its digits. */
export const FLOAT32_LEAST = 1.1754943508222875e-38;

const MISSING = new Set(['', 'na', 'n/a', '#n/a', '<na>', 'nan', '-nan', 'null', 'none', 'missing', '?', '.']);
const DASHES = new Set(['-', '−', '–', '—']);

/** True if a trimmed cell is a dash: no value, but beside + a word. */
export const isDash = (cell: string): boolean => DASHES.has(cell);
/** True if a trimmed cell says "none": no value, but beside words one of them. */
export const isNone = (cell: string): boolean => cell.length === 4 && cell.toLowerCase() === 'none';

/**
 * True if a trimmed cell says "no value": empty, NA, N/A, #N/A, <NA>, NaN, -nan, null, None, missing, ?, a dash or a point, in any case.
 */
export function isMissing(cell: string): boolean {
  // Most cells end in a digit, which no token does: they are told without a look at the set.
  if (cell.length > 7) return false;
  const last = cell.charCodeAt(cell.length - 1);
  return !(last >= 0x30 && last <= 0x39) && (MISSING.has(cell.toLowerCase()) || DASHES.has(cell));
}

/** The sign before the decimals; the other one groups thousands. */
export type DecimalSign = '.' | ',';

const INFINITE = /^[+-]?inf(inity)?$/i;
/** 1,5 or -0,25e3 */
const DECIMAL_COMMA = /^[+-]?\d*,\d+(e[+-]?\d+)?$/i;
/** 1,234 or 1,234,567.8 */
const GROUPED_BY_COMMAS = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;
/** 1,23,456 as in India */
const LAKHS = /^[+-]?[1-9]\d?(,\d{2})+,\d{3}(\.\d*)?$/;
/** 1.234 or 1.234.567,8 */
const GROUPED_BY_POINTS = /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/;
/** 1,234 or 1.234: either a thousand and more, or little more than one. */
const AMBIGUOUS = /^[+-]?[1-9]\d{0,2}[,.]\d{3}$/;
/** Number('0x1f'), Number('0b1') and Number('0o7') are numbers to JavaScript, but words in a table. */
const RADIX = /^0[xbo]/i;

/**
 * The number that a trimmed, non-missing cell holds; ±Infinity when it is infinite or beyond float64; NaN when it is not a
 * number. Where the decimal sign is not known (null), a lone point or comma is taken for one.
 * @param unit that may stand beside the digits: null for any that stands beside numbers only, such as $ or %.
 */
export function parseNumber(cell: string, decimal: DecimalSign | null, unit: string | null = null): number {
  const value = parsePlain(cell, decimal);
  if (!Number.isNaN(value)) return value;
  const amount = amountOf(cell);
  if (!amount || amount.plain === cell || (amount.unit !== '' && (unit === null ? !amount.sure : amount.unit !== unit))) return Number.NaN;
  return parsePlain(amount.plain, decimal);
}

function parsePlain(cell: string, decimal: DecimalSign | null): number {
  const value = Number(cell);
  if (!Number.isNaN(value)) {
    if (decimal === ',' && AMBIGUOUS.test(cell)) return Number(cell.replace('.', ''));
    return cell.charCodeAt(1) > 0x39 && RADIX.test(cell) ? Number.NaN : value;
  }
  if (GROUPED_BY_COMMAS.test(cell) && (decimal === '.' || !AMBIGUOUS.test(cell))) return Number(cell.replaceAll(',', ''));
  if (LAKHS.test(cell) && decimal !== ',') return Number(cell.replaceAll(',', ''));
  if (GROUPED_BY_POINTS.test(cell)) return Number(cell.replaceAll('.', '').replace(',', '.'));
  if (decimal !== '.' && DECIMAL_COMMA.test(cell)) return Number(cell.replace(',', '.'));
  if (INFINITE.test(cell)) return cell.startsWith('-') ? -Infinity : Infinity;
  return Number.NaN;
}

/** The digits of a trimmed cell with their sign; the cell itself where it is no number with something around it. */
export const plainOf = (cell: string): string => (Number.isNaN(Number(cell)) ? (amountOf(cell)?.plain ?? cell) : cell);

/** True if a number is read by what is assumed of its column, not by its own shape: 1,234, and 1.234 where points may group thousands. */
export function isGuess(cell: string, decimal: DecimalSign | null): boolean {
  return (decimal !== '.' || cell.includes(',')) && AMBIGUOUS.test(plainOf(cell));
}

/** The decimal sign that the shape of a cell's digits proves; null where it proves none. */
export function decimalProved(cell: string): DecimalSign | null {
  if (AMBIGUOUS.test(cell)) return null;
  if (GROUPED_BY_COMMAS.test(cell) || LAKHS.test(cell)) return '.';
  if (GROUPED_BY_POINTS.test(cell) || DECIMAL_COMMA.test(cell)) return ',';
  return cell.includes('.') && !Number.isNaN(Number(cell)) ? '.' : null;
}
