import type { Slide } from '../../methods/dclam/attraction';
import type { Parameters } from './architecture';

/** Moments of Adam, one number a parameter (zero for those without a gradient), and how many updates there were. */
export interface AdamMoments {
  readonly first: Float32Array;
  readonly second: Float32Array;
  readonly updates: number;
}

/** The state that training needs to go on elsewhere. Structured-clonable; arrays are copies. */
export interface NetworkState extends Parameters {
  /** The learned arrays of the head, one after another: of DCLAM the memories, k × m. */
  readonly memories: Float32Array;
  readonly optimisers: { readonly encoder: AdamMoments; readonly decoder: AdamMoments; readonly memories: AdamMoments };
}

export interface StepRates {
  readonly encoder: number;
  readonly decoder: number;
  readonly memories: number;
}

/**
 * An autoencoder with a head between its halves, and an Adam optimiser for each of the three: one restart of a deep method, on one backend.
 * It is made with the points (n × d, scaled) and trains on rows of them. Nothing is read back inside an epoch. `Live` are the settings of
 * the head that may change from step to step.
 */
export interface DeepNetwork<Live = Slide> {
  /** Losses are summed anew from here on. */
  beginEpoch(): void;
  /** One step on mean (x − d(e(x)))² over the rows and all d entries; the head rests. */
  pretrain(rows: Uint32Array, learningRate: number): void;
  /** One step on the head's own loss and its share of mean (x − d(z))² over the rows and all d entries, z being what the head makes of e(x). */
  train(rows: Uint32Array, live: Live, rates: StepRates): void;
  /** Mean of the steps' losses since `beginEpoch`; NaN where there was none. */
  loss(): number | Promise<number>;
  /** e(x) of points from … from + count − 1: count × m. Moving statistics stand in for the batch's. */
  encode(from: number, count: number): Float32Array | Promise<Float32Array>;
  /** d(z) of codes, count × m → count × d. */
  decode(codes: Float32Array, count: number): Float32Array | Promise<Float32Array>;
  /** Σ (x − d(z))² over points from … from + count − 1 and their d entries, z being codes, count × m. */
  squaredError(codes: Float32Array, from: number, count: number): number | Promise<number>;
  /** The learned arrays of the head, one after another. */
  memories(): Float32Array | Promise<Float32Array>;
  setMemories(memories: Float32Array): void;
  /** Other parameters; the moments of Adam begin anew. */
  setParameters(parameters: Parameters): void;
  parameters(): Parameters | Promise<Parameters>;
  save(): NetworkState | Promise<NetworkState>;
  restore(state: NetworkState): void;
  dispose(): void;
}
