/** A method among the points, on typed arrays: the part of it that trains. `methods/<id>/steps.ts` exports it under the name `steps`. */
import type { Floats } from '../core/algebra/floats';
import type { Random } from '../core/algebra/random';
import type { PartitionNumbers } from '../core/metrics/numbers';
import type { PartitionModel } from '../core/partition/model';
import type { Settings } from './fields';

/** n × d, scaled. */
export interface ScaledPoints {
  readonly points: Floats;
  readonly n: number;
  readonly d: number;
}

/**
 * Generators yield about once a millisecond, so that a worker stays answerable; a number that an epoch yields is the share of it that is
 * done, 0 … 1.
 */
export interface PointsMethod<V = Settings> {
  /** A restart before its first epoch. @param random of the restart's seed, the stream for what a restart begins with. */
  begin(data: ScaledPoints, settings: V, random: Random, seed: number): Generator<unknown, PointsRestart<V>>;
  /** What epochs and restarts are compared by: less is better. Absent: the loss of the epoch itself. */
  loss?(data: ScaledPoints, partition: PartitionModel): Generator<unknown, number>;
  /** True for an epoch that averages, see `PointsRestart.epoch`. Absent: none does. @param epoch 1 for the first. */
  averages?(settings: V, epoch: number): boolean;
  /** Numbers of its own that judge a partition. */
  numbers?(data: ScaledPoints, partition: PartitionModel, settings: V): Generator<unknown, Partial<PartitionNumbers>>;
}

/** How a restart was found that is the best of many starts. */
export interface Search {
  /** Starts made, and the number of points that they saw: n, or a sample. */
  readonly starts: number;
  readonly startsOn: number;
  /** Σ of squared distances to the nearest centre where the best of them ended. */
  readonly inertia: number;
}

/** One restart: all that moves while it trains. */
export interface PointsRestart<V = Settings> {
  /** Absent or null where it did not begin at the best of many starts. */
  readonly search?: Search | null;
  /** @param averages a second pass follows the first, and what is learned becomes the mean of its values after each step of that pass. */
  epoch(settings: V, averages?: boolean): Generator<unknown, EpochOutcome>;
  /** As it is now, with arrays of its own. */
  partition(settings: V): PartitionModel;
  /** The next epoch starts from these, k × d. Absent where nobody can move prototypes. */
  setPrototypes?(prototypes: Floats): void;
  /** The next epoch starts from this partition. Absent: from its prototypes. */
  setPartition?(partition: PartitionModel): void;
  /** A structured-clonable copy of all that training needs to go on. */
  save(): unknown;
  restore(state: unknown): void;
}

/** Parts of a training loss, by their ids. */
export type LossTerms = Readonly<Record<string, number>>;

export interface EpochOutcome {
  readonly loss: number;
  /** What the loss is made of, under the ids that the method's numbers have for it. */
  readonly terms?: LossTerms;
  readonly ended: Ended | null;
  /** What is to be known of how it came about, in sentences. */
  readonly notes?: readonly string[];
}

/**
 * Why there are no more epochs. A number: the share of labels that changed, which is no more than the method tolerates. `gained`: how much
 * that which training raises rose, in the same way. "complete": there are no others under these settings.
 */
export type Ended = number | { readonly gained: number } | 'complete';
