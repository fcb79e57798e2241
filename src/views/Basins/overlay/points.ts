import { quadtree, type Quadtree } from 'd3';
import { clusterColor, drawnAs } from '../../chart/palette';
import { fitCanvas } from '../../chart/size';
import type { PlaneFrame } from '../frame';
import { lay, stampOf, type Stamp } from './stamp';

/** The data points as dots in the colour of the basin that each itself ends in. */

export interface MapDots {
  /** n × 2 in the axes of the plane. */
  readonly places: Float32Array;
  /** The points that are drawn. */
  readonly drawn: Uint32Array;
  /** The basin of each point; null where it is not known yet. */
  readonly labels: Uint16Array | null;
  /** The cluster whose members stand out. */
  readonly emphasised: number | null;
  /** n, 1 where points chosen together stand out; null: none were, and the cluster counts. */
  readonly chosen: Uint8Array | null;
  /** See `Shown.looks`. */
  readonly looks?: Uint16Array;
}

export interface DotColors {
  readonly halo: string;
  readonly unknown: string;
}

/** Radius in CSS pixels: the more dots, the smaller. */
export const dotRadius = (count: number) => (count <= 400 ? 4 : count <= 1500 ? 3.2 : 2.4);

/** The pixels of each canvas, kept from one drawing to the next. */
const images = new WeakMap<HTMLCanvasElement, ImageData>();
/** The stamps of the last drawings, by their looks. */
const stamps = new Map<string, Stamp>();
const mostStamps = 1000;

/** @param density device pixels to a CSS pixel. */
export function drawPoints(canvas: HTMLCanvasElement, frame: PlaneFrame, dots: MapDots | null, colors: DotColors, density: number): void {
  const context = fitCanvas(canvas, frame, density);
  if (!context || !dots) return;
  const { width, height } = canvas;
  let image = images.get(canvas);
  if (image?.width === width && image.height === height) image.data.fill(0);
  else images.set(canvas, (image = context.createImageData(width, height)));
  const { places, drawn, labels, emphasised, chosen, looks } = dots;
  const { x, y } = frame;
  const radius = dotRadius(drawn.length) * density;
  const some = chosen !== null || emphasised !== null;
  const standsOut = (i: number, label: number) => (chosen ? chosen[i] === 1 : emphasised === null || label === emphasised);
  // For each basin four stamps of either emphasis: the middle of a dot lies in one of a pixel's four quarters.
  const laid: Stamp[] = [];
  const stampFor = (label: number, stands: boolean, right: number, low: number): Stamp => {
    const fill = label < 0 ? colors.unknown : clusterColor(drawnAs(looks, label));
    const border = density * (some && stands ? 1.5 : 0.9);
    const opacity = stands ? 1 : 0.22;
    const style = [fill, colors.halo, radius, border, opacity, right, low].join();
    let stamp = stamps.get(style);
    if (!stamp) {
      if (stamps.size >= mostStamps) stamps.clear();
      stamps.set(style, (stamp = stampOf({ fill, halo: colors.halo, radius, border, opacity }, 0.25 + right / 2, 0.25 + low / 2)));
    }
    return stamp;
  };
  const put = (i: number, label: number, stands: boolean) => {
    const px = x(places[2 * i]) * density;
    const py = y(places[2 * i + 1]) * density;
    if (!(px > -99 && py > -99 && px < width + 99 && py < height + 99)) return;
    const column = Math.floor(px);
    const row = Math.floor(py);
    const right = px - column < 0.5 ? 0 : 1;
    const low = py - row < 0.5 ? 0 : 1;
    const stamp = (laid[8 * (label + 1) + 4 * Number(stands) + 2 * right + low] ??= stampFor(label, stands, right, low));
    lay(stamp, image.data, width, height, column, row);
  };
  const round = (standing: boolean) => {
    for (const i of drawn) {
      const label = labels ? labels[i] : -1;
      if (standsOut(i, label) === standing) put(i, label, standing);
    }
  };
  // Those that stand out are drawn last, on top.
  if (some) round(false);
  round(true);
  context.putImageData(image, 0, 0);
}

/** For finding the dot under the cursor. */
export function indexPoints(places: Float32Array, drawn: Uint32Array): Quadtree<number> {
  return quadtree<number>()
    .x((i) => places[2 * i])
    .y((i) => places[2 * i + 1])
    .addAll(Array.from(drawn).filter((i) => Number.isFinite(places[2 * i]) && Number.isFinite(places[2 * i + 1])));
}
