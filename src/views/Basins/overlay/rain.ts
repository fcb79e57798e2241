import { select } from 'd3';
import type { Drops } from '../../../engine/client';
import { changing } from '../../changing';
import type { PlaneFrame } from '../frame';

/** A hundred drops at once: their streams, drawn up to the step that each has reached. */

/** When drop i of `count` has run for `seconds`, the share of its path behind it, 0 … 1. They start one after the other and run as long. */
export function rainProgress(i: number, count: number, seconds: number): number {
  const delay = (rainSeconds - runSeconds) * (i / Math.max(1, count - 1));
  const share = Math.max(0, Math.min(1, (seconds - delay) / runSeconds));
  return share * (2 - share);
}
const runSeconds = 1.4;
/** The duration of the whole rain. */
export const rainSeconds = 2.2;

/** @param from the first drop of `drops` that is rain. @param seconds since it began; Infinity draws it as it ends. */
export function drawRain(group: SVGGElement, frame: PlaneFrame, drops: Drops | null, from: number, seconds: number): void {
  const shapes = drops ? shapesOf(frame, drops, from, seconds) : [];
  const paths = select(group).selectAll<SVGPathElement, { name: string; d: string }>('path').data(shapes).join('path');
  changing(paths)
    .attr('class', ({ name }) => name)
    .attr('d', ({ d }) => d);
}

function shapesOf({ x, y }: PlaneFrame, { paths, steps }: Drops, from: number, seconds: number): { name: string; d: string }[] {
  const length = (steps + 1) * 2;
  const count = paths.length / length - from;
  // Some forty corners a stream are as smooth as two hundred.
  const stride = Math.max(1, Math.floor(steps / 40));
  let streams = '';
  let heads = '';
  for (let i = 0; i < count; i++) {
    const at = (from + i) * length;
    const reached = rainProgress(i, count, seconds) * steps;
    const whole = Math.floor(reached);
    const place = (t: number) => `${x(paths[at + 2 * t]).toFixed(1)},${y(paths[at + 2 * t + 1]).toFixed(1)}`;
    streams += `M${place(0)}`;
    for (let t = stride; t <= whole; t += stride) streams += `L${place(t)}`;
    const next = Math.min(steps, whole + 1);
    const part = reached - whole;
    const px = x(paths[at + 2 * whole] * (1 - part) + paths[at + 2 * next] * part);
    const py = y(paths[at + 2 * whole + 1] * (1 - part) + paths[at + 2 * next + 1] * part);
    streams += `L${px.toFixed(1)},${py.toFixed(1)}`;
    heads += `M${(px - 2.4).toFixed(1)},${py.toFixed(1)}a2.4,2.4 0 1 0 4.8,0a2.4,2.4 0 1 0 -4.8,0`;
  }
  return [
    { name: 'rain-halo', d: streams },
    { name: 'rain-line', d: streams },
    { name: 'rain-head', d: heads },
  ];
}
