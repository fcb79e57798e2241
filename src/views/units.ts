/** Between the data's units and the scaled space that the memories live in. Row by row: the whole set is scaled in the worker. */
import type { PartitionModel } from '../core/partition/model';
import { Random } from '../core/algebra/random';
import type { Dataset } from '../data/dataset';
import type { Latent, Space } from '../engine/protocol';

/** One scaled number of feature f, in the data's units. */
export function toData(space: Space, f: number, scaled: number): number {
  return scaled * space.scaling.scale[f]! + space.scaling.shift[f]!;
}

/** d scaled numbers from `offset` on, in the data's units. */
export function rowToData(space: Space, scaled: ArrayLike<number>, offset = 0): Float64Array {
  return Float64Array.from({ length: space.d }, (_, f) => toData(space, f, scaled[offset + f]!));
}

/** Point `i` of the data in the scaled space, into `out` (d numbers). Single precision, as the worker has it. */
export function scaledRow(dataset: Dataset, space: Space, i: number, out = new Float32Array(dataset.d)): Float32Array {
  const { shift, scale } = space.scaling;
  const { d, values } = dataset;
  for (let f = 0, at = i * d; f < d; f++, at++) out[f] = (values[at]! - shift[f]!) / scale[f]!;
  return out;
}

/** Point `i` where the memories attract it: its code, of deep methods, else its row in the scaled space. */
export function attractedRow(dataset: Dataset, space: Space, latent: Latent | null, i: number): Float32Array {
  return latent ? latent.codes.subarray(i * latent.m, (i + 1) * latent.m) : scaledRow(dataset, space, i);
}

/** True when the space is of this dataset: for a moment after loading it may still be the last one's. */
export function fits(dataset: Dataset | null, space: Space | null): dataset is Dataset {
  return dataset !== null && space !== null && dataset.d === space.d;
}

/** True when what is shown is of this dataset: while another one comes in it may still be of the last one. */
export function belongs({ model, latent }: { readonly model: PartitionModel; readonly latent: Latent | null }, { n, d }: Dataset): boolean {
  return latent ? latent.codes.length === n * model.d && latent.decoded.length === model.k * d : model.d === d;
}

/**
 * `count` rows of n, the same ones each time; all where there are no more. At random: rows often come sorted, or class by class in turn.
 */
export function sampleRows(n: number, count: number): Uint32Array {
  return count >= n ? Uint32Array.from({ length: n }, (_, i) => i) : new Random(1).distinct(count, n);
}

/** How many points each cluster has: k numbers. */
export function countsOf(labels: Uint16Array, k: number): Uint32Array {
  const counts = new Uint32Array(k);
  for (const label of labels) if (label < k) counts[label]!++;
  return counts;
}
