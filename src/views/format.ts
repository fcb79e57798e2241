/** How numbers are written for people: a true minus sign, "—" for what there is not, powers of ten only where plain digits would not do. */

export const NONE = '—';

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

const minus = (text: string) => (text.startsWith('-') ? `−${text.slice(1)}` : text);
/** "-0.000" is nothing but noise. */
const withoutNegativeZero = (text: string) => (/^-0\.?0*$/.test(text) ? text.slice(1) : text);

const isNumber = (x: number | null | undefined): x is number => typeof x === 'number' && Number.isFinite(x);

/** A score of the order of 1, with a fixed number of decimals so that columns line up: 0.412, −0.041. */
export function formatScore(x: number | null | undefined, decimals = 3): string {
  return isNumber(x) ? minus(withoutNegativeZero(x.toFixed(decimals))) : NONE;
}

/** A whole number, its thousands apart: 60,000. */
export function formatCount(x: number | null | undefined): string {
  return isNumber(x) ? minus(withoutNegativeZero(grouped.format(x))) : NONE;
}

/** A count that has little room: 1,234, 27.2k, 1.2M. */
export function formatShortCount(x: number | null | undefined): string {
  if (!isNumber(x) || Math.abs(x) < 9999.5) return formatCount(x);
  return Math.abs(x) < 999_500 ? `${formatValue(x / 1e3)}k` : `${formatValue(x / 1e6)}M`;
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const raised = (exponent: string) => exponent.replace('-', '⁻').replaceAll(/\d/g, (digit) => superscripts[Number(digit)]);

/** Plain digits from here to a million, at most five of them after the point: 3.98·10⁻⁴ is 0.0004. */
const plainFrom = 1e-4;
const mostDecimals = 5;

/** Any quantity, to `digits` significant digits: 4.26, 1,234, −0.041, 0.00035, 1.2×10⁻⁵. */
export function formatValue(x: number | null | undefined, digits = 3): string {
  if (!isNumber(x)) return NONE;
  if (x === 0) return '0';
  const size = Math.abs(x);
  if (size >= 1e6 || size < plainFrom) {
    const [mantissa, exponent] = x.toExponential(digits - 1).split('e') as [string, string];
    const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
    return minus(`${short}×10${raised(exponent.replace('+', ''))}`);
  }
  if (size >= 999.5) return formatCount(x);
  const text = size < 1 ? Number(x.toPrecision(digits)).toFixed(mostDecimals) : x.toPrecision(digits);
  // toPrecision(3) of 123.4 is "123", of 100.2 is "100", of 0.5 is "0.500": drop zeros that say nothing.
  return minus(text.includes('.') ? text.replace(/\.?0+$/, '') : text);
}

/** A share 0 … 1 as a percentage: 33%, 0.4%, <0.1%. */
export function formatShare(x: number): string {
  const percent = 100 * x;
  if (percent === 0) return '0%';
  if (percent < 0.1) return '<0.1%';
  return percent < 9.95 ? `${formatValue(percent, 2)}%` : `${Math.round(percent)}%`;
}

/** A change that is in percent already: −2.1%, 8.7%, 580%. */
export function formatPercent(x: number | null | undefined): string {
  if (!isNumber(x)) return NONE;
  return `${Math.abs(x) < 99.95 ? formatScore(x, 1) : formatCount(x)}%`;
}

/** Bytes of a film or a file: 0.4 MB, 31 MB. */
export const formatMegabytes = (bytes: number): string => `${formatValue(Math.max(0.1, bytes / 1e6), 2)} MB`;

/** Seconds in words that fit in a status line. */
export function formatSeconds(seconds: number): string {
  if (seconds < 1) return 'under 1 s';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
