/** Draws points without a GPU: a sample while something moves, and all of them, some thousands a frame, when it has come to rest. */
import { rgb } from 'd3';
import { lay, stampOf, type Stamp } from '../../Basins/overlay/stamp';
import { fitCanvas } from '../../chart/size';
import type { Camera } from '../geometry/camera';
import { border, borderFrom, dimShare, mark, type PlotDots, type PlotLook, type PointRenderer } from './renderer';

/** Points a frame, and milliseconds. */
const slice = 4000;
const budget = 8;
/** The clock is looked at after so many points. */
const between = 256;

interface Drawing {
  readonly dots: PlotDots;
  readonly camera: Camera;
  readonly look: PlotLook;
  readonly density: number;
}

const same = (a: Drawing, b: Drawing): boolean =>
  a.density === b.density &&
  (Object.keys(a.dots) as (keyof PlotDots)[]).every((key) => a.dots[key] === b.dots[key]) &&
  (['width', 'height', 'scale', 'x0', 'y0'] as const).every((key) => a.camera[key] === b.camera[key]) &&
  (['progress', 'radius', 'opacity'] as const).every((key) => a.look[key] === b.look[key]);

export function canvasRenderer(host: HTMLElement): PointRenderer {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  host.append(canvas);
  let image: ImageData | null = null;
  let begun: Drawing | null = null;
  let done = 0;
  let stamps = new Map<number, Stamp>();

  /** Each colour has a stamp for a dot in full, one that stands back and a hollow one, and that at four places of a pixel. */
  const stampFor = ({ dots, look, density }: Drawing, i: number, right: number, low: number): Stamp => {
    const hollow = (dots.marks[i] & mark.hollow) !== 0;
    const stands = !dots.dimmed || (dots.marks[i] & mark.stands) !== 0;
    const key = 16 * dots.index[i] + 8 * Number(hollow) + 4 * Number(stands) + 2 * right + low;
    let stamp = stamps.get(key);
    if (!stamp) {
      const colour = rgb(
        dots.palette[3 * dots.index[i]],
        dots.palette[3 * dots.index[i] + 1],
        dots.palette[3 * dots.index[i] + 2],
      ).formatHex();
      const paper = rgb(...dots.paper).formatHex();
      const radius = look.radius * density;
      const ring = Math.max(density, 0.35 * radius);
      const opacity = dots.dimmed ? (stands ? Math.max(0.85, look.opacity) : dimShare * look.opacity) : look.opacity;
      const edge = look.radius >= borderFrom ? border * density : 0;
      const style = hollow
        ? { fill: paper, halo: colour, radius: Math.max(0, radius - ring), border: ring }
        : { fill: colour, halo: edge > 0 ? paper : colour, radius, border: edge };
      stamps.set(key, (stamp = stampOf({ ...style, opacity }, 0.25 + right / 2, 0.25 + low / 2)));
    }
    return stamp;
  };

  const put = (drawing: Drawing, pixels: ImageData, i: number) => {
    const { dots, camera, look, density } = drawing;
    const u = dots.from[2 * i] + look.progress * (dots.to[2 * i] - dots.from[2 * i]);
    const v = dots.from[2 * i + 1] + look.progress * (dots.to[2 * i + 1] - dots.from[2 * i + 1]);
    const px = (camera.x0 + camera.scale * u) * density;
    const py = (camera.y0 - camera.scale * v) * density;
    if (!(px > -40 && py > -40 && px < pixels.width + 40 && py < pixels.height + 40)) return;
    const column = Math.floor(px);
    const row = Math.floor(py);
    lay(stampFor(drawing, i, px - column < 0.5 ? 0 : 1, py - row < 0.5 ? 0 : 1), pixels.data, pixels.width, pixels.height, column, row);
  };

  return {
    draw(dots, camera, look, density, moving) {
      const drawing = { dots, camera, look, density };
      const goesOn = begun !== null && image !== null && same(begun, drawing);
      if (!goesOn) {
        const context = fitCanvas(canvas, camera, density);
        if (!context) return false;
        if (image?.width === canvas.width && image.height === canvas.height) image.data.fill(0);
        else image = context.createImageData(canvas.width, canvas.height);
        begun = drawing;
        done = 0;
        stamps = new Map();
      }
      const pixels = image!;
      const { order, marks, dimmed } = dots;
      // Those that stand back come first, then those that stand out: two rounds of the same order.
      const rounds = dimmed ? 2 : 1;
      const stands = (i: number) => (marks[i] & mark.stands) !== 0;
      if (moving) {
        const some = Math.min(order.length, slice / rounds);
        for (let round = 0; round < rounds; round++)
          for (let at = 0; at < some; at++) if (!dimmed || stands(order[at]) === round > 0) put(drawing, pixels, order[at]);
        begun = null;
      } else {
        const end = Math.min(rounds * order.length, done + slice * rounds);
        const late = performance.now() + budget;
        for (; done < end; done++) {
          if (done % between === 0 && performance.now() > late) break;
          const i = order[done % order.length];
          if (!dimmed || stands(i) === done >= order.length) put(drawing, pixels, i);
        }
      }
      canvas.getContext('2d')?.putImageData(pixels, 0, 0);
      return !moving && done < rounds * order.length;
    },
    destroy: () => canvas.remove(),
  };
}
