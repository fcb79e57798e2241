import type { PartitionModel } from '../../core/partition/model';
import type { Plane } from '../../core/map/plane';
import type { Region } from '../../core/map/regions';
import type { PlaneBounds } from '../../core/map/voronoi';
import type { Courtesy } from '../../core/work/courtesy';

/** The messages between the page and a basins worker: one job, one answer. */

/** Sent once, and not answered: see courtesy.ts. */
export interface Hello {
  readonly type: 'courtesy';
  readonly courtesy: Courtesy | null;
}

/** The subject of a map: the basins of a model on a box of a plane. */
export interface Scene {
  readonly model: PartitionModel;
  readonly plane: Plane;
  readonly box: PlaneBounds;
}

/** The looks of a painted map. */
export interface MapLook {
  /** k × 3 bytes, red, green and blue of each basin. */
  readonly palette: Uint8Array;
  readonly dark: boolean;
  readonly contours: boolean;
  readonly disagreement: boolean;
}

/** The ground: width × height places, the top row (t1) first; each pixel stands for its middle. */
export interface GroundRaster {
  readonly width: number;
  readonly height: number;
  /** The basin each place ends in after T steps, and the memory nearest to it. */
  readonly labels: Uint16Array;
  readonly nearest: Uint16Array;
  readonly energy: Float32Array;
}

/** A ground and its picture, RGBA. */
export interface Painted {
  readonly ground: GroundRaster;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
  /** Share of the places whose basin is not their nearest memory's. */
  readonly disagreement: number;
  /** Where each basin is widest. */
  readonly regions: readonly Region[];
}

/**
 * Where drops of water run: their paths in the axes of the plane, (T + 1) × 2 a drop, energies at start and end, and the basins they end
 * in.
 */
export interface Drops {
  readonly steps: number;
  readonly paths: Float32Array;
  readonly energies: Float64Array;
  readonly labels: Uint16Array;
}

interface Scenic {
  /** The number of the scene, and the scene itself unless this worker holds it already. */
  readonly number: number;
  readonly scene: Scene | null;
}
export interface RowsJob extends Scenic {
  readonly type: 'rows';
  readonly width: number;
  readonly height: number;
  /** Rows start … end − 1. */
  readonly start: number;
  readonly end: number;
}
/** A whole picture, computed and painted. */
export interface WholeJob extends Scenic {
  readonly type: 'whole';
  readonly gpu: boolean;
  /** Its side over that of a usual exact picture: lines are as broad on both. */
  readonly fineness: number;
  readonly look: MapLook;
  readonly width: number;
  readonly height: number;
}
export interface PaintJob {
  readonly type: 'paint';
  readonly fineness: number;
  readonly ground: GroundRaster;
  readonly look: MapLook;
}
export interface DropsJob extends Scenic {
  readonly type: 'drops';
  /** m × 2, in the axes of the plane. */
  readonly starts: Float64Array;
}
export type Job = RowsJob | WholeJob | PaintJob | DropsJob;

export interface Results {
  /** The ground of these rows alone. */
  rows: GroundRaster;
  whole: Painted;
  paint: Painted;
  drops: Drops;
}

/** The result of a job, and the worker's own time for it: on a busy page the messages take longer. */
export interface Done<Result> {
  readonly result: Result;
  readonly milliseconds: number;
}

export type Answer = ({ readonly ok: true } & Done<Results[Job['type']]>) | { readonly ok: false; readonly sentence: string };
