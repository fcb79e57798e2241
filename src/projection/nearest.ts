import { recurse } from '../core/memory/dynamics';
import type { AssociativeMemory } from '../core/memory/model';
import { exactNeighbours } from './neighbours/exact';
import type { NeighbourGraph } from './neighbours/graph';
import type { ProjectedPoints } from './protocol';
import { normalised } from './reduce';
import type { ProjectionMetric } from './settings';
import { finish } from './work';

/**
 * The `count` points nearest to one of a set (fewer where there are not so many), itself left out: a graph of one row. In the space itself,
 * before any reduction: of cosine the distance of the directions, ‖x/‖x‖ − y/‖y‖‖. O(n·d), and O(n·T·k·d) where the points slide first.
 * Throws RangeError where there is no such point.
 */
export function nearestOf(
  { values, n, d }: ProjectedPoints,
  attract: AssociativeMemory | null,
  metric: ProjectionMetric,
  point: number,
  count: number,
): NeighbourGraph {
  if (!Number.isInteger(point) || point < 0 || point >= n) throw new RangeError(`There is no point ${point + 1}: there are ${n}.`);
  const moved = attract ? recurse(attract, values, n) : values;
  const points = metric === 'cosine' ? normalised(moved, n, d) : moved;
  const wanted = Math.min(count, n - 1);
  const query = { points: points.slice(point * d, point * d + d), n: 1 };
  const found = finish(exactNeighbours(points, n, d, wanted + 1, query));
  // A duplicate may stand before the point itself, which may even be missing among many.
  const at = found.indices.indexOf(point);
  const left = at < 0 ? wanted : at;
  const kept = [...found.indices.keys()].filter((i) => i !== left);
  return {
    n: 1,
    k: wanted,
    indices: Uint32Array.from(kept, (i) => found.indices[i]),
    distances: Float32Array.from(kept, (i) => found.distances[i]),
  };
}
