import { labelCost, partitionerOf, pointLabelsOf, withSets } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import type { Shown } from '../state';

/** Up to this many multiplications labels are computed at once, on the page: a few milliseconds. */
const atOnce = 2.5e6;

/** Small sets get their labels with the same frame that moves the map; larger ones keep the old until the worker has the new. */
export function labelsAtOnce(
  points: Float32Array | null,
  n: number,
  model: PartitionModel,
  before: Shown | null,
): Pick<Shown, 'labels' | 'voronoiLabels'> {
  const own = pointLabelsOf(model, n);
  if (own && !partitionerOf(model).nearest) return { labels: own, voronoiLabels: null };
  if (points && n * labelCost(model) <= atOnce) {
    const { labels, nearest } = partitionerOf(model).label(points, n);
    return { labels: own ?? labels, voronoiLabels: nearest };
  }
  return { labels: own ?? before?.labels ?? null, voronoiLabels: before?.voronoiLabels ?? null };
}

/**
 * The same partition with names for its emergent clusters, where it can have any: those that the points show, or of many points, until the
 * worker has found these, those that there were.
 */
export function named(model: PartitionModel, points: Float32Array | null, n: number, before: PartitionModel): PartitionModel {
  const { emergent } = partitionerOf(model);
  if (!emergent) return model;
  if (!points || n * labelCost(model) > atOnce) return withSets(model, partitionerOf(before).emergent?.sets);
  const discovery = emergent.discover();
  discovery.add(points, n);
  return withSets(model, discovery.end().sets);
}
