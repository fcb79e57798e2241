import { decimalProved, isGuess, isMissing, type DecimalSign } from './cell';

/** How the cells of one column are written. */
export interface Style {
  /** null: not known, so that a lone point or comma is taken for one. */
  readonly decimal: DecimalSign | null;
  /** Whether the column's own cells prove the decimal sign. */
  readonly sure: boolean;
  /** Whether its words are + and -, so that a "-" is no missing value. */
  readonly plusMinus: boolean;
  /** Whether its cells name the rows, so that all but empty ones are words. */
  readonly names?: boolean;
}

/**
 * The style of each column, found from the first rows of data. A column that proves no decimal sign of its own (by cells such
 * as 0,5 or 1,234.5) takes the one that the other columns prove. Where they prove none either, commas group thousands if the
 * column's smaller numbers are whole (999 beside 1,234), or if commas also separate the fields.
 */
export function findStyles(rows: readonly (readonly string[])[], width: number, commaSeparates: boolean): Style[] {
  const columns = Array.from({ length: width }, (_, j) => evidenceOf(rows, j, commaSeparates));
  const ofFile = only(new Set(columns.flatMap(({ proved }) => [...proved])));
  return columns.map(({ proved, grouped, plusMinus }) => {
    const own = only(proved);
    return { decimal: own ?? ofFile ?? (grouped || commaSeparates ? '.' : null), sure: own !== null, plusMinus };
  });
}

function only(signs: ReadonlySet<DecimalSign>): DecimalSign | null {
  const [sign, other] = signs;
  return sign !== undefined && other === undefined ? sign : null;
}

interface Evidence {
  readonly proved: ReadonlySet<DecimalSign>;
  readonly grouped: boolean;
  readonly plusMinus: boolean;
}

function evidenceOf(rows: readonly (readonly string[])[], j: number, commaSeparates: boolean): Evidence {
  const proved = new Set<DecimalSign>();
  let comma = false;
  let short = false;
  let long = false;
  let list = false;
  let plusMinus = false;
  for (const cells of rows) {
    const cell = cells[j]?.trim() ?? '';
    if (isMissing(cell)) continue;
    const sign = decimalProved(cell);
    if (sign) proved.add(sign);
    else if (isGuess(cell, null)) comma = true;
    else if (/^[+-]?\d{1,3}$/.test(cell)) short = true;
    else if (/^[+-]?\d+$/.test(cell)) long = true;
    else if (cell.includes(',')) list = true;
    else if (cell === '+') plusMinus = true;
  }
  // Where commas separate the fields, "1,5" beside "1,2,3" or "1, 2" is a list of numbers as well.
  if (commaSeparates && list) proved.delete(',');
  return { proved, grouped: comma && short && !long && proved.size === 0, plusMinus };
}
