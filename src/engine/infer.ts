import { assign, assignNearest } from '../core/dynamics';
import type { AssociativeMemory } from '../core/model';
import type { Pace } from './pace';

export interface Partition {
  /** Where each point ends after T steps. */
  readonly labels: Uint16Array;
  /** The memory nearest to each point. */
  readonly voronoiLabels: Uint16Array;
}

type Assign = (model: AssociativeMemory, points: Float32Array, n: number) => Uint16Array;

/** Labels of n points, in blocks of some two million multiplications so that the worker stays answerable. */
async function inBlocks(work: Assign, model: AssociativeMemory, points: Float32Array, n: number, pace: Pace): Promise<Uint16Array> {
  const { d, k, steps } = model;
  const labels = new Uint16Array(n);
  const block = Math.max(1, Math.floor(2e6 / (k * d * (steps + 1))));
  for (let start = 0; start < n; start += block) {
    const count = Math.min(block, n - start);
    labels.set(work(model, points.subarray(start * d, (start + count) * d), count), start);
    await pace.yield();
  }
  return labels;
}

/** The basin of each of n points (CLAM algorithm 1, InferCLAM). */
export const basins = (model: AssociativeMemory, points: Float32Array, n: number, pace: Pace): Promise<Uint16Array> => inBlocks(assign, model, points, n, pace);

/** The basin and Voronoi labels of n points. */
export async function partition(model: AssociativeMemory, points: Float32Array, n: number, pace: Pace): Promise<Partition> {
  return { labels: await basins(model, points, n, pace), voronoiLabels: await inBlocks(assignNearest, model, points, n, pace) };
}
