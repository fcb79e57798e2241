/** Numbers as people write them: with a currency or a unit, grouped by blanks, with any minus, or in accountants' parentheses. */
export interface Amount {
  /** Sign and digits, with points and commas as they stand. */
  readonly plain: string;
  /** "$", "%", "kg"; empty where there is none. */
  readonly unit: string;
  /** True if the unit is a currency, a percentage or an angle, which stands beside numbers only. */
  readonly sure: boolean;
}

/** No number is longer. */
const LONGEST = 48;
const MINUS = /[−–‒‐‑﹣－]/g;

const ISO_CODES =
  'AED|ARS|AUD|BRL|CAD|CHF|CLP|CNY|COP|CZK|DKK|EUR|GBP|HKD|HUF|IDR|ILS|INR|ISK|JPY|KRW|MXN|MYR|NOK|NZD|PHP|PLN|RMB|RON|RUB|SAR|SEK|SGD|' +
  'THB|TRY|TWD|UAH|USD|VND|ZAR';
const CURRENCY = String.raw`(?:[A-Z]{1,3}\p{Sc}|\p{Sc}(?:[A-Z]{2,3})?|(?:${ISO_CODES})|Fr\.|Rs\.?|Rp\.?|RM|[Kk]r\.?|zł)`;
const SURE = String.raw`(?:${CURRENCY}|[%‰°]|°[CFKNSEW]|pct|percent)`;
const CURRENCY_ALONE = new RegExp(`^${CURRENCY}$`, 'u');
const WORD = String.raw`[\p{L}µ°Ω]+[23²³]?(?:[/·][\p{L}µ°]+[23²³]?)?\.?`;
const DIGITS = String.raw`[.,]?\d(?:[\d.,'’\s]*\d)?\.?(?:e[+-]?\d+)?`;
const PARENTHESES = new RegExp(String.raw`^(${CURRENCY})?\s*\(\s*([^()]+?)\s*\)\s*(${SURE})?$`, 'u');
const BEHIND = String.raw`\s*(${SURE})|\s*(${WORD})|(?<=\d)\s*(-)\s*(${CURRENCY})?`;
const WRITTEN = new RegExp(String.raw`^([+-]?)\s*(?:(${CURRENCY})\s*([+-]?)\s*)?(${DIGITS})(?:${BEHIND})?$`, 'u');
/** Dashes in place of cents: Fr. 12.- or 12,– */
const NO_CENTS = /(?<=\d)[.,](?:--?|—)(?=\D*$)/;
/** Behind money: $600K, €1.5M, £2bn */
const THOUSANDS: Readonly<Record<string, string>> = { k: 'e3', m: 'e6', mn: 'e6', million: 'e6', b: 'e9', bn: 'e9', billion: 'e9' };
/** 40 430 or 1'234.5 */
const GROUPED_BY_BLANKS = /^[1-9]\d{0,2}([\s'’])\d{3}(?:\1\d{3})*([.,]\d+)?$/;

/** The amount in a trimmed cell of digits with a sign, a unit or the like around them; null for any other cell. */
export function amountOf(cell: string): Amount | null {
  if (cell.length > LONGEST || beginsAsWord(cell) || !/\d/.test(cell)) return null;
  const text = cell.replace(MINUS, '-').replace(NO_CENTS, '');
  const enclosed = text.includes('(') ? PARENTHESES.exec(text) : null;
  if (!enclosed) return read(text);
  const [, before = '', inner, after = ''] = enclosed;
  const amount = read(inner);
  const units = [before, after, amount?.unit ?? ''].filter((unit) => unit !== '');
  if (!amount || units.length > 1 || /^[+-]/.test(amount.plain)) return null;
  return { plain: `-${amount.plain}`, unit: units[0] ?? '', sure: amount.sure };
}

export const isCurrency = (unit: string): boolean => CURRENCY_ALONE.test(unit);

/** Most words are told by their first letter: of small ones only k (kr) and z (zł) begin a currency. */
function beginsAsWord(cell: string): boolean {
  const code = cell.charCodeAt(0);
  return code >= 0x61 && code < 0x7a && code !== 0x6b;
}

function read(text: string): Amount | null {
  const found = WRITTEN.exec(text);
  if (!found) return null;
  const [, sign, before = '', second = '', digits, behind = '', word = '', last = '', behindLast = ''] = found;
  const after = behind || behindLast;
  const scale = before === '' ? '' : (THOUSANDS[word.toLowerCase()] ?? '');
  if ((sign + second + last).length > 1) return null;
  if (before !== '' && (after !== '' || (word !== '' && scale === ''))) return null;
  const grouped = /[\s'’]/.test(digits);
  if (grouped && !GROUPED_BY_BLANKS.test(digits)) return null;
  const bare = grouped ? digits.replaceAll(/[\s'’]/g, '') : digits;
  return { plain: sign + second + last + bare + scale, unit: before || after || word, sure: word === '' || scale !== '' };
}
