/**
 * Numbers as people type them and as boxes show them. Users of every locale type here; the browser's own number box drops commas ("2,25" →
 * 225).
 */

/** Signs that stand for minus: U+2212 and the hyphens that word processors put in its place. */
const minusSigns = /[\u2010-\u2013\u2212\uFE63\uFF0D]/g;
/** Blanks and apostrophes that group digits. */
const groupMarks = /(\d)[\s\u2019'](?=\d{3}(\D|$))/g;
/** Digits with at most one point, and an exponent. */
const plainNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Three digits follow a single comma: 1,234 is 1234 for some and 1.234 for others. */
const ambiguousComma = /^([+-]?)([1-9]\d{0,2}),(\d{3})$/;
/** Groups of three, and at least two of them or a decimal mark after them: 1,234,567 or 1,234.5 or 1.234,5. */
const groupedBy = (group: string, decimal: string) =>
  new RegExp(`^[+-]?\\d{1,3}((\\${group}\\d{3}){2,}(\\${decimal}\\d*)?|(\\${group}\\d{3})+\\${decimal}\\d*)(e[+-]?\\d+)?$`, 'i');
const groupedByCommas = groupedBy(',', '.');
const groupedByPoints = groupedBy('.', ',');

/** Both readings of a number whose comma may group thousands or mark the decimals. */
export interface Ambiguous {
  readonly thousands: number;
  readonly decimals: number;
}

/**
 * Reads a text as a number; null where it is none. Takes decimal points and commas, grouped thousands, U+2212, blanks and exponents.
 */
export function readTyped(text: string): number | Ambiguous | null {
  const tidy = text
    .trim()
    .replaceAll(minusSigns, '-')
    .replaceAll(groupMarks, '$1')
    .replace(/^([+-])\s+/, '$1');
  const twice = ambiguousComma.exec(tidy);
  if (twice) return { thousands: Number(`${twice[1]}${twice[2]}${twice[3]}`), decimals: Number(`${twice[1]}${twice[2]}.${twice[3]}`) };
  const plain = groupedByCommas.test(tidy)
    ? tidy.replaceAll(',', '')
    : groupedByPoints.test(tidy)
      ? tidy.replaceAll('.', '').replace(',', '.')
      : tidy.replace(',', '.');
  return plainNumber.test(plain) ? Number(plain) : null;
}

export interface NumberRange {
  readonly range: readonly [low: number, high: number];
  readonly whole: boolean;
}

/** The number that was typed where it can be taken; else why not, as the end of a sentence that begins with the box's name. */
export function readBounded(
  text: string,
  { range: [low, high], whole }: NumberRange,
): { readonly value: number } | { readonly refusal: string } {
  const read = readTyped(text);
  // Nobody types 1.234 where only whole numbers go.
  const value = typeof read === 'object' && read !== null && whole ? read.thousands : read;
  if (typeof value === 'object' && value !== null)
    return {
      refusal: `is unclear: “${text.trim()}” can mean ${exactNumber(value.thousands)} or ${exactNumber(value.decimals)}; type one of these`,
    };
  if (value !== null && value >= low && value <= high && (!whole || Number.isInteger(value))) return { value };
  const given =
    text.trim() === '' ? '' : `, not ${value !== null && Number.isFinite(value) ? exactNumber(value) : `“${text.trim().slice(0, 40)}”`}`;
  return { refusal: `must be ${whole ? 'a whole number' : 'a number'} between ${exactNumber(low)} and ${exactNumber(high)}${given}` };
}

/** The value itself, unshortened, in a form that `Number` reads back. */
export function exactNumber(value: number): string {
  const plain = String(value);
  const power = value.toExponential().replace('e+', 'e');
  return value !== 0 && Math.abs(value) < 1e-4 && power.length < plain.length ? power : plain;
}

/** The step of one press of an arrow key: 1, or about a hundredth of the range. */
const keyStep = ({ range: [low, high], whole }: NumberRange): number => (whole ? 1 : 10 ** Math.round(Math.log10((high - low) / 100)));

/** The number after some presses of an arrow key, within the range. */
export function stepped(from: number, presses: number, bounds: NumberRange): number {
  const value = Number((from + presses * keyStep(bounds)).toPrecision(12));
  return Math.max(bounds.range[0], Math.min(bounds.range[1], value));
}
