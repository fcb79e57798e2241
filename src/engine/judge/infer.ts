import { labelCost, partitionerOf, pointLabelsOf } from '../../core/partition/kinds';
import type { EmergentSets, PartitionModel } from '../../core/partition/model';
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
  /** The emergent clusters that the points show, which labels beyond k name; absent where there can be none. */
  readonly sets?: EmergentSets;
  /** With them, the number of prototypes whose balls no point enters on its way. */
  readonly emptyBalls?: number;
}

/** The labels of the n points of a run, in blocks so that the worker stays answerable. */
export async function infer(model: PartitionModel, points: Float32Array, n: number, timeSlice: TimeSlice): Promise<InferredLabels> {
  const { d } = model;
  const { label, nearest: asked, emergent } = partitionerOf(model);
  const block = Math.max(1, Math.floor(sliceWork / labelCost(model)));
  if (emergent) {
    const discovery = emergent.discover();
    for (let start = 0; start < n; start += block) {
      const count = Math.min(block, n - start);
      discovery.add(points.subarray(start * d, (start + count) * d), count);
      await timeSlice.yield();
    }
    return discovery.end();
  }
  const own = pointLabelsOf(model, n);
  const labels = new Uint16Array(n);
  if (own) labels.set(own);
  const nearest = asked && new Uint16Array(n);
  let elsewhere = 0;
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
