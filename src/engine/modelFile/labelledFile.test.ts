import { expect, test } from 'vitest';
import { cutPartition, labelledPartition } from '../../core/partition/labelled';
import type { LabelledPartition } from '../../core/partition/model';
import { putTogether, takeApart } from './partitionFile';

const tree = { children: Uint32Array.of(0, 1, 3, 4, 2, 5, 6, 7), heights: Float64Array.of(1, 2, 3, 4), leaves: null };
const points = Float32Array.of(0, 1, 3, 10, 12);
const cut = cutPartition({ points, n: 5, d: 1, rows: null }, tree, 2);
const followed = cutPartition(
  { points: Float32Array.of(...points, 12.5, 0.5), n: 7, d: 1, rows: Uint32Array.of(0, 4, 6) },
  { ...tree, leaves: Uint32Array.of(0, 1, 2, 3, 4, 4, 0) },
  3,
);
const plain = labelledPartition({ points, n: 5, d: 1, rows: null }, Uint8Array.of(1, 0, 0, 1, 0));

/** Out of a file that was written of it; the labels of the points themselves stand elsewhere. */
function again(model: LabelledPartition) {
  const { description, arrays } = takeApart(model);
  return putTogether(JSON.parse(JSON.stringify(description)), arrays, 'partition.bin', 'x.zip');
}

test.each([
  ['a tree', cut],
  ['a tree of a sample, with points that follow it', followed],
  ['labels alone', plain],
])('labelled points come out of a file as they went in: %s', (_, { pointLabels: __, ...model }) => expect(again(model)).toEqual(model));

test.each<[string, Partial<LabelledPartition>, RegExp]>([
  ['labels beyond k', { labels: Uint16Array.of(0, 0, 0, 2, 1) }, /labels beyond the 2 clusters/],
  ['points that are not finite', { points: Float32Array.of(0, 1, Number.NaN, 3, 4) }, /not finite/],
  ['a node that is merged twice', { tree: { ...cut.tree!, children: Uint32Array.of(0, 1, 3, 4, 2, 5, 6, 5) } }, /merges that are no tree/],
  [
    'a node merged before it is there',
    { tree: { ...cut.tree!, children: Uint32Array.of(0, 6, 3, 4, 2, 5, 1, 7) } },
    /merges that are no tree/,
  ],
  ['heights that fall', { tree: { ...cut.tree!, heights: Float64Array.of(1, 3, 2, 4) } }, /finite and rising/],
  ['fewer points than leaves', { points: points.subarray(0, 4), labels: Uint16Array.of(0, 0, 1, 1) }, /4 points of 5 that were merged/],
])('is refused in a file: %s', (_, patch, sentence) => expect(() => again({ ...cut, ...patch })).toThrow(sentence));

test('a file that is cut off is refused', () => {
  const { description, arrays } = takeApart(cut);
  expect(() => putTogether(description, arrays.subarray(0, -1), 'partition.bin', 'x.zip')).toThrow(/has 101 bytes, and .* have 102/);
});
