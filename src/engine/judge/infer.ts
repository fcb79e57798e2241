import { labelCost, partitionerOf, pointLabelsOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import type { TimeSlice } from '../wire/timeSlice';

/** Multiplications between two looks at the clock. */
const sliceWork = 2e6;

export interface InferredLabels {
  /** n: the cluster of each point. */
  readonly labels: Uint16Array;
  /** n: the nearest prototype; null where that is the same question. */
  readonly nearest: Uint16Array | null;
  /** How many labels are not those of the places of their points; absent where labels are by place, or where places are not asked. */
  readonly elsewhere?: number;
}

/** The labels of the n points of a run, in blocks so that the worker stays answerable. */
export async function infer(model: PartitionModel, points: Float32Array, n: number, timeSlice: TimeSlice): Promise<InferredLabels> {
  const { d } = model;
  const { label, nearest: asked } = partitionerOf(model);
  const own = pointLabelsOf(model, n);
  const labels = new Uint16Array(n);
  if (own) labels.set(own);
  const nearest = asked && new Uint16Array(n);
  let elsewhere = 0;
  const block = Math.max(1, Math.floor(sliceWork / labelCost(model)));
  for (let start = own && !asked ? n : 0; start < n; start += block) {
    const count = Math.min(block, n - start);
    const part = label(points.subarray(start * d, (start + count) * d), count);
    if (own) part.labels.forEach((label, i) => label !== own[start + i] && elsewhere++);
    else labels.set(part.labels, start);
    if (nearest && part.nearest) nearest.set(part.nearest, start);
    await timeSlice.yield();
  }
  return { labels, nearest, ...(own && asked && { elsewhere }) };
}
