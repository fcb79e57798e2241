import type { Floats } from '../../core/algebra/floats';
import type { Random } from '../../core/algebra/random';
import { kmeansSteps } from '../../core/clustering/kmeans';
import { heightsOf, partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import type { Measured, Steps } from '../deepMethod';

/** Starts of k-means among codes. */
const starts = 20;
/** Codes whose heights are taken between two looks at the clock. */
const block = 4096;
/** Of more codes all starts see a sample of so many; the best of them goes on over all codes. */
const sample = 20_000;
export const sampledAbove = (k: number): number => Math.max(k, sample);

/** The centres of k-means on codes, n × m: k × m. */
export function* codeCentres(codes: Floats, n: number, m: number, k: number, random: Random): Generator<unknown, Float32Array> {
  const { centres } = yield* kmeansSteps(codes, n, m, k, random, { restarts: starts, sample: sampledAbove(k) });
  return Float32Array.from(centres);
}

/** The array "centres" of a head that makes this partition. */
export const centresOf = (partition: PartitionModel): { readonly centres: Float32Array } => ({
  centres: Float32Array.from(partitionerOf(partition).prototypes),
});

/** The mean over n codes of the height of the terrain: of centres the distance, by memberships where they are soft. */
export function* meanHeight(partition: PartitionModel, codes: Floats, n: number): Steps<number> {
  let sum = 0;
  for (let from = 0; from < n; from += block) {
    const count = Math.min(block, n - from);
    const part = codes.subarray(from * partition.d, (from + count) * partition.d);
    for (const height of heightsOf(partition, part, count)) sum += height;
    yield;
  }
  return sum / n;
}

/** The loss of a head that adds a clustering loss to the reconstruction error. Both come with their weights. */
export const withClustering = (reconstruction: number, clustering: number): Measured => ({
  compared: reconstruction + clustering,
  terms: { reconstruction, clustering },
});
