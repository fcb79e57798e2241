/** The certainty of the points' memberships: their entropy and the largest of them, at the points themselves, before any step. */
import type { Floats } from '../../core/algebra/floats';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { Random } from '../../core/algebra/random';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import type { Shown } from '../../store/state';
import { attractedRow } from '../units';

/** More points than this are told by a seeded sample of so many. */
export const mostHistogramPoints = 20_000;

export interface Certainty {
  /** H(x) = −Σ p_μ ln p_μ in nats, 0 … ln k (CLAM eq. 13). */
  readonly entropy: number;
  /** max_μ p_μ, 1/k … 1. */
  readonly largest: number;
}

/** The same of many points, in the order of the sample. */
export interface Certainties {
  readonly entropy: Float32Array;
  readonly largest: Float32Array;
}

export type CertaintySubject = Pick<Shown, 'model' | 'latent'>;

/** Of one row of k memberships. */
function certaintyOf(p: Float32Array, from: number, k: number): Certainty {
  let entropy = 0;
  let largest = 0;
  for (let mu = from; mu < from + k; mu++) {
    const share = p[mu]!;
    if (share > 0) entropy -= share * Math.log(share);
    if (share > largest) largest = share;
  }
  return { entropy, largest };
}

/** Throws Error where clusters have no memberships: such a partition is not asked how sure it is. */
function membershipsOf(model: PartitionModel): (points: Floats, n: number) => Float32Array {
  const { memberships } = partitionerOf(model);
  if (!memberships) throw new Error(`A partition of the kind ${model.kind} has no memberships here.`);
  return memberships;
}

/** Of point `i`: x in the scaled space, or of deep methods e(x). */
export function pointCertainty(dataset: Dataset, space: Space, { model, latent }: CertaintySubject, i: number): Certainty {
  return certaintyOf(membershipsOf(model)(attractedRow(dataset, space, latent, i), 1), 0, model.k);
}

/** Indices of the points that are told of: all, or a sample that is the same each time. */
export function certaintySample(n: number): Uint32Array {
  return n <= mostHistogramPoints ? Uint32Array.from({ length: n }, (_, i) => i) : new Random(0).distinct(mostHistogramPoints, n);
}

/** Multiplications in a slice: some tenths of a millisecond. */
const slice = 1e5;

/** The cost of `certainties` in multiplications. */
export const costOf = ({ k, d }: PartitionModel, points: number): number => points * k * d;

/** Of the points of the sample. Yields between slices; whoever drives it stops when time is up, or for good. */
export function* certainties(
  dataset: Dataset,
  space: Space,
  { model, latent }: CertaintySubject,
  sample: Uint32Array,
): Generator<void, Certainties> {
  const { k, d } = model;
  const memberships = membershipsOf(model);
  const rows = Math.max(1, Math.floor(slice / (k * d)));
  const points = new Float32Array(Math.min(rows, sample.length) * d);
  const out = { entropy: new Float32Array(sample.length), largest: new Float32Array(sample.length) };
  for (let from = 0; from < sample.length; from += rows) {
    if (from > 0) yield;
    const count = Math.min(rows, sample.length - from);
    for (let i = 0; i < count; i++) points.set(attractedRow(dataset, space, latent, sample[from + i]!), i * d);
    const p = memberships(points.subarray(0, count * d), count);
    for (let i = 0; i < count; i++) {
      const { entropy, largest } = certaintyOf(p, i * k, k);
      out.entropy[from + i] = entropy;
      out.largest[from + i] = largest;
    }
  }
  return out;
}

export interface Bins {
  readonly low: number;
  readonly high: number;
  readonly counts: Uint32Array;
  /** The number of values, and their median; null where there is none. */
  readonly total: number;
  readonly median: number | null;
}

/** Counts values in equal bins from `low` to `high` (> low); what rounding put outside belongs to the outermost. */
export function binned(values: Float32Array, low: number, high: number, bins: number): Bins {
  const counts = new Uint32Array(bins);
  for (const value of values) counts[binAt({ low, high, counts }, value)]!++;
  const sorted = values.slice().sort();
  return { low, high, counts, total: values.length, median: sorted.length > 0 ? sorted[(sorted.length - 1) >> 1]! : null };
}

/** The bin that a value belongs to. */
export function binAt({ low, high, counts }: Pick<Bins, 'low' | 'high' | 'counts'>, value: number): number {
  return Math.max(0, Math.min(counts.length - 1, Math.floor(((value - low) / (high - low)) * counts.length)));
}

/** The range of one bin. */
export function certaintyRange({ low, high, counts }: Bins, bin: number): readonly [number, number] {
  const width = (high - low) / counts.length;
  return [low + bin * width, low + (bin + 1) * width];
}
