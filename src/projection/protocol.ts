import type { Courtesy } from '../core/work/courtesy';
import type { AssociativeMemory } from '../core/memory/model';
import type { NeighbourGraph } from './neighbours/graph';
import type { GpuUse } from './neighbours/search';
import type { LayoutQuality } from './quality';
import type { ProjectionSettings } from './settings';

/** The messages between the page and the projection worker. */

export type { LayoutQuality } from './quality';

/** A set of points; the worker keeps the last two it was given, by key. */
export interface ProjectedPoints {
  readonly key: number;
  /** n × d, row-major. */
  readonly values: Float32Array;
  readonly n: number;
  readonly d: number;
}

/**
 * How a given layout is treated. `follow`: its points move a little towards their new places. `settle`: no other request follows for a
 * while, so its points come to rest, visibly. `keep`: the layout is already that of these points, and none moves; principal components are
 * found anew all the same.
 */
export type LayoutWay = 'follow' | 'settle' | 'keep';

export interface LayoutRequest {
  /** Events bear it. A request takes the place of the one before. */
  readonly job: number;
  readonly settings: ProjectionSettings;
  /** Key of the points that were loaded. */
  readonly points: number;
  /** Not the points are laid out but where T steps take them, A(x). */
  readonly attract: AssociativeMemory | null;
  /** The layout to go on from, a row a point of the sample; null: begin from the principal components. */
  readonly start: Float32Array | null;
  readonly how: LayoutWay;
  /** k × d, to be placed among the points; and those of earlier epochs. */
  readonly memories: Float32Array;
  readonly trail: readonly { readonly epoch: number; readonly memories: Float32Array }[];
}

/** The memories of other epochs are to be placed in the layout that there is. */
export type PlacingRequest = Pick<LayoutRequest, 'job' | 'memories' | 'trail'>;

export type ProjectionEvent =
  | { readonly type: 'progress'; readonly job: number; readonly stage: string; readonly fraction: number }
  | {
      readonly type: 'layout';
      readonly job: number;
      /** Rising rows of the points that are laid out; null: all. */
      readonly rows: Uint32Array | null;
      readonly coordinates: Float32Array;
      readonly step: number;
      readonly steps: number;
      readonly explained: readonly [number, number] | null;
    }
  | { readonly type: 'placed'; readonly job: number; readonly memories: Float32Array; readonly trail: LayoutRequest['trail'] }
  | { readonly type: 'notes'; readonly job: number; readonly notes: readonly string[] }
  | { readonly type: 'quality'; readonly job: number; readonly quality: LayoutQuality }
  /** The layout is finished, and its memories are placed; the quality comes later. */
  | { readonly type: 'finished'; readonly job: number; readonly seconds: number }
  | { readonly type: 'failed'; readonly job: number; readonly sentence: string };

/** The share of the time that the worker may work, 0 … 1: less while a training needs the same processors. */
export type Duty = number;

export interface ProjectionApi {
  /** @param events where the worker posts ProjectionEvents. */
  start(events: MessagePort, courtesy: Courtesy | null, gpu: GpuUse): Promise<void>;
  load(points: ProjectedPoints): Promise<void>;
  lay(request: LayoutRequest): Promise<void>;
  place(request: PlacingRequest): Promise<void>;
  pace(duty: Duty): Promise<void>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Forgets the request under way; nothing of it comes any more. */
  cancel(): Promise<void>;
  /** About how many seconds a layout of n points of d dimensions takes here. */
  estimate(settings: ProjectionSettings, n: number, d: number): Promise<number>;
  /** The points nearest to one of those loaded under the key (as `attract` moves them), exactly, in the metric, before any reduction. */
  neighbours(
    points: number,
    attract: AssociativeMemory | null,
    metric: ProjectionSettings['metric'],
    point: number,
    count: number,
  ): Promise<NeighbourGraph>;
}
