/** From the frame of a layout to CSS pixels of the plot, and back. */
import type { Size } from '../../chart/size';

/** px = x0 + scale · u to the right, y0 − scale · v downwards. */
export interface Camera extends Size {
  readonly scale: number;
  readonly x0: number;
  readonly y0: number;
}

export interface Zoom {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export interface CameraBox {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** Pixels at the right edge of the plot where its buttons are. */
const buttons = 46;

/** Pixels a unit of the frame, so that a box of these half sides fits the plot with some air round it, and nothing under its buttons. */
export function fitScale(halfWidth: number, halfHeight: number, { width, height }: Size): number {
  const air = Math.min(26, 0.07 * Math.min(width, height));
  return Math.max(1e-3, Math.min((width / 2 - Math.max(air, buttons)) / halfWidth, (height / 2 - air) / halfHeight));
}

export const cameraOf = (fit: number, { width, height }: Size, { k, x, y }: Zoom): Camera => ({
  width,
  height,
  scale: k * fit,
  x0: (k * width) / 2 + x,
  y0: (k * height) / 2 + y,
});

export const toScreen = ({ scale, x0, y0 }: Camera, u: number, v: number): [number, number] => [x0 + scale * u, y0 - scale * v];

export const toFrame = ({ scale, x0, y0 }: Camera, px: number, py: number): [number, number] => [(px - x0) / scale, (y0 - py) / scale];

/** The part of the frame that is in view. */
export function viewOf(camera: Camera): CameraBox {
  const [left, high] = toFrame(camera, 0, 0);
  const [right, low] = toFrame(camera, camera.width, camera.height);
  return { left, right, low, high };
}

/** The zoom by the same factor under which a plot of another size has in its middle what the old one had. */
export const keptMiddle = (before: Camera, { k }: Zoom, fit: number, size: Size): Zoom =>
  zoomTo(toFrame(before, before.width / 2, before.height / 2), k, fit, size);

/** The zoom by a factor k that has the place (u, v) of the frame in the middle of a plot. */
export const zoomTo = ([u, v]: readonly [number, number], k: number, fit: number, { width, height }: Size): Zoom => ({
  k,
  x: width / 2 - k * fit * u - (k * width) / 2,
  y: height / 2 + k * fit * v - (k * height) / 2,
});
