/** Where the merges of a tree stand in its drawing, and which of them are drawn. */
import { leavesOf, mergeSizes, type MergeTree } from '../../core/partition/mergeTree';

/** A tree of more leaves is drawn by its last merges alone. */
export const mostLeaves = 500;
export const lastMerges = 60;

export interface TreeLayout {
  readonly tree: MergeTree;
  /** The first merge that is drawn. */
  readonly first: number;
  /** What is drawn at the foot, from left to right: leaves, or earlier merges as one. Nodes of the tree. */
  readonly stems: Uint32Array;
  /** Of each stem a leaf that is in it, and how many leaves are. */
  readonly leaves: Uint32Array;
  readonly sizes: Uint32Array;
  /** Where a node that is drawn stands, in stems from the left: 0 … stems − 1. Nodes that are not drawn stand where their stem does. */
  readonly x: Float64Array;
}

/** The larger cluster of two stands on the left, so that no branches cross. */
export function layOut(tree: MergeTree): TreeLayout {
  const leaves = leavesOf(tree);
  const { children } = tree;
  const first = leaves > mostLeaves ? leaves - 1 - lastMerges : 0;
  const merged = mergeSizes(tree);
  const sizeOf = (node: number) => (node < leaves ? 1 : merged[node - leaves]!);
  const x = new Float64Array(2 * leaves - 1);
  const stems: number[] = [];
  const found = new Uint32Array(2 * leaves - 1);
  // Depth first, without recursion: a tree of single linkage may be as deep as it has leaves.
  const waiting = [2 * leaves - 2];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    if (node < leaves + first) {
      x[node] = stems.length;
      stems.push(node);
      continue;
    }
    const [a, b] = [children[2 * (node - leaves)]!, children[2 * (node - leaves) + 1]!];
    waiting.push(...(sizeOf(a) >= sizeOf(b) ? [b, a] : [a, b]));
  }
  // Every node has a leaf of its first child's.
  for (let node = 0; node < found.length; node++) found[node] = node < leaves ? node : found[children[2 * (node - leaves)]!]!;
  for (let merge = first; merge < leaves - 1; merge++) x[leaves + merge] = (x[children[2 * merge]!]! + x[children[2 * merge + 1]!]!) / 2;
  for (let merge = first - 1; merge >= 0; merge--) {
    x[children[2 * merge]!] = x[leaves + merge]!;
    x[children[2 * merge + 1]!] = x[leaves + merge]!;
  }
  return {
    tree,
    first,
    stems: Uint32Array.from(stems),
    leaves: Uint32Array.from(stems, (node) => found[node]!),
    sizes: Uint32Array.from(stems, sizeOf),
    x,
  };
}

/** The heights between which a cut makes k clusters: of the last merge beneath it, and of the first above. */
export function cutHeights({ heights }: MergeTree, k: number): { readonly below: number; readonly above: number } {
  const at = heights.length + 1 - k;
  const top = heights.at(-1) ?? 0;
  return { below: heights[at - 1] ?? 0, above: heights[at] ?? 1.08 * top };
}

/** The clusters that a cut at a height makes. */
export function clustersAt({ heights }: MergeTree, height: number): number {
  let [low, high] = [0, heights.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (heights[middle]! <= height) low = middle + 1;
    else high = middle;
  }
  return heights.length + 1 - low;
}

/** The most clusters that the slider cuts into: of larger trees more would be beneath what is drawn, of smaller ones less than a step wide. */
export const mostCut = ({ stems }: TreeLayout): number => Math.min(stems.length, lastMerges + 1);
