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

/** Rows between two pauses, by their numbers: about a millisecond. */
const numbersAtOnce = 1e5;

/** O(n · d); yields now and then. @param without a column that is left out; absent: none is. */
export function* signatureOf({ values, n, d }: Values, without = -1): Generator<undefined, Signature> {
  const rowsAtOnce = Math.ceil(numbersAtOnce / Math.max(1, d));
  const mean = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) mean[j] += values[i * d + j] / n;
    if (i % rowsAtOnce === 0) yield;
  }
  const variance = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) variance[j] += (values[i * d + j] - mean[j]) ** 2 / n;
    if (i % rowsAtOnce === 0) yield;
  }
  const varies = (j: number) => Math.sqrt(variance[j]) > constant * Math.max(Math.abs(mean[j]), Number.MIN_VALUE);
  const columns = Uint32Array.from(mean.keys()).filter((j) => j !== without && varies(j));
  const scale = variance.map((one) => 1 / Math.sqrt(one));
  const width = columns.length;
  const [third, fourth, joint] = [new Float64Array(width), new Float64Array(width), new Float64Array(width)];
  const row = new Float64Array(width);
  for (let i = 0; i < n; i++) {
    let norm = 0;
    for (let c = 0; c < width; c++) {
      const j = columns[c];
      row[c] = (values[i * d + j] - mean[j]) * scale[j];
      norm += row[c] ** 2;
    }
    for (let c = 0; c < width; c++) {
      const square = row[c] ** 2;
      third[c] += square * row[c];
      fourth[c] += square * square;
      joint[c] += (square * norm) / width;
    }
    if (i % rowsAtOnce === 0) yield;
  }
  const means = (sums: Float64Array) => Array.from(sums, (sum) => Math.abs(sum) / n).toSorted((a, b) => a - b);
  return { skewness: means(third), kurtosis: means(fourth), joint: means(joint) };
}

const sameNumbers = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((number, i) => Math.abs(number - b[i]) <= tolerance * (1 + number));

export const sameColumns = (a: Signature, b: Signature): boolean =>
  sameNumbers(a.skewness, b.skewness) && sameNumbers(a.kurtosis, b.kurtosis) && sameNumbers(a.joint, b.joint);
