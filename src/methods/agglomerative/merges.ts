import type { MergeTree } from '../../core/partition/mergeTree';

/** Merges in the order that they were found: of each a point of either cluster, and their distance. */
export interface Found {
  /** Two points a merge, 2 (n − 1) numbers. */
  readonly pairs: Uint32Array;
  readonly heights: Float64Array;
}

/** The tree of the merges: lowest first and, of those of one height, in the order that they were found. */
export function treeOfMerges({ pairs, heights }: Found): MergeTree {
  const n = heights.length + 1;
  const order = Uint32Array.from(heights, (_, i) => i).sort((a, b) => heights[a] - heights[b] || a - b);
  const children = new Uint32Array(2 * (n - 1));
  // Of each node the one that it was merged into, or itself.
  const above = Uint32Array.from({ length: 2 * n - 1 }, (_, node) => node);
  const top = (node: number): number => {
    let root = node;
    while (above[root] !== root) root = above[root];
    for (let at = node; above[at] !== root;) [at, above[at]] = [above[at], root];
    return root;
  };
  order.forEach((merge, i) => {
    const [a, b] = [top(pairs[2 * merge]), top(pairs[2 * merge + 1])];
    children[2 * i] = Math.min(a, b);
    children[2 * i + 1] = Math.max(a, b);
    above[a] = above[b] = n + i;
  });
  return { children, heights: Float64Array.from(order, (merge) => heights[merge]) };
}
