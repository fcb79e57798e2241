import type { Optimiser } from '../../core/optimise/optimiser';
import type { HeadArrays } from '../../methods/head';
import type { Parameters } from './architecture';

/** Moments of an optimiser, one number a parameter (zero for those without a gradient), and how many updates there were. */
export interface Moments {
  /** Of SGD: v. */
  readonly first: Float32Array;
  /** Of SGD: zeros. */
  readonly second: Float32Array;
  readonly updates: number;
}

/** The state that training needs to go on elsewhere. Structured-clonable; arrays are copies. */
export interface NetworkState extends Parameters {
  /** The learned and the kept arrays of the head. */
  readonly head: HeadArrays;
  readonly optimiser: Optimiser;
  /** The head's: of its learned arrays, one after another. */
  readonly optimisers: { readonly encoder: Moments; readonly decoder: Moments; readonly head: Moments };
}

/** Learning rates. What has null rests: neither its parameters nor its moments change. */
export interface StepRates {
  readonly encoder: number | null;
  readonly decoder: number | null;
  readonly head: number | null;
}

export interface TrainingStep<Live> {
  /** Which points. */
  readonly rows: Uint32Array;
  /** Null: the head rests, the decoder reads the codes, and the loss is mean (x − d(e(x)))². */
  readonly live: Live | null;
  /** For a head that asks for it: rows × m standard normal numbers. */
  readonly noise?: Float32Array | null;
  /** "head": the head's own loss alone, while the decoder rests. Absent: "joint", with the reconstruction error. */
  readonly loss?: 'head' | 'joint';
}

/**
 * An autoencoder with a head between its halves, and an optimiser for each of the three: one restart of a deep method, on one backend. It
 * is made with the points (n × d, scaled) and trains on rows of them. Nothing is read back inside an epoch, except for hooks that ask for
 * codes. `Live` are the settings of the head that may change from step to step.
 */
export interface DeepNetwork<Live = unknown> {
  /** Losses are summed anew from here on; a mean that nobody took is forgotten. */
  beginEpoch(): void;
  /** One step on mean (x − d(e(x)))² over the rows and all d entries; the head rests. */
  pretrain(rows: Uint32Array, learningRate: number): void;
  /** One step on the head's own loss and its share of mean (x − d(z))² over the rows and all d entries, z being what the decoder reads. */
  train(step: TrainingStep<Live>, rates: StepRates): void;
  /** Another optimiser of all three: moments begin anew. It is Adam until then. */
  setOptimiser(optimiser: Optimiser): void;
  /** Mean of the steps' losses since `beginEpoch`; NaN where there was none. */
  loss(): number | Promise<number>;
  /** e(x) of points from … from + count − 1: count × m. Moving statistics stand in for the batch's. */
  encode(from: number, count: number): Float32Array | Promise<Float32Array>;
  /** All that the encoder gives of points from … from + count − 1, the codes among it: count × width, see `HeadOutput`. */
  outputs(from: number, count: number): Float32Array | Promise<Float32Array>;
  /** e(x) of these points: rows × m. */
  encodeRows(rows: Uint32Array): Float32Array | Promise<Float32Array>;
  /** d(z) of codes, count × m → count × d. */
  decode(codes: Float32Array, count: number): Float32Array | Promise<Float32Array>;
  /** Σ (x − d(z))² over points from … from + count − 1 and their d entries, z being codes, count × m. */
  squaredError(codes: Float32Array, from: number, count: number): number | Promise<number>;
  /** Adds the parameters of both halves and the learned arrays, as they are now, to a mean. */
  addToMean(): void;
  /** They become the mean of what was added, which is forgotten. Throws Error where nothing was. */
  takeMean(): void;
  /** Copies of the head's arrays. */
  head(): HeadArrays | Promise<HeadArrays>;
  /** The kept arrays of the head, as they are until the next `setHead`: to be read, never written to. */
  kept(): HeadArrays;
  /**
   * Replaces some arrays of the head. @param moments "anew": those of the learned ones among them become 0. Throws RangeError where an
   * array is unknown or of another length.
   */
  setHead(arrays: HeadArrays, moments?: 'kept' | 'anew'): void;
  /** Other parameters; the moments of both halves begin anew. */
  setParameters(parameters: Parameters): void;
  parameters(): Parameters | Promise<Parameters>;
  save(): NetworkState | Promise<NetworkState>;
  restore(state: NetworkState): void;
  dispose(): void;
}
