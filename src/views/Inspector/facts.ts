/** The inspector's facts about a point or a memory, computed for one row at a time from the shown model. */
import { assign, assignNearest, energies, entropies, memberships, trajectory } from '../../core/memory/dynamics';
import { prepareMemory, squaredDistance } from '../../core/memory/preparedMemory';
import type { AssociativeMemory } from '../../core/memory/model';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import type { Shown } from '../../store/state';
import { drawnMemory } from '../Memories/ranges';
import { attractedRow, toData } from '../units';

/** One feature, or one entry of a code, of a row beside the same of others it is compared with. */
export interface RowFact {
  readonly name: string;
  /** In the order of the table's columns, in the data's units; entries of codes as they are. NaN where a number is not known. */
  readonly values: readonly number[];
  /** How far the last is from the first in the scaled space, by which features are comparable. */
  readonly deviation: number;
}

export type PointShown = Pick<Shown, 'model' | 'latent' | 'labels' | 'voronoiLabels'>;
export type MemoryShown = Pick<Shown, 'model' | 'latent' | 'labels'>;

export interface PointFacts {
  readonly index: number;
  readonly label: string | null;
  readonly cluster: number;
  readonly nearest: number;
  readonly energy: number;
  /** Nats. */
  readonly entropy: number;
  /** The energy at the start and after each of the T steps. */
  readonly path: Float64Array;
  /** How far the T steps leave it from the memory that it ends at, in the scaled space. */
  readonly left: number;
  /** Largest first, at most three. */
  readonly memberships: readonly { readonly memory: number; readonly share: number }[];
  /** Where the memories attract it (x, or e(x)) and where T steps take it: 2 × m, for the decoder. */
  readonly codes: Float32Array;
  /** Value and that of the memory it ends in; of deep methods e(x), A(e(x)) and the memory, entry by entry. */
  readonly entries: readonly RowFact[];
}

export interface MemoryFacts {
  readonly index: number;
  /** null while labels are being computed. */
  readonly members: number | null;
  readonly energy: number;
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
  const row = attractedRow(dataset, space, latent, index);
  const cluster = labels?.[index] ?? assign(model, row, 1)[0]!;
  const p = memberships(model, row, 1);
  const way = trajectory(model, row);
  const last = way.subarray(model.steps * model.d);
  const order = Array.from(p, (share, memory) => ({ memory, share })).sort((a, b) => b.share - a.share);
  const codes = new Float32Array(2 * model.d);
  codes.set(row);
  codes.set(last, model.d);
  return {
    index,
    label: dataset.labels ? (dataset.labelNames[dataset.labels[index]!] ?? String(dataset.labels[index]!)) : null,
    cluster,
    nearest: voronoiLabels?.[index] ?? assignNearest(model, row, 1)[0]!,
    energy: energies(model, row, 1)[0]!,
    entropy: entropies(model, row, 1)[0]!,
    path: Float64Array.from(energies(model, way, model.steps + 1)),
    left: Math.sqrt(squaredDistance(Float64Array.from(last), prepareMemory(model).memories, cluster * model.d, model.d)),
    memberships: order.slice(0, 3),
    codes,
    entries: latent
      ? compareCodes([row, last, memoryRow(model, cluster)])
      : compareFeatures(dataset, space, [row, drawnMemory(model, cluster, dataset, space)]),
  };
}

const memoryRow = ({ memories, d }: AssociativeMemory, index: number): Float32Array =>
  Float32Array.from(memories.subarray(index * d, (index + 1) * d));

export function memoryFacts(dataset: Dataset, space: Space, { model, latent, labels }: MemoryShown, index: number): MemoryFacts {
  const row = memoryRow(model, index);
  let members = 0;
  if (labels) for (const label of labels) if (label === index) members++;
  return {
    index,
    members: labels && members,
    energy: energies(model, row, 1)[0]!,
    entries: latent ? compareCodes([row]) : compareFeatures(dataset, space, [drawnMemory(model, index, dataset, space), space.pca.mean]),
  };
}
