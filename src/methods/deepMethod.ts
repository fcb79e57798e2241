/** A deep method beyond its declaration: its head, and hooks that work on the codes. `head.ts` in its folder exports one as `method`. */
import type { Random } from '../core/algebra/random';
import type { Optimiser } from '../core/optimise/optimiser';
import type { PartitionModel } from '../core/partition/model';
import type { Head, HeadArrays } from './head';
import type { LossTerms, Search } from './points';

/** Work that yields between short steps. */
export type Steps<T> = Generator<unknown, T>;

/** A run as hooks see it. `V` are its settings, as they are now. */
export interface DeepRun<V> {
  readonly values: V;
  /** n points of d features, codes of m numbers, k clusters. */
  readonly n: number;
  readonly d: number;
  readonly m: number;
  readonly k: number;
}

/** Where a restart is in its training when it asks whether a refresh is due: before a step, or at the end of an epoch. */
export interface Progress {
  /** From 1. */
  readonly epoch: number;
  /** The batch that comes next, from 0; `batches` at the end of the epoch. */
  readonly batch: number;
  readonly batches: number;
  /** Steps since training began. */
  readonly steps: number;
  /** Steps since the last refresh; Infinity before the first. */
  readonly sinceRefresh: number;
}

export interface Refreshed {
  /** The arrays that changed. Moments of the learned ones among them become 0. */
  readonly arrays: HeadArrays;
  /** The share of points whose label is another than at the last refresh; null where there was none. */
  readonly changed: number | null;
}

export interface Refresh<V> {
  due(progress: Progress, values: V): boolean;
  /** @param codes of all points, n × m. @param now the head's arrays. */
  run(codes: Float32Array, now: HeadArrays, run: DeepRun<V>, random: Random): Steps<Refreshed>;
  /** Training ends with a refresh that changes a smaller share of the labels than this. Absent: it goes on. */
  tolerance?(values: V): {
    readonly share: number;
    /** Refreshes that are made before one may end training. */
    readonly leastRefreshes: number;
  };
}

export interface Begun {
  /** The head's arrays. Those that are left out are zeros. */
  readonly arrays: HeadArrays;
  /** Absent where they were not found as the best of many starts. */
  readonly search?: Search;
}

/** A stretch of training. */
export interface Phase {
  /** What learns; the rest keeps its parameters. */
  readonly trains: readonly ('encoder' | 'decoder' | 'head')[];
  /** "reconstruction": of the codes, while the head rests; "head": the head's own loss alone; "joint": with the reconstruction error. */
  readonly loss: 'reconstruction' | 'head' | 'joint';
  /** The last phase lasts as long as training does. */
  readonly epochs: number;
  /** It begins anew with the phase. Absent: that of the settings. */
  readonly optimiser?: Optimiser;
}

/** The end of an epoch, over all n points. */
export interface WholeSet {
  /** 0 before the first. */
  readonly epoch: number;
  readonly partition: PartitionModel;
  /** All arrays of the head. */
  readonly arrays: HeadArrays;
  /** n × m. */
  readonly codes: Float32Array;
  /** n × (width − m): the columns of the encoder's output that are no codes. Absent where there are none. */
  readonly others?: Float32Array;
  /** RL: the mean squared error of what the decoder makes of the codes, per entry. */
  readonly reconstruction: number;
}

export interface Measured {
  /** What restarts are compared by: less is better. */
  readonly compared: number;
  /** The parts of the loss, each with its weight, under the ids that the method's numbers have for them: they add up to the loss. */
  readonly terms: LossTerms;
}

/** `Live` are the settings of a step, `V` those of the run. */
export interface DeepMethod<Live, V> {
  /** What stands between the encoder and the decoder. */
  head(values: V): Head<Live>;
  /** The settings of the steps of an epoch. */
  live(run: DeepRun<V>, epoch: number): Live;
  /**
   * The head among the codes (n × m) of the networks that training begins with.
   * @param random of the restart's seed, the stream for what a restart begins with.
   */
  begin(codes: Float32Array, run: DeepRun<V>, random: Random, seed: number): Steps<Begun>;
  /** Changes arrays by the codes of all points, every now and then. */
  refresh?: Refresh<V>;
  /**
   * After each step: the arrays that change, moments of the learned ones among them becoming 0.
   * @param rows the points of the step. @param codes theirs after the step, rows × m. @param kept the kept arrays, not to be written to.
   */
  settle?(rows: Uint32Array, codes: Float32Array, kept: HeadArrays, run: DeepRun<V>): HeadArrays;
  /** Absent: all learn from the joint loss, by Adam. */
  phases?(run: DeepRun<V>): readonly Phase[];
  /** A last batch of fewer points than this is left out of its epoch, unless it is the only one. Absent: none is. */
  leastBatch?(values: V): number;
  /**
   * True for an epoch that averages: a second pass through the points follows its first, and then networks and learned arrays become the
   * mean of their values after each step of that pass. Absent: none does.
   */
  averages?(values: V, epoch: number): boolean;
  /**
   * The partition that the arrays make of the space of codes.
   * @param epoch 0 before the first. @param codes of all points, n × m. @param others see `WholeSet.others`.
   */
  partition(arrays: HeadArrays, run: DeepRun<V>, epoch: number, codes: Float32Array, others?: Float32Array): PartitionModel;
  /**
   * What the decoder reads of points from `from` on in place of their codes, of m numbers each: their pictures and RL are made of it. Absent:
   * the codes, or where the partition takes them.
   */
  decoderInput?(codes: Float32Array, from: number, m: number, arrays: HeadArrays): Float32Array;
  /** The loss over the whole set at the end of an epoch. Absent: it is the reconstruction error alone. */
  measure?(end: WholeSet, run: DeepRun<V>): Steps<Measured>;
  /** The arrays that make this partition: those that others would change. */
  arraysOf(partition: PartitionModel): HeadArrays;
  /** True where a prototype is shown by the point whose code is nearest to it, whatever the decoder draws of it. Absent: nowhere. */
  prototypesArePoints?(values: V): boolean;
}

/**
 * What shows the prototypes of a method. "decoder": they are decoded. "pretrained decoder": the encoder learns on without the decoder, which
 * draws codes as they were; the nearest points stand in for them, unless it is asked what it draws. "nearest point": these points alone.
 */
export type ShownBy = 'decoder' | 'pretrained decoder' | 'nearest point';

export function shownBy<V>(
  { prototypesArePoints, phases }: Pick<DeepMethod<never, V>, 'prototypesArePoints' | 'phases'>,
  run: DeepRun<V>,
): ShownBy {
  if (prototypesArePoints?.(run.values)) return 'nearest point';
  const learns = new Set(phases?.(run).flatMap(({ trains }) => trains));
  return learns.has('encoder') && !learns.has('decoder') ? 'pretrained decoder' : 'decoder';
}
