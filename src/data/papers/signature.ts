import type { Dataset } from '../dataset';

/**
 * Numbers by which the columns of a table are known again. Of each column, standardised to mean 0 and variance 1:
 * - skewness: |mean of z³|,
 * - kurtosis: mean of z⁴,
 * - joint: mean of z² · ‖z‖² over the number of columns, which ties a column to the rows of the others.
 *
 * They are sums over the rows, so that the order of rows does not matter; standardised, so that neither unit nor zero nor sign of a column
 * does; and each list rises, so that the order of columns does not. Constant columns have none.
 */
export interface Signature {
  readonly skewness: readonly number[];
  readonly kurtosis: readonly number[];
  readonly joint: readonly number[];
}

/** Two of their numbers a, b are the same where |a − b| is at most this share of 1 + a: values may be written with three digits. */
const tolerance = 4e-3;
/** A column whose standard deviation is below this share of its size is constant. */
const constant = 1e-6;

type Values = Pick<Dataset, 'values' | 'n' | 'd'>;

/** O(n · d). @param without a column that is left out; absent: none is. */
export function signatureOf({ values, n, d }: Values, without = -1): Signature {
  const columns: { at: number; mean: number; scale: number }[] = [];
  for (let j = 0; j < d; j++) {
    if (j === without) continue;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[i * d + j];
    const mean = sum / n;
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (values[i * d + j] - mean) ** 2;
    const deviation = Math.sqrt(squares / n);
    if (deviation > constant * Math.max(Math.abs(mean), Number.MIN_VALUE)) columns.push({ at: j, mean, scale: 1 / deviation });
  }
  const width = columns.length;
  const [third, fourth, joint] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  const row = new Float64Array(width);
  for (let i = 0; i < n; i++) {
    let norm = 0;
    columns.forEach(({ at, mean, scale }, c) => {
      row[c] = (values[i * d + at] - mean) * scale;
      norm += row[c] ** 2;
    });
    for (let c = 0; c < width; c++) {
      const square = row[c] ** 2;
      third[c] += square * row[c];
      fourth[c] += square * square;
      joint[c] += (square * norm) / width;
    }
  }
  const means = (sums: Float64Array) => Array.from(sums, (sum) => Math.abs(sum) / n).toSorted((a, b) => a - b);
  return { skewness: means(third), kurtosis: means(fourth), joint: means(joint) };
}

const sameNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((number, i) => Math.abs(number - b[i]) <= tolerance * (1 + number));

export const sameColumns = (a: Signature, b: Signature): boolean =>
  sameNumbers(a.skewness, b.skewness) && sameNumbers(a.kurtosis, b.kurtosis) && sameNumbers(a.joint, b.joint);
