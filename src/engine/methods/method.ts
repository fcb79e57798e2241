import type { Config } from '../config';
import type { BackendName } from '../protocol';

/** One interface for every method: the loop in run.ts knows nothing else of them. */
export interface Method {
  readonly id: Config['method'];
  readonly name: string;
  create(context: MethodContext): Trainer | Promise<Trainer>;
}

export interface MethodContext {
  /** n × d, scaled. */
  readonly points: Float32Array;
  readonly n: number;
  readonly d: number;
  readonly config: Config;
  /** The backend that was chosen. */
  readonly backend: BackendName;
  /** Loads TensorFlow.js on it, or on the next that starts, and says which. For methods whose CPU path needs no tensors this is never called there. */
  ready(): Promise<BackendName>;
}

/** What the user may change between two epochs. */
export interface EpochSettings {
  /** 1 for the first. */
  readonly epoch: number;
  readonly beta: number;
  readonly steps: number;
  readonly stepSize: number;
  /** One a restart; a restart that has finished has 0 and is left alone. */
  readonly learningRates: Float64Array;
}

/** All restarts at the end of an epoch. */
export interface EpochEnd {
  /** Mean loss of the epoch, one a restart (NaN where it was left alone). */
  readonly losses: Float64Array;
  /** R × k × d. A view that the next epoch may overwrite. */
  readonly memories: Float32Array | Float64Array;
  /** R × k, or null where all weights are 1. */
  readonly logWeights: Float32Array | Float64Array | null;
}

/** Trains R restarts together, an epoch at a time, in slices so that the worker stays answerable. */
export interface Trainer {
  begin(settings: EpochSettings): void;
  /** Works on the epoch until `deadline` (of performance.now); true when the epoch is done. */
  advance(deadline: number): boolean | Promise<boolean>;
  /** The state now: before the first epoch the initialisation, with NaN losses. */
  end(): EpochEnd | Promise<EpochEnd>;
  /** The next epoch starts from these. Between two epochs only, as `putBack`. */
  setMemories(restart: number, memories: Float32Array): void;
  /** A restart whose numbers have become useless goes back to these. */
  putBack(restart: number, memories: Float32Array, logWeights: Float32Array | null): void;
  /** A structured-clonable copy of all that training needs to go on. */
  save(): unknown;
  restore(state: unknown): void;
  dispose(): void;
}
