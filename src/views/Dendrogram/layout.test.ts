import { expect, test } from 'vitest';
import type { MergeTree } from '../../core/partition/mergeTree';
import { clustersAt, cutHeights, lastMerges, layOut, mostCut, mostLeaves } from './layout';
import { cutWords, spokenWords, treeWords } from './words';

/** Leaves 0 and 1 merge, then 3 and 4, then 2 with the first pair, then all. */
const tree: MergeTree = { children: Uint32Array.of(0, 1, 3, 4, 2, 5, 6, 7), heights: Float64Array.of(1, 2, 3, 4) };
/** Each leaf joins what there is, one after the other. */
const stairs = (leaves: number): MergeTree => ({
  children: Uint32Array.from({ length: 2 * (leaves - 1) }, (_, i) => (i % 2 ? (i >> 1) + 1 : i === 0 ? 0 : leaves + (i >> 1) - 1)),
  heights: Float64Array.from({ length: leaves - 1 }, (_, i) => i + 1),
});

test('leaves stand so that no branches cross, larger clusters on the left, and a merge stands between its two', () => {
  const { stems, x, first } = layOut(tree);
  expect([...stems]).toEqual([0, 1, 2, 3, 4]);
  expect([...x]).toEqual([0, 1, 2, 3, 4, 0.5, 3.5, 1.25, 2.375]);
  expect(first).toBe(0);
});

test('of a tree of many leaves the last merges alone are drawn, and leaves stand where what they were merged into does', () => {
  expect(layOut(stairs(mostLeaves)).stems.length).toBe(mostLeaves);
  const layout = layOut(stairs(2000));
  expect([layout.stems.length, layout.first, mostCut(layout), mostCut(layOut(tree))]).toEqual([lastMerges + 1, 1939, 61, 5]);
  expect([...layout.sizes]).toEqual([1940, ...Array.from({ length: lastMerges }, () => 1)]);
  expect([layout.leaves[0], layout.x[17], layout.x[1999]]).toEqual([0, 0, 60]);
});

test('a cut between two merges makes the clusters that the heights say', () => {
  expect([1, 2, 4, 5].map((k) => cutHeights(tree, k))).toEqual([
    { below: 4, above: 4.32 },
    { below: 3, above: 4 },
    { below: 1, above: 2 },
    { below: 0, above: 1 },
  ]);
  expect([-1, 0.5, 1, 2.5, 4, 9].map((height) => clustersAt(tree, height))).toEqual([5, 5, 4, 3, 1, 1]);
  for (const k of [1, 2, 3, 4, 5]) {
    const { below, above } = cutHeights(tree, k);
    expect(clustersAt(tree, (below + above) / 2)).toBe(k);
  }
});

test('the words of a tree', () => {
  expect(cutWords(tree, 3)).toBe('3 clusters: cut between 2 and 3');
  expect(cutWords(tree, 1)).toBe('1 cluster: cut above the last merge, at 4');
  expect(treeWords(tree, 5)).toBe('Two clusters meet at the height of their distance.');
  expect(treeWords(stairs(2000), 60_000)).toMatch(/last 60 merges .* 2,000 of the 60,000 points were merged/);
  expect(spokenWords(tree, 2, [3, 2])).toBe(
    'A tree of 5 leaves, merged at heights from 1 to 4. 2 clusters: cut between 3 and 4; clusters of 3, 2 points.',
  );
});
