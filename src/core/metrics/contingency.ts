import { usedLabels, type Labels } from './labels';

/** Counts of the points in each class and each cluster. Only labels that occur have a row or a column. */
export interface Contingency {
  readonly n: number;
  /** The classes that occur, ascending: the rows. */
  readonly classes: readonly number[];
  /** The clusters that occur, ascending: the columns. */
  readonly clusters: readonly number[];
  /** classes × clusters, row-major. */
  readonly counts: Uint32Array;
  readonly classSizes: Uint32Array;
  readonly clusterSizes: Uint32Array;
}

const maximumCells = 2 ** 26;

/**
 * Counts n_ij, the points of class i in cluster j.
 * @param labels n cluster labels. @param truth n class labels.
 * Throws RangeError where there are no points, the lengths differ, or the table would have more than 2²⁶ cells.
 */
export function contingency(labels: Labels, truth: Labels): Contingency {
  const n = labels.length;
  if (n !== truth.length) throw new RangeError(`${n} cluster labels cannot be compared with ${truth.length} class labels.`);
  if (n === 0) throw new RangeError('Without points there is no agreement to measure.');
  const rows = usedLabels(truth);
  const columns = usedLabels(labels);
  const width = columns.values.length;
  const cells = rows.values.length * width;
  if (cells > maximumCells) throw new RangeError(`${rows.values.length} classes and ${width} clusters are too many to compare.`);
  const counts = new Uint32Array(cells);
  for (let i = 0; i < n; i++) counts[rows.codes[i] * width + columns.codes[i]]++;
  return { n, classes: rows.values, clusters: columns.values, counts, classSizes: rows.sizes, clusterSizes: columns.sizes };
}
