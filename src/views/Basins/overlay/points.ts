import { quadtree, type Quadtree } from 'd3';
import { clusterColor } from '../../palette';
import type { Frame } from '../frame';
import { fitCanvas } from '../ground';

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
  const ratio = fitCanvas(canvas, frame.width, frame.height);
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, frame.width, frame.height);
  if (!dots) return;
  const radius = dotRadius(dots.drawn.length);
  const groups = byLabel(dots);
  for (const [label, indices] of groups) {
    const path = discs(frame, dots.places, indices, radius);
    const dim = dots.emphasised !== null && label !== dots.emphasised;
    context.globalAlpha = dim ? 0.22 : 1;
    context.strokeStyle = colors.halo;
    context.lineWidth = dots.emphasised !== null && !dim ? 3 : 1.8;
    context.stroke(path);
    context.fillStyle = label < 0 ? colors.unknown : clusterColor(label);
    context.fill(path);
  }
  context.globalAlpha = 1;
}

function discs({ x, y, width, height }: Frame, places: Float32Array, indices: readonly number[], radius: number): Path2D {
  const path = new Path2D();
  for (const i of indices) {
    const px = x(places[2 * i]);
    const py = y(places[2 * i + 1]);
    if (px < -radius || py < -radius || px > width + radius || py > height + radius) continue;
    path.moveTo(px + radius, py);
    path.arc(px, py, radius, 0, 2 * Math.PI);
  }
  return path;
}

/** One path a basin instead of one a dot; the emphasised one last, on top. Label −1 is "not known". */
function byLabel({ drawn, labels, emphasised }: Dots): [number, number[]][] {
  const groups = new Map<number, number[]>();
  for (const i of drawn) {
    const label = labels ? labels[i] : -1;
    const group = groups.get(label);
    if (group) group.push(i);
    else groups.set(label, [i]);
  }
  return [...groups].sort(([a], [b]) => Number(a === emphasised) - Number(b === emphasised) || a - b);
}

/** For finding the dot under the cursor. */
export function indexPoints(places: Float32Array, drawn: Uint32Array): Quadtree<number> {
  return quadtree<number>()
    .x((i) => places[2 * i])
    .y((i) => places[2 * i + 1])
    .addAll(Array.from(drawn).filter((i) => Number.isFinite(places[2 * i]) && Number.isFinite(places[2 * i + 1])));
}
