import { assign, assignNearest } from '../core/dynamics';
import type { AssociativeMemory } from '../core/model';
import type { Pace } from './pace';

export interface Partition {
  /** Where each point ends after T steps. */
  readonly labels: Uint16Array;
  /** The memory nearest to each point. */
  readonly voronoiLabels: Uint16Array;
}

/** The basin and Voronoi labels of n points, in blocks of about a million multiplications so that the worker stays answerable. */
export async function partition(model: AssociativeMemory, points: Float32Array, n: number, pace: Pace): Promise<Partition> {
  const { d, k, steps } = model;
  const labels = new Uint16Array(n);
  const voronoiLabels = new Uint16Array(n);
  const block = Math.max(1, Math.floor(2e6 / (k * d * (steps + 1))));
  for (let start = 0; start < n; start += block) {
    const count = Math.min(block, n - start);
    const rows = points.subarray(start * d, (start + count) * d);
    labels.set(assign(model, rows, count), start);
    voronoiLabels.set(assignNearest(model, rows, count), start);
    await pace.yield();
  }
  return { labels, voronoiLabels };
}
