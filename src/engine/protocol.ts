import type { NumbersOnCodes, PartitionNumbers } from '../core/metrics/numbers';
import type { EmergentSets, PartitionModel } from '../core/partition/model';
import type { Scaling } from '../core/algebra/scaling';
import type { ClusterProfile } from '../core/clustering/profile';
import type { BackendChoice } from '../methods/shared/common';
import type { Config, ConfigPatch } from '../methods/config';
import type { LossTerms, Search } from '../methods/points';
import type { Courtesy } from '../core/work/courtesy';

/** The messages between the page and the engine's worker. The page imports of the engine only this file and client.ts. */

export * from './estimates/cost';
export * from './estimates/fit';

export type BackendName = 'webgpu' | 'webgl' | 'wasm' | 'cpu';

export interface BackendInfo {
  readonly name: BackendName;
  /** One sentence for people: why this one. */
  readonly reason: string;
  readonly hardware: boolean;
  readonly adapter: string;
  readonly forced: boolean;
}

/** The data as the engine needs them: numbers only. */
export interface EngineData {
  readonly values: Float32Array;
  readonly n: number;
  readonly d: number;
  readonly labels: Uint16Array | null;
  /** Set where each row is a picture, channels last, from range[0] (black) to range[1] (white). */
  readonly image: {
    readonly width: number;
    readonly height: number;
    readonly channels: 1 | 3;
    readonly range: readonly [number, number];
  } | null;
}

/** Numbers that judge one partition. What does not apply (no labels, one cluster) is null. */
export type PartitionMetrics = PartitionNumbers & {
  /** Of deep methods, of a result: k-means on its codes. Null where these are no finite numbers. */
  readonly kmeansOnCodes?: NumbersOnCodes | null;
};

/** The points whose codes are nearest to the prototypes. */
export interface StandIns {
  /** Their rows, k. */
  readonly points: Uint32Array;
  /** What the decoder draws of the prototypes all the same, as pretraining left it: k × d. Null where that is never shown. */
  readonly drawn: Float32Array | null;
}

/** Results of the networks on points and memories at one epoch. */
export interface Latent {
  readonly m: number;
  /** e(x), n × m: where the points are. */
  readonly codes: Float32Array;
  /** What shows the prototypes, k × d, in the scaled input space: d of them, or the points that stand in for them. */
  readonly decoded: Float32Array;
  /** Where the decoder cannot show the prototypes, since codes have moved on without it; absent where it does. */
  readonly standIns?: StandIns;
  /** False while the networks are as they were made, or in the midst of pretraining. True of methods that do without it. */
  readonly pretrained: boolean;
  /** Of an epoch out of a link: its networks are nowhere. Where its codes are not there either, they and `decoded` are empty. */
  readonly withoutNetworks?: true;
  /** The principal axes of codes that are not there. */
  readonly axes?: Space['pca'];
}

/** One restart at the end of one epoch. Immutable. */
export interface Snapshot {
  readonly run: number;
  /** The settings that this epoch was trained with: some of them may be changed while training goes on. */
  readonly config: Config;
  readonly restart: number;
  /** 0 is the initialisation. */
  readonly epoch: number;
  /** In the scaled space; of deep methods among the codes. */
  readonly partition: PartitionModel;
  /** Null where the partition lives in the input space. */
  readonly latent: Latent | null;
  /** Mean training loss of the epoch, over its batches and their masks; null at epoch 0. */
  readonly loss: number | null;
  /**
   * The loss of this partition over the whole set: what epochs and restarts are chosen by. With a mask every epoch is judged under the same
   * ones; a very large set is judged on a seeded sample; of deep methods it is RL. Null at epochs that were not judged.
   */
  readonly wholeLoss: number | null;
  /** Null for methods without one. */
  readonly learningRate: number | null;
  /** n: the cluster of each point. */
  readonly labels: Uint16Array;
  /** n: the prototype nearest to each point; null where that is the same question. */
  readonly voronoiLabels: Uint16Array | null;
  /** How many of the labels are not those of the places of their points. Absent where labels are by place. */
  readonly elsewhere?: number;
  readonly metrics: PartitionMetrics;
  readonly voronoi: PartitionMetrics | null;
}

/** A partition to be judged on the loaded data without training: dragged β, dragged memory, another epoch. */
export interface AssessRequest {
  readonly run: number;
  readonly partition: PartitionModel;
  /** Deep methods: which epoch's codes, n × m; null for the scaled input. */
  readonly codes: Float32Array | null;
  /** The epoch whose decoder RL is measured with, where it is kept. */
  readonly restart: number;
  readonly epoch: number;
}
export type Assessment = Pick<Snapshot, 'labels' | 'voronoiLabels' | 'elsewhere' | 'metrics' | 'voronoi'> & {
  /** See `InferredLabels`; a snapshot's are in its partition. */
  readonly sets?: EmergentSets;
};

/** The space the partition lives in: how data units were scaled, and its two principal axes for drawing. */
export interface Space {
  readonly d: number;
  readonly scaling: Scaling;
  /** The sum of the variances of all features, scaled. */
  readonly variance: number;
  readonly pca: { readonly mean: Float64Array; readonly axes: Float64Array; readonly explained: Float64Array };
}

/** A run that has begun, and the settings that it has: β may be another than was asked for, where nobody named one. */
export interface Begun {
  readonly space: Space;
  readonly config: Config;
}

/** The progress of pretraining, and its curve: the mean loss of each epoch. */
export interface PretrainingStatus {
  readonly epoch: number;
  readonly epochs: number;
  readonly losses: readonly number[];
  /** True when the network is there; then RL_p is known. */
  readonly done: boolean;
  readonly rlPretrained: number | null;
}

/** Codes and their pictures, as the decoder of one epoch draws them. */
export interface Decoded {
  /** Rows × d, in the scaled input space. */
  readonly values: Float32Array;
}

export interface RestartSummary {
  readonly restart: number;
  readonly seed: number;
  readonly epoch: number;
  /** Lowest loss over the whole set so far, of the epochs that were judged, and where it was. */
  readonly bestLoss: number | null;
  readonly bestEpoch: number;
  readonly learningRate: number | null;
  /** Of the chosen epoch's memories; known once the run has finished. */
  readonly silhouette: number | null;
  readonly finished: boolean;
}

export type TrainingState = 'idle' | 'training' | 'paused' | 'finished';

/**
 * Where training ended, and why: all epochs were trained; an epoch changed no more than the method tolerates; the learning rate was at its
 * floor; the loss was no finite number; the user paused it.
 */
export interface Stopped {
  readonly epoch: number;
  readonly why: 'epochs' | 'tolerance' | 'rate' | 'diverged' | 'user';
  /** With "tolerance", of methods that end by it: the share of labels that changed last, 0 … 1. */
  readonly changed?: number;
  /** And of those that end by what they raise: by how much it rose last. */
  readonly gained?: number;
}

export interface HistoryEntry {
  readonly epoch: number;
  readonly loss: number | null;
  /** What the loss is made of, by the ids that the method's numbers have for it; absent where it tells none. */
  readonly terms?: LossTerms;
  /** See `Snapshot.wholeLoss`. */
  readonly wholeLoss: number | null;
  readonly learningRate: number | null;
  /** Null at epochs whose partition was not judged (where judging costs more than training, only every m-th is). */
  readonly metrics: PartitionMetrics | null;
}

/** Of deep methods: the network that training begins with; null before it is pretrained. */
export interface PretrainedAlone {
  readonly pretrained: unknown;
}

/** Everything that training needs to go on elsewhere: another device, or a worker started anew. One entry a restart. */
export interface Checkpoint extends PretrainedAlone {
  readonly epoch: number;
  /** Seconds that its epochs took. */
  readonly seconds: number;
  readonly trainer: unknown;
  readonly restarts: unknown;
  /** In the midst of pretraining, which goes on from here; the rest is as before it then. Absent or null at other times. */
  readonly pretraining?: unknown;
}

/** What was told of a run before it goes on from a checkpoint elsewhere. */
export interface Past {
  readonly result: TrainingResult | null;
  /** The restart that is shown, and its epochs. */
  readonly restart: number;
  readonly entries: readonly HistoryEntry[];
}

/** The result of a training. */
export interface TrainingResult {
  readonly run: number;
  /** The settings of the chosen epoch, with the final number of epochs; settings may have been changed since. */
  readonly config: Config;
  readonly backend: BackendName;
  readonly chosen: number;
  readonly chosenBy: Config['choose'];
  /** The number of points that `wholeLoss` is taken on: n, or the size of the seeded sample. */
  readonly lossPoints: number;
  /** True if its silhouettes are taken over all points, not over a seeded sample. */
  readonly exact: boolean;
  /** Of the chosen restart. */
  readonly stopped: Stopped;
  /**
   * `metrics` are those of `chosenEpoch`: the epoch of the lowest loss over the whole set, or of the highest silhouette where that chooses;
   * `lowestLoss` those of the former.
   */
  readonly restarts: readonly (RestartSummary & {
    readonly chosenEpoch: number;
    readonly metrics: PartitionMetrics;
    readonly lowestLoss: PartitionMetrics;
  })[];
  readonly best: Snapshot;
  /** How the chosen restart was found, where it is the best of many starts. */
  readonly search: Search | null;
  /** What is to be known of how it came about, in sentences. */
  readonly notes: readonly string[];
  readonly pretraining: PretrainingStatus | null;
  readonly history: readonly HistoryEntry[];
  readonly seconds: { readonly pretrain: number; readonly train: number };
}

export interface ExactProgress {
  /** 0 … 1 */
  readonly fraction: number;
  readonly secondsLeft: number | null;
}

export interface Notice {
  readonly code: string;
  readonly tone: 'error' | 'warning' | 'info';
  readonly sentence: string;
}

/** An event that the worker sends unasked. Every event bears the id of the run it is about; stale ones are dropped. */
export type EngineEvent =
  | { readonly type: 'snapshot'; readonly run: number; readonly snapshot: Snapshot }
  | {
      readonly type: 'status';
      readonly run: number;
      readonly state: TrainingState;
      readonly epoch: number;
      readonly epochs: number;
      readonly secondsLeft: number | null;
      /** How much of the epoch under way is done, 0 … 1, where that is known; else 0. */
      readonly within: number;
      readonly restart: number;
      readonly restarts: readonly RestartSummary[];
      /** Of the shown restart: the epochs since the last status. */
      readonly entries: readonly HistoryEntry[];
    }
  | { readonly type: 'checkpoint'; readonly run: number; readonly checkpoint: Checkpoint }
  /** `active` while it goes on; null where the method has none. */
  | {
      readonly type: 'pretraining';
      readonly run: number;
      readonly pretraining: PretrainingStatus | null;
      readonly active: boolean;
      readonly secondsLeft: number | null;
    }
  /** β was made to suit the start among the codes of other networks, for nobody had named one; and what it was before. */
  | { readonly type: 'suited'; readonly run: number; readonly beta: number; readonly before: number }
  | { readonly type: 'backend'; readonly run: number; readonly backend: BackendInfo }
  | { readonly type: 'replay'; readonly run: number; readonly restart: number }
  | { readonly type: 'result'; readonly run: number; readonly result: TrainingResult }
  /** How far the exact judging of a result is; null when it has ended, and then with what it gave unless it was cancelled. */
  | { readonly type: 'exact'; readonly run: number; readonly progress: ExactProgress | null; readonly result: TrainingResult | null }
  | { readonly type: 'notice'; readonly run: number; readonly notice: Notice };

/** The subject of an export: an epoch of a restart as it is shown, and the names of its data. */
export interface ExportRequest extends Pick<AssessRequest, 'run' | 'partition' | 'restart' | 'epoch'> {
  /** The settings that it is shown under, and those of the partition that it was trained with where they are others. */
  readonly config: Config;
  readonly trained: ConfigPatch;
  readonly labels: Uint16Array;
  readonly metrics: PartitionMetrics | null;
  readonly data: {
    readonly name: string;
    readonly k: number;
    readonly features: readonly string[];
    readonly labelNames: readonly string[];
  };
}

/** An epoch of a training elsewhere, without the networks of its run: out of a link or a store. */
export interface OpenRequest {
  /** Its settings, of one restart. */
  readonly config: Config;
  readonly epoch: number;
  /** In the scaled space. Nothing of it is trusted: it is checked as that of a file. */
  readonly partition: PartitionModel;
  /** How its data were scaled; null: as the config's scaling fits the loaded ones. */
  readonly scaling: Scaling | null;
}

/** An epoch of a deep method without its networks: the page shows it, and has it judged. */
export interface LatentEpoch extends Omit<OpenRequest, 'scaling'> {
  /** Among the codes. */
  readonly partition: PartitionModel;
  /** n × m; null where they are not there. */
  readonly codes: Float32Array | null;
  /** The principal axes of codes that are not there. */
  readonly axes: Space['pca'] | null;
}

/** A model that was opened and is the run now. */
export interface OpenedModel {
  readonly config: Config;
  readonly space: Space;
  readonly epoch: number;
  /** The name of the training data, and whether the loaded numbers are the same. */
  readonly trainedOn: string;
  readonly sameData: boolean;
}

/**
 * The worker's side, as comlink exposes it. Every method rejects with an EngineError's fields when it fails. What is asked about a run
 * bears its id, and rejects with "replaced" where another has taken its place: before it was asked, or before the answer was there.
 */
export interface EngineApi {
  /** @param events where the worker posts EngineEvents, one way. @param courtesy see courtesy.ts. */
  start(choice: BackendChoice, events: MessagePort, courtesy: Courtesy | null): Promise<BackendInfo>;
  useBackend(choice: BackendChoice): Promise<BackendInfo>;
  /**
   * Loads data and makes a run at epoch 0 of it, or where a checkpoint left off; it may begin with the network of another run. The snapshot
   * of epoch 0 comes as an event before the answer.
   * @param data null: those that are loaded.
   * @param scaling how the data are scaled where that is not fitted to them.
   * @param past what was told of it before the checkpoint.
   * @param suits β is to suit the start, for nobody named one.
   */
  load(
    data: EngineData | null,
    config: Config,
    run: number,
    from: Checkpoint | PretrainedAlone | null,
    scaling?: Scaling | null,
    past?: Past | null,
    suits?: boolean,
  ): Promise<Begun>;
  /**
   * A change that training can take up at its next epoch (β, T, step, learning rate, epochs, choose) goes on; any other makes a new run at
   * epoch 0. @param suits as of `load`, where it is a new run.
   */
  configure(config: Config, run: number, suits?: boolean): Promise<Begun & { restarted: boolean }>;
  /**
   * Pretrains where the method needs it, then trains until the config's epochs (or `epochs` more), until paused, or until every restart
   * reached its floor.
   */
  train(run: number, epochs: number | null): Promise<TrainingResult>;
  step(run: number): Promise<void>;
  /** Resolves when that run's training stands still, as it does where another has taken its place. */
  pause(run: number): Promise<void>;
  /** Ends pretraining and discards its network. Does nothing where none is under way. */
  cancelPretraining(run: number): Promise<void>;
  reset(run: number): Promise<void>;
  /** Shows another restart: a 'replay' event, then its snapshots from epoch 0 on. */
  select(run: number, restart: number): Promise<void>;
  assess(request: AssessRequest): Promise<Assessment>;
  /** Puts new prototypes, k × d, into the shown restart (a dragged memory); training goes on from them. */
  setPrototypes(run: number, prototypes: Float32Array): Promise<void>;
  /** The scaled points, projected orthogonally: n × 2. Plane: origin, e1, e2 of d numbers each, orthonormal axes. */
  project(run: number, origin: Float64Array, e1: Float64Array, e2: Float64Array): Promise<Float32Array>;
  /** Of the scaled points: what a row of the Memories view shows beside the memory. */
  profile(run: number, labels: Uint16Array, k: number): Promise<ClusterProfile>;
  /**
   * d(z) of codes (rows × m) by the decoder of that epoch; null where it is not kept any more, or the method has none.
   * @param point of which all of them are the codes; absent or null where they are places.
   */
  decode(run: number, restart: number, epoch: number, codes: Float32Array, point?: number | null): Promise<Decoded | null>;
  /** The bytes of a zip that `openModel` opens. Rejects with "networks-gone" where the networks of that epoch are not kept. */
  exportModel(request: ExportRequest): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * A trained model on the loaded data, as a run of its own at the epoch it was exported at. Rejects with "bad-model", or "other-data"
   * where they are not of its shape.
   */
  openModel(file: Blob, name: string, run: number): Promise<OpenedModel>;
  /**
   * An epoch of a training elsewhere, on the loaded data and of a method among the points, as a run of its own. Rejects with "bad-model",
   * "other-data" or "too-large".
   */
  openEpoch(request: OpenRequest, run: number): Promise<Space>;
  /** The partition as `openEpoch` would take it, of any method. Rejects with "bad-model". @param n points that were trained on; d features. */
  checkPartition(partition: PartitionModel, config: Config, n: number, d: number): Promise<PartitionModel>;
  /** The newest result of the run; null before there is one. */
  result(run: number): Promise<TrainingResult | null>;
  /**
   * The newest result with its silhouettes over all points: told in 'exact' events. Rejects with "no-result", or "cancelled" where it was,
   * or training went on.
   */
  exactly(run: number): Promise<TrainingResult>;
  cancelExact(run: number): Promise<void>;
  memory(): Promise<{ tensors: number; bytes: number }>;
  /** For tests: destroys the GPU device or throws inside the worker, as a driver reset or a bug would. */
  fail(how: 'device' | 'worker'): Promise<void>;
}
