import type { AssociativeMemory } from '../../core/memory/model';
import { preparePartition, type BasinLabels } from '../../core/memory/partition';
import type { TimeSlice } from '../wire/timeSlice';

/** The basin and Voronoi labels of n points, in blocks of some two million multiplications so that the worker stays answerable. */
export async function infer(model: AssociativeMemory, points: Float32Array, n: number, timeSlice: TimeSlice): Promise<BasinLabels> {
  const { d, k, steps } = model;
  const labels = new Uint16Array(n);
  const nearest = new Uint16Array(n);
  const block = Math.max(1, Math.floor(2e6 / (k * (d + steps * Math.min(k, 2 * d)))));
  const partition = preparePartition(model);
  for (let start = 0; start < n; start += block) {
    const count = Math.min(block, n - start);
    const part = partition(points.subarray(start * d, (start + count) * d), count);
    labels.set(part.labels, start);
    nearest.set(part.nearest, start);
    await timeSlice.yield();
  }
  return { labels, nearest };
}
