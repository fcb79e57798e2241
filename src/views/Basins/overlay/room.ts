/** Where names fit on the map, in pixels: beside memories and each other. */
import { clusterName } from '../../chart/palette';
import type { PlaneFrame } from '../frame';
import { labelsLeft, type MapSpot } from './memories';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Of a name in bold type of 14 pixels: how wide a character is, about, and half of how high it is. */
const charWidth = 9.5;
const halfHeight = 9;
/** A glyph or ring reaches so far. */
const reach = 9;
/** A name begins so far from the middle of what it names. */
export const nameGap = 11;

/** A place with a name, in the axes of the plane. */
export type Named = Pick<MapSpot, 'place'> & { readonly name: string };

export type Side = 'left' | 'right';

const overlap = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** The box of a glyph in the middle of (x, y). */
const glyphBox = (x: number, y: number): Box => ({ left: x - reach, top: y - reach, right: x + reach, bottom: y + reach });

/** The box of a name beside the glyph at (x, y). */
function nameBox(x: number, y: number, name: string, side: Side): Box {
  const width = name.length * charWidth;
  const left = side === 'right' ? x + nameGap : x - nameGap - width;
  return { left, top: y - halfHeight, right: left + width, bottom: y + halfHeight };
}

/** The box of the name of a region, in type of 17 pixels, with its middle at (x, y). */
function regionBox(x: number, y: number, name: string): Box {
  const half = (name.length * charWidth * 17) / 14 / 2;
  return { left: x - half, top: y - halfHeight, right: x + half, bottom: y + halfHeight };
}

/** What stored memories take: their glyphs and their numbers. */
export function boxesOf(spots: readonly MapSpot[], frame: PlaneFrame): Box[] {
  const left = labelsLeft(spots, frame);
  return spots.flatMap(({ place: [s, t], look }, i) => {
    const [x, y] = [frame.x(s), frame.y(t)];
    return [glyphBox(x, y), nameBox(x, y, clusterName(look), left[i] ? 'left' : 'right')];
  });
}

/**
 * On which side of its ring the name of each emergent memory stands; null where it would run into a memory, a ring or a name before it.
 * @param stored the stored memories, whose names stand in any case.
 */
export function emergentSides(emergent: readonly Named[], stored: readonly MapSpot[], frame: PlaneFrame): (Side | null)[] {
  const at = emergent.map(({ place: [s, t] }) => [frame.x(s), frame.y(t)] as const);
  const taken = [...boxesOf(stored, frame), ...at.map(([x, y]) => glyphBox(x, y))];
  return emergent.map(({ name }, i) => {
    const [x, y] = at[i];
    for (const side of ['right', 'left'] as const) {
      const box = nameBox(x, y, name, side);
      if (box.left < 0 || box.right > frame.width || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      return side;
    }
    return null;
  });
}

/** The name of a region stands this much above or below its widest place where a memory stands there. */
const shift = 2 * halfHeight + 4;

/** How many pixels the name of a region is moved down, so that it stands beside the memories; 0 where there is no room. */
export function regionShift(x: number, y: number, name: string, taken: readonly Box[]): number {
  return [0, -shift, shift].find((by) => !taken.some((other) => overlap(regionBox(x, y + by, name), other))) ?? 0;
}
