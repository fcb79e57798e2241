import { lift, type Plane } from '../../../core/map/plane';
import type { ImageFormat } from '../../thumbnail';
import type { PlaneFrame } from '../frame';

/** Where small pictures stand on the map: in the middles of the cells of a coarse grid. */
export interface PictureGrid {
  /** Of each in the axes of the plane, the top row first. */
  readonly places: Float64Array;
  /** Of one picture, in units of the plane. */
  readonly width: number;
  readonly height: number;
}

/** CSS pixels of a cell, about. */
const cell = 96;
/** The share of its cell that a picture takes: the relief stays readable between them. */
const share = 0.46;

const between = (low: number, x: number, high: number) => Math.max(low, Math.min(high, x));

/** CSS pixels of the corner, top right, where the buttons are: no picture is laid under them. */
const corner = { width: 46, height: 116 };

/** About 8 × 6 pictures on a large map, fewer on a small one, and at most `most`. */
export function gridOver(
  { width, height, box }: Pick<PlaneFrame, 'width' | 'height' | 'box'>,
  image: Pick<ImageFormat, 'width' | 'height'>,
  most: number,
): PictureGrid {
  const across = between(2, Math.round(width / cell), 10);
  const down = between(2, Math.round(height / cell), 8);
  const fewer = Math.min(1, Math.sqrt(most / (across * down)));
  const columns = Math.max(1, Math.floor(across * fewer));
  const rows = Math.max(1, Math.floor(down * fewer));
  const ds = (box.s1 - box.s0) / columns;
  const dt = (box.t1 - box.t0) / rows;
  // One unit is as long upwards as sideways.
  const unit = share * Math.min(ds / image.width, dt / image.height);
  const [w, h] = [unit * image.width, unit * image.height];
  const pixel = (box.s1 - box.s0) / width;
  const places: number[] = [];
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const s = box.s0 + (column + 0.5) * ds;
      const t = box.t1 - (row + 0.5) * dt;
      const covered = s + w / 2 > box.s1 - corner.width * pixel && t + h / 2 > box.t1 - corner.height * pixel;
      if (!covered || rows * columns <= 4) places.push(s, t);
    }
  return { places: Float64Array.from(places), width: w, height: h };
}

/** The places of the plane in its space: rows × d. */
export function lifted(plane: Plane, places: Float64Array): Float32Array {
  const d = plane.origin.length;
  const out = new Float32Array((places.length / 2) * d);
  for (let i = 0; 2 * i < places.length; i++) out.set(lift(plane, places[2 * i], places[2 * i + 1]), i * d);
  return out;
}
