/** The points as the pictures that they are, where few enough are in view to see them. */
import type { Dataset } from '../../../data/dataset';
import { density, fitCanvas } from '../../chart/size';
import { paintImage } from '../../thumbnail';
import { toScreen, type Camera } from '../geometry/camera';

/** In view; of more only the dots are drawn. */
export const mostSprites = 300;
const mostKept = 900;
/** New pictures a frame. */
const mostNew = 80;

export interface Sprite {
  readonly row: number;
  readonly u: number;
  readonly v: number;
  readonly colour: string;
  readonly stands: boolean;
}

export interface SpriteLayer {
  /** Answers true when there are pictures left to be made: to be called again. */
  draw(dataset: Dataset, camera: Camera, sprites: readonly Sprite[], paper: string): boolean;
  clear(): void;
}

export function spriteLayer(canvas: HTMLCanvasElement): SpriteLayer {
  let kept = new Map<number, HTMLCanvasElement>();
  let of: Dataset | null = null;
  let empty = true;

  return {
    draw(dataset, camera, sprites, paper) {
      const { image, values, d } = dataset;
      if (!image) return false;
      if (of !== dataset || kept.size > mostKept) kept = new Map();
      of = dataset;
      const context = fitCanvas(canvas, camera, density(canvas));
      if (!context) return false;
      empty = false;
      context.imageSmoothingEnabled = false;
      const height = Math.max(14, Math.min(44, 0.55 * Math.sqrt((camera.width * camera.height) / Math.max(1, sprites.length))));
      const width = (height * image.width) / image.height;
      let made = 0;
      for (const { row, u, v, colour, stands } of sprites) {
        let picture = kept.get(row);
        if (!picture) {
          if (made >= mostNew) continue;
          made++;
          picture = document.createElement('canvas');
          paintImage(picture, values, row * d, image);
          kept.set(row, picture);
        }
        const [x, y] = toScreen(camera, u, v);
        context.globalAlpha = stands ? 1 : 0.25;
        // The colour of the point is that of the frame round its picture.
        context.fillStyle = paper;
        context.fillRect(x - width / 2 - 2.5, y - height / 2 - 2.5, width + 5, height + 5);
        context.fillStyle = colour;
        context.fillRect(x - width / 2 - 1.5, y - height / 2 - 1.5, width + 3, height + 3);
        context.drawImage(picture, x - width / 2, y - height / 2, width, height);
      }
      return made >= mostNew;
    },
    clear() {
      if (empty) return;
      empty = true;
      canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
    },
  };
}
