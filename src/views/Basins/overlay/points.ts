import { quadtree, type Quadtree } from 'd3';
import { clusterColor } from '../../palette';
import { fitCanvas } from '../../size';
import type { Frame } from '../frame';
import { mapDensity } from '../ground';

/** The data points as dots in the colour of the basin that each itself ends in. */

export interface Dots {
  /** n × 2 in the axes of the plane. */
  readonly places: Float32Array;
  /** Which of them are drawn. */
  readonly drawn: Uint32Array;
  /** The basin of each point; null where it is not known yet. */
  readonly labels: Uint16Array | null;
  /** The cluster whose members stand out. */
  readonly emphasised: number | null;
}

export interface DotColors {
  readonly halo: string;
  readonly unknown: string;
}

/** Radius in CSS pixels: the more dots, the smaller. */
export const dotRadius = (count: number) => (count <= 400 ? 4 : count <= 1500 ? 3.2 : 2.4);

export function drawPoints(canvas: HTMLCanvasElement, frame: Frame, dots: Dots | null, colors: DotColors): void {
  const density = mapDensity();
  const context = fitCanvas(canvas, frame, density);
  if (!context || !dots) return;
  const { places, drawn, labels, emphasised } = dots;
  const { width, height, x, y } = frame;
  const radius = dotRadius(drawn.length);
  // One dot a basin is drawn and the others are copies of it: thousands of copies take less time than as many arcs.
  const stamps = new Map<number, HTMLCanvasElement>();
  const reach = radius + 2;
  const put = (i: number, label: number) => {
    const px = x(places[2 * i]);
    const py = y(places[2 * i + 1]);
    if (!(px > -reach && py > -reach && px < width + reach && py < height + reach)) return;
    let stamp = stamps.get(label);
    if (!stamp) stamps.set(label, (stamp = stampOf(label < 0 ? colors.unknown : clusterColor(label), colors.halo, radius, label === emphasised ? 1.5 : 0.9, reach, density)));
    context.drawImage(stamp, px - reach, py - reach, 2 * reach, 2 * reach);
  };
  context.globalAlpha = emphasised === null ? 1 : 0.22;
  for (const i of drawn) {
    const label = labels ? labels[i] : -1;
    if (label !== emphasised || emphasised === null) put(i, label);
  }
  // Those that stand out are drawn last, on top.
  context.globalAlpha = 1;
  if (emphasised !== null && labels) for (const i of drawn) if (labels[i] === emphasised) put(i, emphasised);
}

function stampOf(fill: string, halo: string, radius: number, border: number, reach: number, density: number): HTMLCanvasElement {
  const stamp = document.createElement('canvas');
  stamp.width = stamp.height = Math.ceil(2 * reach * density);
  const context = stamp.getContext('2d')!;
  context.scale(stamp.width / (2 * reach), stamp.width / (2 * reach));
  context.fillStyle = halo;
  context.beginPath();
  context.arc(reach, reach, radius + border, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = fill;
  context.beginPath();
  context.arc(reach, reach, radius, 0, 2 * Math.PI);
  context.fill();
  return stamp;
}

/** For finding the dot under the cursor. */
export function indexPoints(places: Float32Array, drawn: Uint32Array): Quadtree<number> {
  return quadtree<number>()
    .x((i) => places[2 * i])
    .y((i) => places[2 * i + 1])
    .addAll(Array.from(drawn).filter((i) => Number.isFinite(places[2 * i]) && Number.isFinite(places[2 * i + 1])));
}
