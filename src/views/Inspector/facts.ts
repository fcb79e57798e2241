/** The inspector's facts about a point or a memory, computed for one row at a time from the shown model. */
import type { Floats } from '../../core/algebra/floats';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import type { Shown } from '../../store/state';
import { drawnMemory, type Prototypes } from '../Memories/ranges';
import { attractedRow, toData } from '../units';

/** One feature, or one entry of a code, of a row beside the same of others it is compared with. */
export interface RowFact {
  readonly name: string;
  /** In the order of the table's columns, in the data's units; entries of codes as they are. NaN where a number is not known. */
  readonly values: readonly number[];
  /** The distance of the last from the first in the scaled space, in which features are comparable. */
  readonly deviation: number;
}

export type PointShown = Pick<Shown, 'model' | 'latent' | 'labels' | 'voronoiLabels'>;
export type MemoryShown = Pick<Shown, 'model' | 'latent' | 'labels'>;

export interface PointFacts {
  readonly index: number;
  readonly label: string | null;
  readonly cluster: number;
  /** Null where it is no other question than the cluster. */
  readonly nearest: number | null;
  /** The height of the terrain; null where the land is flat. */
  readonly energy: number | null;
  /** Nats; null where clusters have no memberships. */
  readonly entropy: number | null;
  /** The energy at the start and after each of the T steps; null where points stay. */
  readonly path: Float64Array | null;
  /** How far it is, where the T steps leave it, from the prototype of its cluster, in the scaled space. */
  readonly left: number;
  /** Largest first, at most three; null where clusters have none. */
  readonly memberships: readonly { readonly memory: number; readonly share: number }[] | null;
  /** The point among the prototypes (x, or e(x)) and, where points are moved, where the T steps take it: 1 or 2 × m, for the decoder. */
  readonly codes: Float32Array;
  /** Value and that of its prototype; of deep methods e(x), A(e(x)) where there is one, and the prototype, entry by entry. */
  readonly entries: readonly RowFact[];
}

export interface MemoryFacts {
  readonly index: number;
  /** null while labels are being computed. */
  readonly members: number | null;
  readonly energy: number | null;
  /** Value and mean of the data, of methods in the input space; else the code, entry by entry. */
  readonly entries: readonly RowFact[];
}

/** d scaled numbers of several rows, feature by feature: what deviates most comes first. */
export function compareFeatures(dataset: Dataset, space: Space, rows: readonly ArrayLike<number>[]): RowFact[] {
  const last = rows.at(-1)!;
  return dataset.features
    .map((name, f) => ({
      name,
      values: rows.map((row) => toData(space, f, row[f] ?? Number.NaN)),
      deviation: Math.abs(rows[0]![f]! - last[f]!),
    }))
    .sort((a, b) => (b.deviation || 0) - (a.deviation || 0));
}

/** Codes have no names of their own: "code 1" … "code m", in that order. */
const compareCodes = (rows: readonly ArrayLike<number>[]): RowFact[] =>
  Array.from(rows[0]!, (first, j) => ({
    name: `code ${j + 1}`,
    values: rows.map((row) => row[j]!),
    deviation: Math.abs(first - rows.at(-1)![j]!),
  }));

/** Point `index` under the shown model. Its basin is the one the map shows; it is computed here only where that is not known yet. */
export function pointFacts(dataset: Dataset, space: Space, shown: PointShown, index: number): PointFacts {
  const { model, latent, labels, voronoiLabels } = shown;
  const partitioner = partitionerOf(model);
  const { assign, nearest, memberships, entropies, height, move } = partitioner;
  const row = attractedRow(dataset, space, latent, index);
  const cluster = labels?.[index] ?? assign(row, 1)[0]!;
  const way = move?.path(row) ?? null;
  const last = move && way ? way.subarray(move.steps * model.d) : row;
  const shares = memberships && Array.from(memberships(row, 1), (share, memory) => ({ memory, share }));
  const codes = new Float32Array(way ? 2 * model.d : model.d);
  codes.set(row);
  if (way) codes.set(last, model.d);
  return {
    index,
    label: dataset.labels ? (dataset.labelNames[dataset.labels[index]!] ?? String(dataset.labels[index]!)) : null,
    cluster,
    nearest: nearest && (voronoiLabels?.[index] ?? nearest(row, 1)[0]!),
    energy: height && height(row, 1)[0]!,
    entropy: entropies && entropies(row, 1)[0]!,
    path: move && way && height && height(way, move.steps + 1),
    left: distanceTo(partitioner, model.d, cluster, last),
    memberships: shares && shares.sort((a, b) => b.share - a.share).slice(0, 3),
    codes,
    entries: latent
      ? compareCodes(move ? [row, last, prototypeRow(model, cluster)] : [row, prototypeRow(model, cluster)])
      : compareFeatures(dataset, space, [row, drawnMemory(partitioner, cluster, dataset, space)]),
  };
}

/** How far a place is from a prototype; on the sphere from its direction. */
function distanceTo({ prototypes, sphere }: Prototypes, d: number, cluster: number, place: Floats): number {
  const prototype = Float64Array.from(prototypes.subarray(cluster * d, (cluster + 1) * d));
  const length = sphere ? Math.hypot(...prototype) || 1 : 1;
  return Math.sqrt(prototype.reduce((sum, value, j) => sum + (value / length - place[j]!) ** 2, 0));
}

const prototypeRow = (model: PartitionModel, index: number): Float32Array =>
  Float32Array.from(partitionerOf(model).prototypes.subarray(index * model.d, (index + 1) * model.d));

export function memoryFacts(dataset: Dataset, space: Space, { model, latent, labels }: MemoryShown, index: number): MemoryFacts {
  const partitioner = partitionerOf(model);
  const row = prototypeRow(model, index);
  let members = 0;
  if (labels) for (const label of labels) if (label === index) members++;
  return {
    index,
    members: labels && members,
    energy: partitioner.height && partitioner.height(row, 1)[0]!,
    entries: latent
      ? compareCodes([row])
      : compareFeatures(dataset, space, [drawnMemory(partitioner, index, dataset, space), space.pca.mean]),
  };
}
