import { scaleLinear, select } from 'd3';
import { changing } from '../../changing';
import type { PlaneFrame } from '../frame';

/** One axis of the plane: what it is called, and what its readings are: shown = place · scale + shift. With a scale of 0 it has none. */
export interface Axis {
  readonly label: string;
  readonly scale: number;
  readonly shift: number;
}

interface Tick {
  readonly text: string;
  readonly at: number;
}

/** Round readings between two ends of an axis, at least `gap` pixels apart and clear of both ends. */
export function ticksOf(axis: Axis, domain: readonly [number, number], range: readonly [number, number], gap: number): Tick[] {
  if (axis.scale === 0) return [];
  const readings = scaleLinear([domain[0] * axis.scale + axis.shift, domain[1] * axis.scale + axis.shift], [range[0], range[1]]);
  const length = Math.abs(range[1] - range[0]);
  const count = Math.max(2, Math.floor(length / gap));
  const format = readings.tickFormat(count);
  const low = Math.min(...range) + 24;
  const high = Math.max(...range) - 24;
  return readings
    .ticks(count)
    .map((value) => ({ text: format(value), at: readings(value) }))
    .filter(({ at }) => at > low && at < high);
}

/** Readings along the lower and the left edge, inside the map, and the axes' names at their ends. */
export function drawAxes(group: SVGGElement, frame: PlaneFrame, [horizontal, vertical]: readonly [Axis, Axis]): void {
  const { width, height, box } = frame;
  const across = ticksOf(horizontal, [box.s0, box.s1], [0, width], 64);
  const up = ticksOf(vertical, [box.t0, box.t1], [height, 0], 56);
  const root = select(group);
  changing(root.selectAll<SVGPathElement, null>('path').data([null]).join('path'))
    .attr('class', 'tick-marks')
    .attr('d', [...across.map(({ at }) => `M${at},${height}v-4`), ...up.map(({ at }) => `M0,${at}h4`)].join(''));
  const texts = [
    // Where the name of the axis stands there is no reading.
    ...across
      .filter(({ at }) => at < width - 8 * horizontal.label.length - 20)
      .map(({ text, at }) => ({ text, x: at, y: height - 8, anchor: 'middle', kind: 'tick' })),
    ...up.filter(({ at }) => at > 34 && at < height - 34).map(({ text, at }) => ({ text, x: 8, y: at + 4, anchor: 'start', kind: 'tick' })),
    { text: horizontal.label, x: width - 8, y: height - 8, anchor: 'end', kind: 'axis-name' },
    { text: vertical.label, x: 8, y: 18, anchor: 'start', kind: 'axis-name' },
  ];
  changing(root.selectAll<SVGTextElement, (typeof texts)[number]>('text').data(texts).join('text'))
    .attr('class', ({ kind }) => kind)
    .attr('x', ({ x }) => x)
    .attr('y', ({ y }) => y)
    .attr('text-anchor', ({ anchor }) => anchor)
    .text(({ text }) => text);
}
