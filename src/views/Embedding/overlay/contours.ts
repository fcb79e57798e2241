import { contourDensity, geoPath } from 'd3';
import type { Camera } from '../geometry/camera';

/** Lines of equal density of the points, as on a map. */

/** Of more points a fair sample is enough: the lines are as smooth as the bandwidth anyway. */
const mostPoints = 4000;
/** The frame of the layout, −1 … 1, and what lies a little outside, as so many units. */
const side = 480;
const air = 0.1;

/** One path in the units of `contourTransform`. Some ten milliseconds. @param order whose first points are the sample. */
export function contoursOf(places: Float32Array, order: Uint32Array): string {
  const unit = side / (2 + 2 * air);
  const density = contourDensity<number>()
    .x((i) => (places[2 * i] + 1 + air) * unit)
    .y((i) => (1 + air - places[2 * i + 1]) * unit)
    .size([side, side])
    .cellSize(4)
    .bandwidth(9)
    .thresholds(9);
  const path = geoPath();
  return density(order.subarray(0, mostPoints) as unknown as number[])
    .map((line) => path(line) ?? '')
    .join('');
}

/** From those units to the screen. */
export function contourTransform({ scale, x0, y0 }: Camera): string {
  const unit = side / (2 + 2 * air);
  return `translate(${x0},${y0}) scale(${scale / unit}) translate(${-(1 + air) * unit},${-(1 + air) * unit})`;
}
