import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { lift, type Plane } from '../../core/map/plane';
import type { RunState, Shown } from '../../store/state';
import { standInLines } from '../drawn';
import { formatValue } from '../format';
import { capital, labelSaid, membersSaid, wordsOf } from '../words';
import { clusterName, drawnAs } from '../chart/palette';
import type { Size } from '../chart/size';
import { paintImage, type ImageFormat } from '../thumbnail';
import { attractedRow, fits } from '../units';
import type { GroundCanvas } from './ground';
import type { MapSpot } from './overlay/memories';
import type { Floats } from '../../core/algebra/floats';

/** The words beside the cursor, and the picture of the point, where it is one. */

export interface TipContent {
  readonly lines: readonly string[];
  /** A row of a set of pictures, which begins at `offset`. */
  readonly picture: { readonly values: Float32Array; readonly offset: number; readonly image: ImageFormat } | null;
}

/** @param nearest null where the nearest prototype is no other question. */
function describe({ model, looks }: Pick<Shown, 'model' | 'looks'>, label: number, nearest: number | null): string {
  const { prototype } = wordsOf(model);
  const own = labelSaid(model, label, looks);
  if (nearest === null) return own;
  return label === nearest
    ? `${own}, also the nearest ${prototype}`
    : `${own}, but nearest to ${prototype} ${clusterName(drawnAs(looks, nearest))}`;
}

/**
 * The height of a place, where there is a terrain, and how undecided it is where there are memberships: a line, or none.
 * @param known the height, where the map has it.
 */
function heightLine(model: PartitionModel, row: Floats, known?: number): string[] {
  const { height, entropies } = partitionerOf(model);
  const high = height && `${wordsOf(model).height} ${formatValue(known ?? height(row, 1)[0])}`;
  const entropy = entropies && `entropy ${formatValue(entropies(row, 1)[0])} nats`;
  const line = [high, entropy].filter((part) => part !== null).join(', ');
  return line ? [line] : [];
}

/** A data point: its own basin, energy and entropy in the full space. */
export function pointLines({ dataset, space, shown }: RunState, i: number): TipContent {
  const lines = [`Point ${i + 1}`];
  if (!shown || !space || !fits(dataset, space) || i >= dataset.n) return { lines, picture: null };
  const label = dataset.labels ? dataset.labelNames[dataset.labels[i]] : undefined;
  if (label !== undefined) lines[0] += ` · ${label}`;
  const name = dataset.itemNames?.[i];
  if (name) lines.push(name);
  const { labels, voronoiLabels } = shown;
  const asks = partitionerOf(shown.model).nearest !== null;
  if (labels && (voronoiLabels || !asks)) lines.push(describe(shown, labels[i], voronoiLabels?.[i] ?? null));
  lines.push(...heightLine(shown.model, attractedRow(dataset, space, shown.latent, i)));
  const { values, image, d } = dataset;
  return { lines, picture: image && { values, offset: i * d, image } };
}

/** A place of the ground. */
export function placeLines({ shown }: RunState, plane: Plane, ground: GroundCanvas, s: number, t: number): string[] {
  const pixel = ground.at(s, t);
  if (!shown || !ground.picture || pixel < 0) return [];
  const place = lift(plane, s, t);
  return [
    describe(shown, ground.picture.labels[pixel], partitionerOf(shown.model).nearest && ground.picture.nearest[pixel]),
    ...heightLine(shown.model, place, ground.picture.energy[pixel]),
  ];
}

/** A prototype: how many points are in its cluster, and its own height. */
export function memoryLines({ shown }: RunState, { index, look, members }: MapSpot): string[] {
  const words = wordsOf(shown?.model ?? null);
  const lines = [`${capital(words.prototype)} ${clusterName(look)}`];
  if (members !== null) lines.push(membersSaid(words, members));
  if (!shown || index >= shown.model.k) return lines;
  lines.push(...standInLines({ shown }, index));
  const { d } = shown.model;
  lines.push(...heightLine(shown.model, partitionerOf(shown.model).prototypes.subarray(index * d, (index + 1) * d)));
  return lines;
}

/**
 * Where the tip is laid: right of the cursor and below it, or on the other side where more than half of the map is there. It is at most
 * half as wide as the map (basins.css), so that none of it is cut off.
 */
export function besideCursor({ x, y }: { x: number; y: number }, { width, height }: Size): string {
  const left = x > width / 2;
  const above = y > height / 2;
  return `translate(${Math.round(x + (left ? -gap : gap))}px, ${Math.round(y + (above ? -gap : gap))}px) translate(${left ? '-100%' : '0'}, ${above ? '-100%' : '0'})`;
}
const gap = 14;

export function hideTip(tip: HTMLElement): void {
  if (!tip.hidden) tip.hidden = true;
}

/** Puts lines, or a picture above lines, beside a place of the map, in CSS pixels; no lines hide the tip. */
export function showTip(tip: HTMLElement, told: readonly string[] | TipContent, at: { x: number; y: number }, map: Size): void {
  const { lines, picture } = 'lines' in told ? told : { lines: told, picture: null };
  if (lines.length === 0) {
    hideTip(tip);
    return;
  }
  if (tip.hidden) tip.hidden = false;
  const text = lines.join('\n');
  // The text is the last child; a picture may stand before it.
  if (!(tip.lastChild instanceof Text)) tip.append('');
  if (tip.textContent !== text) tip.lastChild!.nodeValue = text;
  showPicture(tip, picture);
  tip.style.transform = besideCursor(at, map);
}

/** CSS pixels. */
const pictureHeight = 56;
const painted = new WeakMap<HTMLElement, { values: Float32Array; offset: number }>();

function showPicture(tip: HTMLElement, picture: TipContent['picture']): void {
  const there = tip.querySelector('canvas');
  if (!picture) {
    there?.remove();
    return;
  }
  const { values, offset, image } = picture;
  const last = there && painted.get(there);
  if (last && last.values === values && last.offset === offset) return;
  const canvas = there ?? document.createElement('canvas');
  canvas.className = 'picture';
  Object.assign(canvas.style, { height: `${pictureHeight}px`, width: `${(pictureHeight * image.width) / image.height}px` });
  paintImage(canvas, values, offset, image);
  painted.set(canvas, { values, offset });
  if (!there) tip.prepend(canvas);
}
