/** New points of clusters that are distributions. */
import { Random } from '../../core/algebra/random';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';

/** So many of each of k clusters: a page of many clusters is scanned. */
export const pointsBeside = (k: number): number => (k <= 40 ? 8 : 4);

/**
 * `count` new points of each cluster, k × count × d: the same noise for the same seed, whatever the partition is. Throws TypeError where
 * clusters have no distributions.
 */
export function newPoints(model: PartitionModel, seed: number, count = pointsBeside(model.k)): Float32Array {
  const { k, d } = model;
  const { draw } = partitionerOf(model);
  if (!draw) throw new TypeError(`Clusters of a partition of kind "${model.kind}" are no distributions.`);
  const random = new Random(seed);
  const points = new Float32Array(k * count * d);
  for (let j = 0; j < k; j++)
    points.set(
      draw(
        j,
        Float64Array.from({ length: count * d }, () => random.normal()),
      ),
      j * count * d,
    );
  return points;
}
