import { Random } from '../../core/algebra/random';
import { pca } from '../../core/algebra/pca';
import { createBasinGrid } from '../../core/map/basins';
import { dataPlane, planeFromAxes, planeThroughMemories, project, type Plane } from '../../core/map/plane';
import { paintRelief } from '../../core/map/relief';
import { partitionerOf, placeCost } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import type { Snapshot } from '../../engine/protocol';
import type { PlaneChoice } from '../../store/state';
import { boxAround, padded, withAspect, type DomainBox } from '../../views/Basins/domain';
import { clusterColor, paletteBytes } from '../../views/chart/palette';

/** The map of a run in a few thousand pixels, drawn from its model alone: its data need not be loaded. */

/** CSS pixels. */
export const thumbnailSize = { width: 64, height: 48 };

/** Points that stand for a partition without a ground of its own. */
const mostDots = 400;
/** Multiplications that a ground may take; a dearer one is shown by points too. */
const mostWork = 3e7;
/** Codes that fix the part of the plane. */
const mostCodes = 400;

export interface ThumbnailScene {
  readonly model: PartitionModel;
  readonly plane: Plane;
  readonly box: DomainBox;
  /** Places of points, m × 2, and their clusters, where there is no ground; else null. */
  readonly dots: { readonly places: Float32Array; readonly labels: Uint16Array } | null;
}

/** @param choice the plane that the run was shown on, where that is known. */
export function thumbnailScene({ partition: model, latent, labels }: Snapshot, choice: PlaneChoice | null): ThumbnailScene {
  const plane = planeOf(model, choice);
  const { width, height } = thumbnailSize;
  const codes =
    latent && project(plane, rowsEvenly(latent.codes, latent.m, mostCodes), Math.min(mostCodes, latent.codes.length / latent.m));
  const memories = project(plane, partitionerOf(model).prototypes, model.k);
  const dots =
    model.kind === 'labelled'
      ? dotsOf(plane, model.points, model.labels, model.d)
      : dear(model) && latent
        ? dotsOf(plane, latent.codes, labels, latent.m)
        : null;
  // A few points far away would press the others into a corner.
  const around = dots ? boxAround(middleMost(dots.places)) : boxAround(memories, codes);
  // Prototypes alone: half as much ground round them as they take themselves.
  const box = around && !codes && !dots ? widened(around) : around;
  return { model, plane, box: withAspect(padded(box ?? { s0: -1, t0: -1, s1: 1, t1: 1 }), width, height), dots };
}

const dear = (model: PartitionModel) => placeCost(model) * thumbnailSize.width * thumbnailSize.height > mostWork;

function planeOf(model: PartitionModel, choice: PlaneChoice | null): Plane {
  const { k, d } = model;
  const { prototypes } = partitionerOf(model);
  if (d <= 2) return dataPlane(d);
  if (choice?.kind === 'memories' && choice.memories.every((index) => index < k))
    return planeThroughMemories(prototypes, k, d, choice.memories);
  // The plane that the prototypes are furthest apart in.
  const { mean, axes } = pca(prototypes, k, d, 2, new Random(0));
  return planeFromAxes(mean, axes.subarray(0, d), axes.subarray(d, 2 * d));
}

function widened({ s0, t0, s1, t1 }: DomainBox): DomainBox {
  const by = Math.max(s1 - s0, t1 - t0) / 4;
  return { s0: s0 - by, t0: t0 - by, s1: s1 + by, t1: t1 + by };
}

/** Those of the places, m × 2, that are among the middle 94 of a hundred along both axes. */
function middleMost(places: Float32Array): Float32Array {
  const along = (axis: 0 | 1) => places.filter((_, i) => i % 2 === axis).toSorted();
  const ends = ([0, 1] as const).map((axis) => {
    const sorted = along(axis);
    const cut = Math.floor(0.03 * sorted.length);
    return [sorted[cut]!, sorted[sorted.length - 1 - cut]!] as const;
  });
  const within = (i: number) => [0, 1].every((axis) => places[2 * i + axis]! >= ends[axis]![0] && places[2 * i + axis]! <= ends[axis]![1]);
  return Float32Array.from(
    Array.from({ length: places.length / 2 }, (_, i) => i)
      .filter(within)
      .flatMap((i) => [places[2 * i]!, places[2 * i + 1]!]),
  );
}

function rowsEvenly<T extends Float32Array | Float64Array>(values: T, d: number, most: number): Float64Array {
  const n = values.length / d;
  const rows = Math.min(n, most);
  const out = new Float64Array(rows * d);
  for (let i = 0; i < rows; i++) {
    const at = Math.floor((i * n) / rows) * d;
    out.set(values.subarray(at, at + d), i * d);
  }
  return out;
}

function dotsOf(plane: Plane, points: Float32Array | Float64Array, labels: Uint16Array, d: number): ThumbnailScene['dots'] {
  const n = points.length / d;
  const count = Math.min(n, mostDots);
  return {
    places: project(plane, rowsEvenly(points, d, count), count),
    labels: Uint16Array.from({ length: count }, (_, i) => labels[Math.floor((i * n) / count)]!),
  };
}

/** The ground, width × height pixels of RGBA, in steps of a row. */
export function* groundOf(
  { model, plane, box }: ThumbnailScene,
  width: number,
  height: number,
  dark: boolean,
): Generator<void, Uint8ClampedArray<ArrayBuffer>> {
  const { ground, clusters, emergent } = partitionerOf(model);
  const ready = ground(plane);
  const palette = paletteBytes(clusters, undefined, emergent !== null);
  const grid = createBasinGrid(width, height);
  const row = createBasinGrid(width, 1);
  const ds = (box.s1 - box.s0) / width;
  const dt = (box.t0 - box.t1) / height;
  for (let j = 0; j < height; j++) {
    ready.rows({ s0: box.s0, ds, t0: box.t1, dt, width }, j, j + 1, row);
    grid.labels.set(row.labels, j * width);
    grid.energy.set(row.energy, j * width);
    yield;
  }
  return paintRelief({ ...grid, width, height, palette, dark, contours: false, disagreement: null });
}

/** Draws it into a context of `thumbnailSize` units. @param ground absent where there is none. */
export function paintThumbnail(context: CanvasRenderingContext2D, { model, plane, box, dots }: ThumbnailScene, halo: string): void {
  const { width, height } = thumbnailSize;
  const x = (s: number) => ((s - box.s0) / (box.s1 - box.s0)) * width;
  const y = (t: number) => ((box.t1 - t) / (box.t1 - box.t0)) * height;
  const dot = (s: number, t: number, radius: number) => {
    context.beginPath();
    context.arc(x(s), y(t), radius, 0, 2 * Math.PI);
    context.fill();
  };
  if (dots) {
    for (let i = 0; i < dots.labels.length; i++) {
      context.fillStyle = clusterColor(dots.labels[i]!);
      dot(dots.places[2 * i]!, dots.places[2 * i + 1]!, 1.2);
    }
    return;
  }
  const memories = project(plane, partitionerOf(model).prototypes, model.k);
  context.fillStyle = halo;
  for (let i = 0; i < model.k; i++) dot(memories[2 * i]!, memories[2 * i + 1]!, 1.2);
}
