import { create } from 'zustand';
import { subscribeWithSelector } from 'zustand/middleware';
import type { PartitionModel } from '../core/partition/model';
import type { Plane, PlaneChoice } from '../core/map/plane';
import type { Dataset } from '../data/dataset';
import type { GeneratorOptions } from '../data/synthetic';
import { emptyPane, type EmbeddingPane } from './embedding/embedding';
import { type Assessment, type BackendInfo, type Latent, type Notice, type PartitionMetrics, type Space } from '../engine/protocol';
import type { Against } from './runs/readAgainst';
import type { StandInChoice } from './shown/standIns';
import { emptyRun, noData, type RunId, type RunRecord, type RunTraining } from './runs/record';
import { defaultConfig, type Config, type MethodId } from '../methods/config';

/** The application's state: the page's own, and a record of each run. Views read both through `useRun`. */

/** The model that every view draws: one epoch of one restart under one β and T. No view mixes two epochs. */
export interface Shown {
  readonly run: number;
  readonly method: MethodId;
  /** The settings that it is shown under: its own, or those that it is looked at under. */
  readonly config: Config;
  readonly restart: number;
  readonly epoch: number;
  /** In the scaled space, or of deep methods among the codes. */
  readonly model: PartitionModel;
  /**
   * The codes and decoded prototypes of that epoch; null where the partition lives in the input space. Those of prototypes that were
   * dragged are not in it.
   */
  readonly latent: Latent | null;
  /** Of the loaded points under this model; null for the moment in which they are being computed. */
  readonly labels: Uint16Array | null;
  /** Null also where the nearest prototype is no other question. */
  readonly voronoiLabels: Uint16Array | null;
  /** See `Snapshot.elsewhere`. */
  readonly elsewhere?: number;
  readonly metrics: PartitionMetrics | null;
  readonly voronoi: PartitionMetrics | null;
  /** True where β, T, the step or a memory was changed by hand since the snapshot was taken. */
  readonly altered: boolean;
  /** Beside another run: the number that each cluster is drawn as, k of them. Absent: its own. */
  readonly looks?: Uint16Array;
}

export type { PlaneChoice } from '../core/map/plane';

export type StageView = 'basins' | 'memories' | 'embedding' | 'interpolation';

/** The views of a tile: those of the stage, and those of the right column. */
export type TileView = StageView | 'curves' | 'path' | 'metrics' | 'inspector' | 'histogram' | 'dendrogram' | 'sharpness' | 'agreement';

export interface Layers {
  voronoi: boolean;
  contours: boolean;
  disagreement: boolean;
  points: boolean;
  probe: boolean;
  /** How each memory pulls on the drop. */
  pulls: boolean;
  /** Null: as the method has it. */
  pictures: boolean | null;
}

export interface Message extends Notice {
  readonly id: number;
  /** The config key or part of the page that it is about, so that it can stand beside it. */
  readonly about: string | null;
  /** A remedy, as a button. */
  readonly action: { readonly label: string; readonly act: () => void } | null;
}

/** Something that was done and can be taken back: a change of settings, or what a few words say, such as "reset". */
export type Action = { readonly what: string } | { readonly from: Config; readonly to: Config };

/** What was kept of the page, to be shown again. */
export interface KeptMoment {
  readonly id: string;
  /** Plain text, said under it. */
  readonly caption: string;
  /** A query and what follows it, which opens the same. */
  readonly link: string;
}

export interface Compared {
  readonly run: RunId;
  /** It is looked at under the β and T of the current run, where both have them, instead of its own. */
  readonly together: boolean;
  /** How the partition that it makes under those is judged, once that is known. */
  readonly judged: { readonly model: PartitionModel; readonly as: Assessment } | null;
}

/** The state that is of the page and not of a run: the data, the settings, and what is looked at. */
export interface PageState {
  dataset: Dataset | null;
  /** The settings of the synthetic set that differ from its defaults; empty for other sets. */
  knobs: Partial<GeneratorOptions>;
  /** Long work under way: "Reading heights.csv", 0 … 1 or null where unknown, and how to stop it. */
  loading: { what: string; fraction: number | null; cancel: (() => void) | null } | null;
  /** How long the data set took to read and to load into the engine. */
  loadSeconds: number;
  space: Space | null;
  /** The chosen plane, in the scaled space. A slice through memories moves with them. */
  surface: Plane | null;
  /** The scaled points in the chosen plane, n × 2; null while being computed. */
  points: Float32Array | null;
  config: Config;
  backend: BackendInfo | null;
  /** The epoch scrubbed to; null follows the newest. */
  cursor: number | null;
  /** True while the timeline plays the frames. */
  playing: boolean;
  shown: Shown | null;
  /** Changes that apply as soon as the map of `coming.shown` has been drawn; only displayCommit.ts writes it. */
  coming: Partial<RunState> | null;
  /** Index of the point under the cursor in any view; and the one that was clicked. */
  hoveredPoint: number | null;
  /** The memory under the cursor or with the keyboard's focus, on the map. */
  hoveredMemory: number | null;
  selectedPoint: number | null;
  selectedMemory: number | null;
  /** Points chosen together, by lasso, box or search, rising; null: none. */
  selectedPoints: Uint32Array | null;
  /** Layouts of the Embedding view: one, or two side by side. */
  embeddings: readonly EmbeddingPane[];
  stage: StageView;
  /** The views side by side on the stage, all different; the first two are shown. Empty: `stage` is the one large view. */
  layout: readonly TileView[];
  plane: PlaneChoice;
  layers: Layers;
  /** What shows prototypes whose decoder was left behind. */
  drawnBy: StandInChoice;
  /** The drop of water: a place in the scaled space (d numbers), or null. */
  probe: Float64Array | null;
  /** A run beside the current one, on the same data: both are shown side by side. Null: none. */
  compared: Compared | null;
  /** The runs whose numbers stand beside those of the current one; null: the compared and the pinned ones. */
  columns: readonly RunId[] | null;
  /** A trained run on other data that the page can go back to: "DCLAM on “Digits”, epoch 40". */
  former: string | null;
  /** What Undo takes back, and what Redo does again; null each where there is nothing. */
  undoable: Action | null;
  redoable: Action | null;
  messages: readonly Message[];
  /** In the order in which they are presented. */
  moments: readonly KeptMoment[];
  /** The page shows something for a while, and comes back to what it showed: nothing of what it shows now is kept. */
  aside: boolean;
}

export interface AppState extends PageState {
  /** Of the loaded data. Run 0 stands for none: before the first data are loaded. */
  runs: ReadonlyMap<RunId, RunRecord>;
  /** The run that the page shows. */
  current: RunId;
}

/** The page's state with the training of one run in it: what a view of that run reads. */
export interface RunState extends PageState, RunTraining, Against {
  run: RunId;
}

/** The part of it that can be set. */
export type RunPatch = Partial<Omit<RunState, keyof Against>>;

export const useStore = create<AppState>()(
  subscribeWithSelector((): AppState => ({
    dataset: null,
    knobs: {},
    loading: null,
    loadSeconds: 0,
    space: null,
    surface: null,
    points: null,
    config: defaultConfig,
    backend: null,
    runs: new Map([[0, emptyRun(0, defaultConfig, noData, 'hand')]]),
    current: 0,
    cursor: null,
    playing: false,
    shown: null,
    coming: null,
    hoveredPoint: null,
    hoveredMemory: null,
    selectedPoint: null,
    selectedMemory: null,
    selectedPoints: null,
    embeddings: [emptyPane],
    stage: 'basins',
    layout: [],
    plane: { kind: 'data' },
    layers: { voronoi: true, contours: true, disagreement: false, points: true, probe: true, pulls: false, pictures: null },
    drawnBy: 'nearest point',
    probe: null,
    compared: null,
    columns: null,
    former: null,
    undoable: null,
    redoable: null,
    messages: [],
    moments: [],
    aside: false,
  })),
);
