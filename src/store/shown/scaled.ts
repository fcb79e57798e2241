import { applyScaling } from '../../core/algebra/scaling';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';

/** Up to this many numbers the page does for itself what the engine would do: a millisecond or two. */
const most = 5e5;
let kept: { dataset: Dataset; space: Space; points: Float32Array } | null = null;

/** The points in the scaled space, n × d; null where there are too many to work on between two frames. */
export function scaledPoints(dataset: Dataset, space: Space): Float32Array | null {
  if (dataset.n * dataset.d > most || space.d !== dataset.d) return null;
  if (kept?.dataset !== dataset || kept.space !== space)
    kept = { dataset, space, points: applyScaling(space.scaling, dataset.values, dataset.n) };
  return kept.points;
}

/** Rows of the dataset in the scaled space, rows × d. */
export function scaledRows({ values, d }: Dataset, { scaling }: Space, rows: readonly number[]): Float32Array {
  const some = new Float32Array(rows.length * d);
  rows.forEach((i, at) => some.set(values.subarray(i * d, (i + 1) * d), at * d));
  return applyScaling(scaling, some, rows.length);
}
