import type { MapPicture } from '../../engine/client';
import { density } from '../chart/size';
import type { PlaneFrame } from './frame';

/** Device pixels to a CSS pixel, as far as a map needs them. */
export const mapDensity = (canvas: Element) => density(canvas, 2);

/**
 * The filled part of the map. The canvas has the pixels of the last picture and is laid where that belongs, so that the compositor does
 * the scaling, also while a newer picture for a moved box is on its way.
 */
export class GroundCanvas {
  picture: MapPicture | null = null;

  constructor(private readonly canvas: HTMLCanvasElement) {
    canvas.hidden = true;
  }

  take(picture: MapPicture): void {
    this.picture = picture;
    const { canvas } = this;
    const { width, height, rgba } = picture;
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    canvas.getContext('2d')!.putImageData(new ImageData(rgba, width, height), 0, 0);
  }

  clear(): void {
    this.picture = null;
    this.canvas.hidden = true;
  }

  /** Lays the picture under the frame. */
  place({ x, y }: PlaneFrame): void {
    if (!this.picture) return;
    const { width, height, scene } = this.picture;
    const left = x(scene.box.s0);
    const top = y(scene.box.t1);
    const { style } = this.canvas;
    style.width = `${width}px`;
    style.height = `${height}px`;
    style.transform = `translate(${left}px, ${top}px) scale(${(x(scene.box.s1) - left) / width}, ${(y(scene.box.t0) - top) / height})`;
    this.canvas.hidden = false;
  }

  /** The pixel of the picture at a place of the plane; −1 off the picture. */
  at(s: number, t: number): number {
    if (!this.picture) return -1;
    const { width, height, scene } = this.picture;
    const { s0, s1, t0, t1 } = scene.box;
    const column = Math.floor(((s - s0) / (s1 - s0)) * width);
    const row = Math.floor(((t1 - t) / (t1 - t0)) * height);
    return column >= 0 && column < width && row >= 0 && row < height ? row * width + column : -1;
  }
}
