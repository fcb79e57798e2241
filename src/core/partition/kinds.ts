import { centresPartitioner } from './centres';
import { gaussiansPartitioner } from './gaussians';
import { labelledPartitioner } from './labelled';
import { factorLength } from './logDensity';
import { memoryPartitioner } from './memory';
import type { Floats } from '../algebra/floats';
import type { PointTree } from './mergeTree';
import type { EmergentSets, PartitionModel } from './model';
import type { Partitioner } from './partitioner';
import { softmaxPartitioner } from './softmax';

const made = new WeakMap<PartitionModel, Partitioner>();

/** The mathematics of a partition, the same object for the same model. A new kind is its file and its line in `make`. */
export function partitionerOf(model: PartitionModel): Partitioner {
  const known = made.get(model);
  if (known) return known;
  const partitioner = make(model);
  made.set(model, partitioner);
  return partitioner;
}

function make(model: PartitionModel): Partitioner {
  switch (model.kind) {
    case 'memory':
      return memoryPartitioner(model);
    case 'centres':
      return centresPartitioner(model);
    case 'labelled':
      return labelledPartitioner(model);
    case 'softmax':
      return softmaxPartitioner(model);
    case 'gaussians':
      return gaussiansPartitioner(model);
  }
}

/** The height of the terrain at n points, of a partition that has one. Throws TypeError where the land is flat. */
export function heightsOf(model: PartitionModel, points: Floats, n: number): Float64Array {
  const { height } = partitionerOf(model);
  if (!height) throw new TypeError(`A partition of kind "${model.kind}" has no terrain.`);
  return height(points, n);
}

/**
 * The clusters of the n points that a partition was trained on, where it knows them otherwise than by `assign`; null where it does not, or
 * was trained on another number of points.
 */
export const pointLabelsOf = ({ pointLabels }: PartitionModel, n: number): Uint16Array | null =>
  pointLabels?.length === n ? pointLabels : null;

/** Where prototypes were after each step of the pass that they are the mean of, s × k × d; null where they are no mean. */
export const trailOf = ({ trail }: PartitionModel): Floats | null => trail ?? null;

/** The same partition with these names for emergent clusters; itself where there can be none. */
export const withSets = <M extends PartitionModel>(model: M, sets: EmergentSets | undefined): M => (sets ? { ...model, sets } : model);

/** The same partition, of points that it was not trained on. */
export const ofOtherPoints = (model: PartitionModel): PartitionModel => ({ ...model, pointLabels: undefined });

/** The same partition with other prototypes, k × d: points are then where `assign` says. */
export function withPrototypes(before: PartitionModel, prototypes: Floats): PartitionModel {
  const model = { ...ofOtherPoints(before), trail: undefined };
  switch (model.kind) {
    case 'memory':
      return { ...model, memories: prototypes, sets: undefined };
    case 'centres':
    case 'softmax':
    case 'gaussians':
      return { ...model, prototypes };
    case 'labelled':
      throw new TypeError('The means of clusters follow from their points and cannot be moved.');
  }
}

/** Multiplications that the label of one point takes, about: in many dimensions the steps work on the k distances alone. */
export function labelCost(model: PartitionModel): number {
  const { k, d } = model;
  if (model.kind === 'labelled') return model.labels.length * d;
  if (model.kind === 'gaussians') return k * (d + factorLength(model.covariance, d));
  if (model.kind === 'memory' && model.energy === 'lsr') return k * (d + 2 * model.steps);
  return k * (d + (model.kind === 'memory' ? model.steps * Math.min(k + 6, 2 * d + 6) : 0));
}

/** Multiplications that the way of one point takes, or where points stay its distances. */
export const moveCost = (model: PartitionModel): number =>
  model.kind === 'labelled' || model.kind === 'gaussians'
    ? labelCost(model)
    : model.k * model.d * (model.kind === 'memory' ? model.steps : 1);

/** Multiplications that a place of a map takes, about, where the plane is made ready. */
export function placeCost(model: PartitionModel): number {
  const { k, d } = model;
  // An exponential and two squares of each Gaussian.
  if (model.kind === 'gaussians') return 20 * k;
  // A few leaves of a tree of points.
  return model.kind === 'labelled' ? 100 : (moveCost(model) * Math.min(d, k + 2)) / d;
}

/** The merges that the clusters were cut from; null where there are none. */
export const treeOf = (model: PartitionModel): PointTree | null => (model.kind === 'labelled' ? model.tree : null);
