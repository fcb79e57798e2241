/** The drawing of one memory's features on a canvas: marks and bands for a few features, a heat strip for many. */
import { interpolateRgb, rgb } from 'd3';
import { density, fitCanvas, type Size } from '../chart/size';
import type { ThemeColors } from '../chart/theme';
import { position, type Ranges, type Reach } from './ranges';

/** Up to this many features each has a column of its own, with its name. */
export const mostColumns = 24;
const air = 5;

export interface RowDrawing {
  readonly d: number;
  /** d scaled numbers. */
  readonly memory: ArrayLike<number>;
  /** Mean and deviation of the members, d scaled numbers each; null while they are not known. */
  readonly members: { readonly mean: ArrayLike<number>; readonly deviation: ArrayLike<number> } | null;
  /** A point of this cluster that is pointed at, d scaled numbers. */
  readonly point: ArrayLike<number> | null;
  readonly ranges: Ranges;
  readonly colour: string;
}

/**
 * Each feature a column from its lowest value in the data (bottom) to its highest (top). What lies outside is drawn hollow, at the edge.
 */
export function drawProfile(canvas: HTMLCanvasElement, size: Size, row: RowDrawing, theme: ThemeColors): void {
  const context = fitCanvas(canvas, size, density(canvas));
  if (!context) return;
  const { d, memory, members, point, ranges, colour } = row;
  const { width, height } = size;
  const column = width / d;
  const x = (f: number) => (f + 0.5) * column;
  const y = (f: number, value: number) => height - air - Math.max(0, Math.min(1, position(ranges, f, value))) * (height - 2 * air);
  context.strokeStyle = theme.line;
  context.lineWidth = 1;
  context.beginPath();
  for (let f = 0; f < d; f++) {
    context.moveTo(x(f), air);
    context.lineTo(x(f), height - air);
  }
  context.stroke();
  if (members) {
    const bar = Math.max(4, Math.min(26, column * 0.6));
    for (let f = 0; f < d; f++) {
      const mean = members.mean[f]!;
      const top = y(f, mean + members.deviation[f]!);
      const bottom = y(f, mean - members.deviation[f]!);
      context.globalAlpha = 0.32;
      context.fillStyle = colour;
      context.fillRect(x(f) - bar / 2, top - 0.5, bar, Math.max(1, bottom - top + 1));
      context.globalAlpha = 1;
      context.fillStyle = theme.ink2;
      context.fillRect(x(f) - bar / 2, y(f, mean) - 0.5, bar, 1);
    }
  }
  context.strokeStyle = theme.ink;
  context.lineWidth = 1;
  context.beginPath();
  for (let f = 0; f < d; f++) context.lineTo(x(f), y(f, memory[f]!));
  context.stroke();
  const dot = Math.min(3.5, 0.3 * column);
  for (let f = 0; f < d; f++) {
    const at = position(ranges, f, memory[f]!);
    context.fillStyle = at < 0 || at > 1 ? theme.paper : colour;
    context.beginPath();
    context.arc(x(f), y(f, memory[f]!), dot, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  if (!point) return;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  for (let f = 0; f < d; f++) {
    const [cx, cy] = [x(f), y(f, point[f]!)];
    context.beginPath();
    context.moveTo(cx - 4, cy - 4);
    context.lineTo(cx + 4, cy + 4);
    context.moveTo(cx - 4, cy + 4);
    context.lineTo(cx + 4, cy - 4);
    context.stroke();
  }
}

const mostCells = 1024;

/** 256 steps from the page's sunken paper to its ink, as RGBA bytes: the same reading in light and dark. */
export function ramp(theme: Pick<ThemeColors, 'sunken' | 'ink'>): Uint8ClampedArray {
  const mix = interpolateRgb(theme.sunken, theme.ink);
  const bytes = new Uint8ClampedArray(256 * 4);
  for (let i = 0; i < 256; i++) {
    const colour = rgb(mix(i / 255));
    bytes.set([colour.r, colour.g, colour.b, 255], i * 4);
  }
  return bytes;
}

/** Where each cell of a strip gets its value: d features into at most `most` cells, the highest of those that share one. 0 … 1 each. */
export function stripCells(values: ArrayLike<number>, d: number, reach: Reach, most = mostCells): Float64Array {
  const cells = new Float64Array(Math.min(d, most));
  for (let f = 0; f < d; f++) {
    const cell = Math.floor((f * cells.length) / d);
    const value = Math.max(0, Math.min(1, position(reach, f, values[f]!)));
    if (value > cells[cell]!) cells[cell] = value;
  }
  return cells;
}

/** Pixel rows of a strip: the memory, a gap, the mean of its members. CSS stretches them. */
const stripRows = { memory: [0, 6], members: [7, 10] } as const;

export function drawStrip(canvas: HTMLCanvasElement, row: RowDrawing, colours: Uint8ClampedArray): void {
  const width = Math.min(row.d, mostCells);
  const height = stripRows.members[1];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const image = new ImageData(width, height);
  const paint = (values: ArrayLike<number>, [from, to]: readonly [number, number]) => {
    const cells = stripCells(values, row.d, row.ranges.usual);
    for (let y = from; y < to; y++)
      for (let x = 0; x < width; x++) {
        const at = Math.round(255 * cells[x]!) * 4;
        image.data.set(colours.subarray(at, at + 4), (y * width + x) * 4);
      }
  };
  paint(row.memory, stripRows.memory);
  if (row.members) paint(row.members.mean, stripRows.members);
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}
