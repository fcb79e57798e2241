import type { Floats } from '../../core/algebra/floats';
import type { Random } from '../../core/algebra/random';
import { kmeansSteps } from '../../core/clustering/kmeans';
import { heightsOf, partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';

/** Starts of k-means among codes. */
const starts = 20;
/** Of more codes all starts see a sample of so many; the best of them goes on over all codes. */
const sample = 20_000;

/** The centres of k-means on codes, n × m: k × m. */
export function* codeCentres(codes: Floats, n: number, m: number, k: number, random: Random): Generator<unknown, Float32Array> {
  const { centres } = yield* kmeansSteps(codes, n, m, k, random, { restarts: starts, sample: Math.max(k, sample) });
  return Float32Array.from(centres);
}

/** The array "centres" of a head that makes this partition. */
export const centresOf = (partition: PartitionModel): { readonly centres: Float32Array } => ({
  centres: Float32Array.from(partitionerOf(partition).prototypes),
});

/** The mean over n codes of the height of the terrain: of centres the distance, by memberships where they are soft. */
export function meanHeight(partition: PartitionModel, codes: Floats, n: number): number {
  return heightsOf(partition, codes, n).reduce((sum, height) => sum + height, 0) / n;
}
