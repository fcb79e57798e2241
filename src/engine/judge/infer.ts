import { labelCost, partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import type { TimeSlice } from '../wire/timeSlice';

/** Multiplications between two looks at the clock. */
const sliceWork = 2e6;

export interface InferredLabels {
  /** n: the cluster of each point. */
  readonly labels: Uint16Array;
  /** n: the nearest prototype; null where that is the same question. */
  readonly nearest: Uint16Array | null;
}

/** The labels of n points, in blocks so that the worker stays answerable. */
export async function infer(model: PartitionModel, points: Float32Array, n: number, timeSlice: TimeSlice): Promise<InferredLabels> {
  const { d } = model;
  const { label, nearest: asked } = partitionerOf(model);
  const labels = new Uint16Array(n);
  const nearest = asked && new Uint16Array(n);
  const block = Math.max(1, Math.floor(sliceWork / labelCost(model)));
  for (let start = 0; start < n; start += block) {
    const count = Math.min(block, n - start);
    const part = label(points.subarray(start * d, (start + count) * d), count);
    labels.set(part.labels, start);
    if (nearest && part.nearest) nearest.set(part.nearest, start);
    await timeSlice.yield();
  }
  return { labels, nearest };
}
