/** The largest magnitude that a float32 holds; a value beyond it would become Infinity in a Dataset. */
export const FLOAT32_MAX = 3.4028234663852886e38;

const MISSING = new Set(['', 'na', 'n/a', 'nan', 'null', '?', '-']);

/** Whether a trimmed cell says "no value": empty, NA, N/A, NaN, null, ? or -, in any case. */
export function isMissing(cell: string): boolean {
  // Most cells begin with a digit: they are told without a look at the set.
  return cell.length < 5 && !(cell >= '0' && cell < ':') && MISSING.has(cell.toLowerCase());
}

const INFINITE = /^[+-]?inf(inity)?$/i;
/** 1,5 or -0,25e3 or 1.234.567,8 */
const DECIMAL_COMMA = /^[+-]?(\d+|\d{1,3}(\.\d{3})+)?,\d+(e[+-]?\d+)?$/i;
/** Number('0x1f'), Number('0b1') and Number('0o7') are numbers to JavaScript, but words in a table. */
const RADIX = /^0[xbo]/i;

/**
 * The number that a trimmed, non-missing cell holds; ±Infinity when it is infinite or beyond float64; NaN when it is not a
 * number. With `decimalComma`, "1,5" is 1.5.
 */
export function parseNumber(cell: string, decimalComma: boolean): number {
  const value = Number(cell);
  if (!Number.isNaN(value)) return cell.charCodeAt(1) > 0x39 && RADIX.test(cell) ? Number.NaN : value;
  if (decimalComma && DECIMAL_COMMA.test(cell)) return Number(cell.replaceAll('.', '').replace(',', '.'));
  if (INFINITE.test(cell)) return cell.startsWith('-') ? -Infinity : Infinity;
  return Number.NaN;
}
