import { usedLabels, type Labels } from './labels';

/**
 * Points per cluster: k numbers, zeros where a cluster is unused.
 * @param k the number of clusters; by default one more than the largest label.
 * Throws RangeError where a label is not an integer of 0 … k − 1.
 */
export function clusterSizes(labels: Labels, k?: number): Uint32Array {
  let count = k ?? 0;
  if (k === undefined) for (let i = 0; i < labels.length; i++) count = Math.max(count, labels[i] + 1);
  const sizes = new Uint32Array(count);
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (!Number.isInteger(label) || label < 0 || label >= count) throw new RangeError(`Label ${label} is not one of ${count} clusters.`);
    sizes[label]++;
  }
  return sizes;
}

/**
 * ETP, the entropy of the cluster sizes in bits: −Σ_c P_c log₂ P_c with P_c = size_c / n (DCLAM appendix). Between 0 (one cluster
 * holds everything, or there are no points) and log₂ k (all the same size). Unused clusters add nothing.
 */
export function entropyBits(sizes: ArrayLike<number>): number {
  let n = 0;
  for (let c = 0; c < sizes.length; c++) n += sizes[c];
  let bits = 0;
  for (let c = 0; c < sizes.length; c++) {
    const share = sizes[c] / n;
    if (share > 0) bits -= share * Math.log2(share);
  }
  return Math.max(0, bits);
}

export interface Balance {
  /** k sizes, zeros included. */
  readonly sizes: Uint32Array;
  /** ETP in bits. */
  readonly entropy: number;
  /** CS, "largest–smallest". Both over the clusters in use, as in DCLAM's tables, where the smallest is never 0. 0 without points. */
  readonly largest: number;
  readonly smallest: number;
  /** The number of clusters that hold at least one point. */
  readonly used: number;
}

/** The evenness of the points over the clusters. Throws RangeError as `clusterSizes` does. */
export function balance(labels: Labels, k?: number): Balance {
  const sizes = clusterSizes(labels, k);
  const used = usedLabels(labels).sizes;
  let largest = 0;
  let smallest = labels.length;
  for (const size of used) {
    if (size > largest) largest = size;
    if (size < smallest) smallest = size;
  }
  return { sizes, entropy: entropyBits(sizes), largest, smallest, used: used.length };
}
