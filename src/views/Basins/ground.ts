import type { Picture } from '../../engine/client';
import type { Frame } from './frame';

/** The filled part of the map. Keeps the last picture and draws it where it belongs, also while a newer one for a moved box is on its way. */
export class Ground {
  private readonly store = document.createElement('canvas');
  picture: Picture | null = null;

  take(picture: Picture): void {
    this.picture = picture;
    const { width, height, rgba } = picture;
    if (this.store.width !== width || this.store.height !== height) Object.assign(this.store, { width, height });
    this.store.getContext('2d')!.putImageData(new ImageData(rgba, width, height), 0, 0);
  }

  clear(): void {
    this.picture = null;
  }

  draw(canvas: HTMLCanvasElement, { width, height, x, y }: Frame, paper: string): void {
    const ratio = fitCanvas(canvas, width, height);
    const context = canvas.getContext('2d')!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = paper;
    context.fillRect(0, 0, width, height);
    if (!this.picture) return;
    const { box } = this.picture.scene;
    context.imageSmoothingQuality = 'high';
    context.drawImage(this.store, x(box.s0), y(box.t1), x(box.s1) - x(box.s0), y(box.t0) - y(box.t1));
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

/** Gives a canvas as many pixels as its place on the screen has, at most two a CSS pixel and way; returns that ratio. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number): number {
  const ratio = Math.min(2, devicePixelRatio || 1);
  const w = Math.round(width * ratio);
  const h = Math.round(height * ratio);
  if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
  return ratio;
}
