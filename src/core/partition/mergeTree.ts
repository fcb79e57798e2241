/** Merges of agglomerative clustering: which two clusters became one, and how far apart they were. */
export interface MergeTree {
  /** Two nodes a merge, lowest first: nodes 0 … l − 1 are the l leaves, node l + i is what merge i made. */
  readonly children: Uint32Array;
  /** The distance of the two, rising, l − 1 numbers. */
  readonly heights: Float64Array;
}

/** Merges of points, or of a sample of them. */
export interface PointTree extends MergeTree {
  /** The leaf whose cluster each of the n points takes; null where point i is leaf i. */
  readonly leaves: Uint32Array | null;
}

export const leavesOf = ({ heights }: MergeTree): number => heights.length + 1;

/**
 * The clusters of the l leaves where the last k − 1 merges are undone, 0 … k − 1 in no order that means anything. Throws RangeError where k
 * is not one of 1 … l.
 */
export function cutTree(tree: MergeTree, k: number): Uint32Array {
  const { children } = tree;
  const leaves = leavesOf(tree);
  if (!Number.isInteger(k) || k < 1 || k > leaves) throw new RangeError(`A tree of ${leaves} leaves has no ${k} clusters.`);
  const clusters = new Uint32Array(2 * leaves - 1);
  let count = 1;
  for (let merge = leaves - 2; merge >= 0; merge--) {
    const [a, b] = [children[2 * merge], children[2 * merge + 1]];
    clusters[a] = clusters[leaves + merge];
    // An undone merge has two clusters: one keeps the number, the other gets the next.
    clusters[b] = merge >= leaves - k ? count++ : clusters[leaves + merge];
  }
  return clusters.slice(0, leaves);
}

/** Leaves beneath each merge, l − 1 numbers. */
export function mergeSizes(tree: MergeTree): Uint32Array {
  const leaves = leavesOf(tree);
  const sizes = new Uint32Array(leaves - 1);
  const of = (node: number) => (node < leaves ? 1 : sizes[node - leaves]);
  for (let merge = 0; merge < leaves - 1; merge++) sizes[merge] = of(tree.children[2 * merge]) + of(tree.children[2 * merge + 1]);
  return sizes;
}
