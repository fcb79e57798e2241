import { leavesOf, type MergeTree } from '../../core/partition/mergeTree';
import { formatCount, formatValue } from '../format';
import { cutHeights, lastMerges, mostLeaves } from './layout';

/** "7 clusters: cut between 3.2 and 4.1" */
export function cutWords(tree: MergeTree, k: number): string {
  const { below, above } = cutHeights(tree, k);
  const clusters = `${formatCount(k)} cluster${k === 1 ? '' : 's'}`;
  if (k === 1) return `${clusters}: cut above the last merge, at ${formatValue(below)}`;
  return `${clusters}: cut between ${formatValue(below)} and ${formatValue(above)}`;
}

/** What the drawing is of. @param points that were merged, or follow those that were. */
export function treeWords(tree: MergeTree, points: number): string {
  const leaves = leavesOf(tree);
  const last = leaves > mostLeaves ? ` Its last ${formatCount(lastMerges)} merges are drawn; a triangle is what was merged before.` : '';
  const sample =
    points > leaves
      ? ` ${formatCount(leaves)} of the ${formatCount(points)} points were merged, and the others follow the nearest of them.`
      : '';
  return `Two clusters meet at the height of their distance.${last}${sample}`;
}

/** The same for those who do not see it. */
export function spokenWords(tree: MergeTree, k: number, sizes: readonly number[]): string {
  const heights = [tree.heights[0] ?? 0, tree.heights.at(-1) ?? 0].map((height) => formatValue(height));
  const most = 12;
  const listed = sizes
    .slice(0, most)
    .map((size) => formatCount(size))
    .join(', ');
  const more = sizes.length > most ? ` and ${formatCount(sizes.length - most)} smaller ones` : '';
  return `A tree of ${formatCount(leavesOf(tree))} leaves, merged at heights from ${heights[0]} to ${heights[1]}. ${cutWords(tree, k)}; clusters of ${listed}${more} points.`;
}
