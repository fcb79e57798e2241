import type { NeighbourGraph } from '../../projection/neighbours/graph';
import { defaultProjection, type ProjectedSpace, type ProjectionMethodId, type ProjectionSettings } from '../../projection/settings';

/** The state of the Embedding view: one layout, or two side by side. embedder.ts writes it, views read it. */

/** Coordinates of points, and what they are of. Immutable; a layout that moves is one object after another. */
export interface EmbeddingLayout {
  readonly method: ProjectionMethodId;
  readonly of: ProjectedSpace;
  readonly run: number;
  readonly restart: number;
  /** Whose codes were laid out; of the input whose memories. */
  readonly epoch: number;
  /** Indices of the points, rising; null: all n. Row i of `coordinates` is point rows[i]. */
  readonly rows: Uint32Array | null;
  /** Number of rows × 2. */
  readonly coordinates: Float32Array;
  /** k × 2: the memories among the points; null until they are placed. */
  readonly memories: Float32Array | null;
  /** Where the memories of earlier epochs lie in this layout, the oldest first; empty where there is one epoch only. */
  readonly trail: readonly { readonly epoch: number; readonly memories: Float32Array }[];
  readonly step: number;
  readonly steps: number;
  /** PCA: the share of the variance that each axis explains. */
  readonly explained: readonly [number, number] | null;
}

/** The quality of a layout. Of more than a few thousand points on a seeded sample of `points` of them. */
export interface PaneQuality {
  /** Venna and Kaski 2001, with 15 neighbours: 1 where all that are neighbours in the picture are neighbours in the space. */
  readonly trustworthiness: number;
  /** The share of each point's 15 nearest in the space that are among its 15 nearest in the picture, on average. */
  readonly preservation: number;
  /** 15, or fewer where there are too few points. */
  readonly neighbours: number;
  readonly points: number;
}

/**
 * `offered`: it would take long (`seconds`), and waits for the user. `working`: towards a layout. `live`: the layout is there and follows
 * what is shown. `paused`: half-way. `failed`: `failure` says why; the last layout stays.
 */
export type EmbeddingState = 'empty' | 'offered' | 'working' | 'paused' | 'live' | 'failed';

export interface EmbeddingPane {
  readonly settings: ProjectionSettings;
  /** An epoch that the pane keeps to, whatever is shown elsewhere; null: what is shown. */
  readonly pinned: number | null;
  readonly state: EmbeddingState;
  /** The stage of the work, and its progress: "Finding neighbours", 0 … 1. */
  readonly progress: { readonly stage: string; readonly fraction: number } | null;
  /** Of a layout that is offered: about how many seconds it takes, and with a sample of `offer.sample` points; null: not known. */
  readonly offer: { readonly seconds: number; readonly sample: number; readonly sampleSeconds: number } | null;
  readonly layout: EmbeddingLayout | null;
  /** Of `layout`, a little later than it. */
  readonly quality: PaneQuality | null;
  /** Sentences on what was done to get there: reduced to 50 dimensions, a sample, fewer neighbours than asked for. */
  readonly notes: readonly string[];
  readonly failure: string | null;
}

export const emptyPane: EmbeddingPane = {
  settings: defaultProjection,
  pinned: null,
  state: 'empty',
  progress: null,
  offer: null,
  layout: null,
  quality: null,
  notes: [],
  failure: null,
};

/** The pane of another data set: settings stay, but for a sample of the last one. */
export const clearedPane = ({ settings }: EmbeddingPane): EmbeddingPane => ({ ...emptyPane, settings: { ...settings, sample: null } });

/** The commands, as `session.embedding`. `pane` is 0, or 1 for the second of two. */
export interface EmbeddingCommands {
  /** The view is on the page: layouts are made and follow what is shown as long as it is. Returns how it leaves. */
  attach(): () => void;
  /** Another setting; what it changes is laid out anew. Throws RangeError with a sentence for a value out of range. */
  set(pane: number, patch: Partial<ProjectionSettings>): void;
  pin(pane: number, epoch: number | null): void;
  /** One layout, or two; the second begins as a copy of the first. */
  compare(on: boolean): void;
  /** Begins what is offered. @param sample lays out a sample of so many points. */
  start(pane: number, sample?: number | null): void;
  pause(pane: number): void;
  resume(pane: number): void;
  /** Stops working; the layout stays as it is then. */
  cancel(pane: number): void;
  /** From the principal components again, with the same seed. */
  restart(pane: number): void;
  /**
   * The nearest points of the set to one of them, in the space that the pane shows before any reduction: row numbers of the set, nearest
   * first.
   */
  neighbours(pane: number, point: number, count: number): Promise<NeighbourGraph>;
}
