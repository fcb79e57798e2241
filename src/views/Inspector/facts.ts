/** What the inspector tells of a point or a memory: computed for one row at a time, from what is shown. */
import { assign, assignNearest, energies, entropies, memberships, trajectory } from '../../core/dynamics';
import { prepare, squaredDistance } from '../../core/field';
import type { AssociativeMemory } from '../../core/model';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import type { Shown } from '../../store/state';
import { drawnMemory } from '../Memories/ranges';
import { scaledRow, toData } from '../units';

/** One feature of the row beside that of the memory it is compared with, in the data's units. */
export interface FeatureFact {
  readonly feature: string;
  readonly value: number;
  /** The memory the point ends in; for a memory, the mean of the data. */
  readonly other: number;
  /** |value − other| in the scaled space, by which features are comparable. */
  readonly deviation: number;
}

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
  readonly features: readonly FeatureFact[];
}

export interface MemoryFacts {
  readonly index: number;
  /** null while labels are being computed. */
  readonly members: number | null;
  readonly energy: number;
  /** As in the Memories view, d scaled numbers. */
  readonly drawn: Float64Array;
  readonly features: readonly FeatureFact[];
}

function compare(dataset: Dataset, space: Space, row: ArrayLike<number>, other: ArrayLike<number>): FeatureFact[] {
  return dataset.features
    .map((feature, f) => ({
      feature,
      value: toData(space, f, row[f]!),
      other: toData(space, f, other[f]!),
      deviation: Math.abs(row[f]! - other[f]!),
    }))
    .sort((a, b) => b.deviation - a.deviation);
}

/** Point `index` under the shown model. Its basin is the one the map shows; it is computed here only where that is not known yet. */
export function pointFacts(dataset: Dataset, space: Space, shown: Pick<Shown, 'model' | 'labels' | 'voronoiLabels'>, index: number): PointFacts {
  const { model, labels, voronoiLabels } = shown;
  const row = scaledRow(dataset, space, index);
  const cluster = labels?.[index] ?? assign(model, row, 1)[0]!;
  const p = memberships(model, row, 1);
  const way = trajectory(model, row);
  const end = Float64Array.from(way.subarray(model.steps * model.d));
  const order = Array.from(p, (share, memory) => ({ memory, share })).sort((a, b) => b.share - a.share);
  return {
    index,
    label: dataset.labels ? (dataset.labelNames[dataset.labels[index]!] ?? String(dataset.labels[index]!)) : null,
    cluster,
    nearest: voronoiLabels?.[index] ?? assignNearest(model, row, 1)[0]!,
    energy: energies(model, row, 1)[0]!,
    entropy: entropies(model, row, 1)[0]!,
    path: Float64Array.from(energies(model, way, model.steps + 1)),
    left: Math.sqrt(squaredDistance(end, prepare(model).memories, cluster * model.d, model.d)),
    memberships: order.slice(0, 3),
    features: compare(dataset, space, row, drawnMemory(model, cluster, dataset, space)),
  };
}

export function memoryFacts(dataset: Dataset, space: Space, shown: { model: AssociativeMemory; labels: Uint16Array | null }, index: number): MemoryFacts {
  const { model, labels } = shown;
  const row = model.memories.slice(index * model.d, (index + 1) * model.d);
  const drawn = drawnMemory(model, index, dataset, space);
  let members = 0;
  if (labels) for (const label of labels) if (label === index) members++;
  return { index, members: labels && members, energy: energies(model, row, 1)[0]!, drawn, features: compare(dataset, space, drawn, space.pca.mean) };
}
