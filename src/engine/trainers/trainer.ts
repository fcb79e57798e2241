import type { Config } from '../../methods/config';
import type { Measured, ShownBy, WholeSet } from '../../methods/deepMethod';
import type { Ended, LossTerms, Search } from '../../methods/points';
import type { PartitionModel } from '../../core/partition/model';
import type { HeadArrays, HeadOutput } from '../../methods/head';
import type { Parameters, PointShape } from '../networks/architecture';
import type { BackendName, PartitionMetrics } from '../protocol';
import type { TimeSlice } from '../wire/timeSlice';

/** One interface for every method: the loop in run.ts knows nothing else of them. */
export interface Method {
  readonly id: Config['method'];
  create(context: MethodContext): Trainer | Promise<Trainer>;
  /** What its epochs and restarts are compared by; absent for methods with networks, which measure it as their epochs end. */
  wholeLoss?(context: Pick<MethodContext, 'points' | 'n' | 'd' | 'config'>): PartitionLoss;
  /** Of methods with networks: the loss over the whole set, n points of d features, at the end of an epoch. */
  measure?(config: Config, end: WholeSet, n: number, d: number): Generator<unknown, Measured>;
  /** Numbers of its own that judge a partition of the points. */
  numbers?(
    data: Pick<MethodContext, 'points' | 'n' | 'd' | 'config'>,
    partition: PartitionModel,
    timeSlice: TimeSlice,
  ): Promise<Partial<PartitionMetrics>>;
}

/** The loss of partitions over the whole set, or over a seeded sample of a large one. */
export interface PartitionLoss {
  /** The number of points that it is taken on. */
  readonly count: number;
  of(partition: PartitionModel, timeSlice: TimeSlice): Promise<number>;
}

export interface MethodContext<C extends Config = Config> {
  /** n × d, scaled. */
  readonly points: Float32Array;
  readonly n: number;
  readonly d: number;
  readonly config: C;
  readonly image: PointShape['image'];
  /** Deep methods: the pretrained network; null where there is none yet. */
  readonly pretrained: Pretrained | null;
  /** The backend that was chosen. */
  readonly backend: BackendName;
  /**
   * Loads TensorFlow.js on it, or on the next that starts, and says which. For methods whose CPU path needs no tensors this is never called
   * there.
   */
  ready(): Promise<BackendName>;
}

/** An autoencoder that was trained on reconstruction alone. */
export interface Pretrained {
  readonly parameters: Parameters;
  /** The form of what the encoder gives. Absent: the codes alone. */
  readonly output?: Pick<HeadOutput, 'width' | 'codesFrom'>;
  /** Mean loss of each epoch. */
  readonly losses: readonly number[];
  /** RL_p: mean (x − d(e(x)))² over all points and entries. */
  readonly reconstruction: number;
  readonly seconds: number;
}

/** Settings of one epoch: the user may change them between two. */
export interface EpochSettings<C extends Config = Config> {
  /** 1 for the first. */
  readonly epoch: number;
  /** As it is now. */
  readonly config: C;
  /**
   * One a restart; a restart that has finished has 0 and is left alone. Of deep methods: what each of `rates` is multiplied by. Of methods
   * without a rate: 1.
   */
  readonly learningRates: Float64Array;
}

/** All restarts at the end of an epoch. */
export interface EpochEnd {
  /** Mean loss of the epoch, one a restart (NaN where it was left alone). */
  readonly losses: Float64Array;
  /** One a restart, with arrays of its own. Settings that may change while training goes on are those it was made with. */
  readonly partitions: readonly PartitionModel[];
  /** Why each restart ended with this epoch, null where it goes on. Absent: none has ended. */
  readonly ended?: readonly (Ended | null)[];
  /** What is to be known of how it came about, one list of sentences a restart. */
  readonly notes?: readonly (readonly string[])[];
  /** What the losses are made of, one a restart, by the ids that the method's numbers have for it; null where it was left alone. */
  readonly terms?: readonly (LossTerms | null)[];
  /** Results of the networks on the data now, one a restart; null where the method has no networks. */
  readonly deep: readonly DeepEnd[] | null;
}

export interface DeepEnd {
  /** e(x), n × m. */
  readonly codes: Float32Array;
  /** See `WholeSet.others`. */
  readonly others?: Float32Array;
  /** d of the prototypes, k × d. */
  readonly decoded: Float32Array;
  readonly shownBy: ShownBy;
  readonly parameters: Parameters & { readonly head: HeadArrays };
  /**
   * Σ (x − d(z))² over points from … from + count − 1, z being their codes, count × m, or what the method has the decoder read in their place:
   * by the networks as they are until the next epoch begins.
   */
  squaredError(codes: Float32Array, from: number, count: number): number | Promise<number>;
}

/** Trains R restarts together, an epoch at a time, in slices so that the worker stays answerable. */
export interface Trainer {
  begin(settings: EpochSettings): void;
  /** Works on the epoch until `deadline` (of performance.now); true when the epoch is done. */
  advance(deadline: number): boolean | Promise<boolean>;
  /** How much of the epoch under way is done, 0 … 1. Absent where it is not known. */
  progress?(): number;
  /** The state now: before the first epoch the initialisation, with NaN losses. */
  end(): EpochEnd | Promise<EpochEnd>;
  /** The next epoch starts from these, k × d. Between two epochs only, as `putBack`. */
  setPrototypes(restart: number, prototypes: Float32Array): void;
  /** A restart whose numbers have become useless goes back to these. */
  putBack(restart: number, partition: PartitionModel, parameters: Parameters | null): void;
  /** How a restart was found that is the best of many starts; null where it was not so. */
  searchOf?(restart: number): Search | null;
  /** Deep methods: other networks, and prototypes among their codes. Before the first epoch only. */
  startFrom?(parameters: Parameters): Promise<void>;
  /**
   * A structured-clonable copy of all that training needs to go on, also where the device that it trained on is lost.
   * @param again the epoch that began last is to be trained again: the copy is from before it, though it may have ended.
   */
  save(again?: boolean): unknown | Promise<unknown>;
  restore(state: unknown): void;
  dispose(): void;
}
