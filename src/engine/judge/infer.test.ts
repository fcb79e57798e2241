import { expect, test } from 'vitest';
import { nearestCentres } from '../../core/partition/centres';
import { ofOtherPoints, withPrototypes } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { TimeSlice } from '../wire/timeSlice';
import { infer } from './infer';

const points = Float32Array.of(0, 1, 9, 10);
const centres = nearestCentres(Float32Array.of(0, 10), 2, 1);
/** Says that the second point is in the other cluster than its nearest centre's. */
const model: PartitionModel = { ...centres, pointLabels: Uint16Array.of(0, 1, 1, 1) };
const labelsOf = async (of: PartitionModel, rows = points) => [...(await infer(of, rows, rows.length, new TimeSlice())).labels];

test('labels that a partition knows of its own points stand before its rule, for these points alone', async () => {
  expect(await labelsOf(centres)).toEqual([0, 0, 1, 1]);
  expect(await labelsOf(model)).toEqual([0, 1, 1, 1]);
  expect(await labelsOf(model, points.subarray(0, 3))).toEqual([0, 0, 1]);
  expect(await labelsOf(ofOtherPoints(model))).toEqual([0, 0, 1, 1]);
  expect(await labelsOf(withPrototypes(model, Float32Array.of(10, 0)))).toEqual([1, 1, 0, 0]);
});

test('the nearest prototype is another question, and is asked of the rule', async () => {
  const weighted = { ...model, ...centres, weights: Float32Array.of(1, 100), pointLabels: model.pointLabels };
  const { labels, nearest, elsewhere } = await infer(weighted, points, 4, new TimeSlice());
  expect([[...labels], [...nearest!]]).toEqual([
    [0, 1, 1, 1],
    [0, 0, 1, 1],
  ]);
  // By the weights all but the last are at places of the first cluster: two of these are labelled otherwise.
  expect(elsewhere).toBe(2);
  expect((await infer(ofOtherPoints(weighted), points, 4, new TimeSlice())).elsewhere).toBe(undefined);
});
