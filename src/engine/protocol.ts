import type { Similarity } from '../core/model';
import type { ClusterProfile } from '../core/profile';
import type { BackendChoice, Config } from './config';
import type { Courtesy } from './courtesy';

/** What page and worker say to each other. The page imports of the engine only this file and client.ts. */

export * from './config';
export * from './presets';

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
}

/** Numbers that judge one partition. What does not apply (no labels, one cluster) is null. Definitions: core/metrics. */
export interface PartitionMetrics {
  readonly loss: number | null;
  /** SC in the scaled input space. */
  readonly silhouette: number | null;
  /** How many points SC was computed on: n, or the size of the seeded sample. */
  readonly silhouetteSample: number | null;
  readonly nmi: number | null;
  readonly nmiGeometric: number | null;
  readonly ari: number | null;
  readonly ami: number | null;
  readonly accuracy: number | null;
  readonly homogeneity: number | null;
  readonly entropyBits: number | null;
  readonly sizes: readonly [number, number] | null;
  readonly clusters: number;
}

/** The numbers that fix the basins, without the memories. */
export interface Dynamics {
  readonly beta: number;
  readonly steps: number;
  /** a, resolved. */
  readonly stepSize: number;
  readonly similarity: Similarity;
}

/** One restart at the end of one epoch. Immutable. */
export interface Snapshot extends Dynamics {
  readonly run: number;
  readonly restart: number;
  /** 0 is the initialisation. */
  readonly epoch: number;
  /** k × d, in the scaled space. */
  readonly memories: Float32Array;
  readonly logWeights: Float32Array | null;
  /** Mean training loss of the epoch; null at epoch 0. */
  readonly loss: number | null;
  readonly learningRate: number;
  /** n: the basin each point ends in, and the memory nearest to it. */
  readonly labels: Uint16Array;
  readonly voronoiLabels: Uint16Array;
  readonly metrics: PartitionMetrics;
  readonly voronoi: PartitionMetrics;
}

/** A model to be judged on the loaded data without training: dragged β, dragged memory, another epoch. */
export interface AssessRequest extends Dynamics {
  readonly memories: Float32Array;
  readonly logWeights: Float32Array | null;
}
export type Assessment = Pick<Snapshot, 'labels' | 'voronoiLabels' | 'metrics' | 'voronoi'>;

export interface KMeansBaseline {
  readonly k: number;
  readonly centres: Float32Array;
  readonly labels: Uint16Array;
  readonly inertia: number;
  readonly metrics: PartitionMetrics;
}

/** The space the memories live in: how data units were scaled, and its two principal axes for drawing. */
export interface Space {
  readonly d: number;
  readonly scaling: { readonly kind: Config['scaling']; readonly shift: Float64Array; readonly scale: Float64Array };
  readonly pca: { readonly mean: Float64Array; readonly axes: Float64Array; readonly explained: Float64Array };
}

export interface RestartSummary {
  readonly restart: number;
  readonly seed: number;
  readonly epoch: number;
  /** Lowest epoch loss so far and where it was. */
  readonly bestLoss: number | null;
  readonly bestEpoch: number;
  readonly learningRate: number;
  /** Of the chosen epoch's memories; known once the run has finished. */
  readonly silhouette: number | null;
  readonly finished: boolean;
}

export type TrainingState = 'idle' | 'training' | 'paused' | 'finished';

export interface HistoryEntry {
  readonly epoch: number;
  readonly loss: number | null;
  readonly learningRate: number;
  /** Null at epochs whose partition was not judged (where judging costs more than training, only every m-th is). */
  readonly metrics: PartitionMetrics | null;
}

/** Everything that training needs to go on elsewhere: another device, or a worker started anew. One entry a restart. */
export interface Checkpoint {
  readonly epoch: number;
  readonly trainer: unknown;
  readonly restarts: unknown;
}

/** What training gives. */
export interface TrainingResult {
  readonly run: number;
  /** What it was trained with; the settings may have been changed since. */
  readonly config: Config;
  readonly backend: BackendName;
  readonly chosen: number;
  readonly chosenBy: Config['choose'];
  /** `metrics` are those of `chosenEpoch`: the epoch of the lowest loss, or of the highest silhouette where that chooses; `lowestLoss` those of the former. */
  readonly restarts: readonly (RestartSummary & { readonly chosenEpoch: number; readonly metrics: PartitionMetrics; readonly lowestLoss: PartitionMetrics })[];
  readonly best: Snapshot;
  readonly kmeans: KMeansBaseline | null;
  readonly history: readonly HistoryEntry[];
  readonly seconds: { readonly pretrain: number; readonly train: number };
}

export interface Notice {
  readonly code: string;
  readonly tone: 'error' | 'warning' | 'info';
  readonly sentence: string;
}

/** What the worker tells unasked. Every event bears the id of the run it is about; stale ones are dropped. */
export type EngineEvent =
  | { readonly type: 'snapshot'; readonly run: number; readonly snapshot: Snapshot }
  | {
      readonly type: 'status';
      readonly run: number;
      readonly state: TrainingState;
      readonly epoch: number;
      readonly epochs: number;
      readonly secondsLeft: number | null;
      readonly restart: number;
      readonly restarts: readonly RestartSummary[];
      /** Of the shown restart: the epochs since the last status. */
      readonly entries: readonly HistoryEntry[];
    }
  | { readonly type: 'checkpoint'; readonly run: number; readonly checkpoint: Checkpoint }
  | { readonly type: 'kmeans'; readonly run: number; readonly kmeans: KMeansBaseline }
  | { readonly type: 'backend'; readonly run: number; readonly backend: BackendInfo }
  | { readonly type: 'replay'; readonly run: number; readonly restart: number }
  | { readonly type: 'result'; readonly run: number; readonly result: TrainingResult }
  | { readonly type: 'notice'; readonly run: number; readonly notice: Notice };

/** The worker's side, as comlink exposes it. Every method rejects with an EngineError's fields when it fails. */
export interface EngineApi {
  /** @param events where the worker posts EngineEvents, one way. @param courtesy see courtesy.ts. */
  start(choice: BackendChoice, events: MessagePort, courtesy: Courtesy | null): Promise<BackendInfo>;
  useBackend(choice: BackendChoice): Promise<BackendInfo>;
  /** Loads data and makes a run at epoch 0 of it, or where the checkpoint left off. Resolves with the space; the snapshot of epoch 0 comes as an event before. */
  load(data: EngineData, config: Config, run: number, checkpoint: Checkpoint | null): Promise<Space>;
  /** A change that training can take up at its next epoch (β, T, step, learning rate, epochs, choose) goes on; any other makes a new run at epoch 0. */
  configure(config: Config, run: number): Promise<{ space: Space; restarted: boolean }>;
  /** Trains until the config's epochs (or `epochs` more), until paused, or until every restart reached its floor. */
  train(epochs: number | null): Promise<TrainingResult>;
  step(): Promise<void>;
  pause(): Promise<void>;
  reset(run: number): Promise<void>;
  /** Shows another restart: a 'replay' event, then its snapshots from epoch 0 on. */
  select(restart: number): Promise<void>;
  assess(request: AssessRequest): Promise<Assessment>;
  /** Puts new memories into the shown restart (a dragged memory); training goes on from them. */
  setMemories(memories: Float32Array): Promise<void>;
  /** The scaled points, projected orthogonally: n × 2. Plane: origin, e1, e2 of d numbers each, orthonormal axes. */
  project(origin: Float64Array, e1: Float64Array, e2: Float64Array): Promise<Float32Array>;
  /** Of the scaled points: what a row of the Memories view shows beside the memory. */
  profile(labels: Uint16Array, k: number): Promise<ClusterProfile>;
  /** One point in the scaled space. */
  point(index: number): Promise<Float32Array>;
  result(): Promise<TrainingResult | null>;
  memory(): Promise<{ tensors: number; bytes: number }>;
  /** For tests: destroys the GPU device or throws inside the worker, as a driver reset or a bug would. */
  fail(how: 'device' | 'worker'): Promise<void>;
}
