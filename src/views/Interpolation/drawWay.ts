/** Draws the energy along the way, in the colours of its basins, and rows of many features as upright strips. */
import { ticks } from 'd3';
import { domainOf } from '../chart/axis';
import { formatScore, formatValue } from '../format';
import { glyphPath } from '../glyph';
import { stripCells } from '../Memories/drawRow';
import type { Reach } from '../Memories/ranges';
import { clusterColor } from '../chart/palette';
import { density, fitCanvas, type Size } from '../chart/size';
import type { ThemeColors } from '../chart/theme';
import { wayBorders, waySample, samples, stations, tOf, type Way } from './way';

const foot = 16;
const head = 16;

/**
 * The stations stand below the middles of their pictures; dashed lines are borders between basins. Where the land is flat the way is a
 * level line. @param k prototypes.
 */
export function drawEnergy(canvas: HTMLCanvasElement, size: Size, { energies: known, basins }: Way, k: number, theme: ThemeColors): void {
  const energies = known ?? new Float64Array(samples);
  const context = fitCanvas(canvas, size, density(canvas));
  const domain = domainOf(energies);
  if (!context || !domain) return;
  const { width, height } = size;
  const column = width / stations;
  const x = (t: number) => column / 2 + t * (width - column);
  const y = (energy: number) => head + (height - head - foot) * ((domain[1] - energy) / (domain[1] - domain[0]));
  const haloed = (text: string, at: number, bottom: number, align: CanvasTextAlign) => {
    context.textAlign = align;
    context.strokeStyle = theme.paper;
    context.lineWidth = 3;
    context.lineJoin = 'round';
    context.strokeText(text, at, bottom);
    context.fillStyle = theme.ink2;
    context.fillText(text, at, bottom);
  };
  context.font = `12px ${getComputedStyle(canvas).fontFamily}`;
  const marks = known ? ticks(domain[0], domain[1], 3) : [];
  context.fillStyle = theme.line;
  for (const mark of marks) context.fillRect(0, Math.round(y(mark)), width, 1);

  const borders = wayBorders(basins);
  context.strokeStyle = theme.ink2;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  for (const { t } of borders) {
    context.beginPath();
    context.moveTo(x(t), head);
    context.lineTo(x(t), height - foot);
    context.stroke();
  }
  context.setLineDash([]);

  const line = new Path2D();
  for (let i = 0; i < samples; i++) line.lineTo(x(tOf(i)), y(energies[i]!));
  context.lineJoin = 'round';
  context.strokeStyle = theme.ink2;
  context.lineWidth = 4.5;
  context.stroke(line);
  context.lineWidth = 3;
  for (let i = 1; i < samples; i++) {
    context.beginPath();
    context.moveTo(x(tOf(i - 1)), y(energies[i - 1]!));
    context.lineTo(x(tOf(i)), y(energies[i]!));
    context.strokeStyle = clusterColor(basins[i]!);
    context.stroke();
  }
  for (let station = 0; station < stations; station++) {
    const i = waySample(station);
    context.save();
    context.translate(x(tOf(i)), y(energies[i]!));
    // Only prototypes have glyphs of their own.
    const glyph = basins[i]! < k ? outlineOf(basins[i]!) : dot();
    context.fillStyle = clusterColor(basins[i]!);
    context.fill(glyph);
    context.strokeStyle = theme.ink;
    context.lineWidth = 1;
    context.stroke(glyph);
    context.restore();
  }
  // The numbers stand at the end where fewer of them meet the curve.
  const met = (end: readonly number[]) => marks.filter((mark) => end.some((i) => Math.abs(y(energies[i]!) - y(mark) + 7) < 12)).length;
  const [left, right] = [met([0, 5, 10]), met([samples - 1, samples - 6, samples - 11])];
  for (const mark of marks) haloed(formatValue(mark), left <= right ? 2 : width - 2, y(mark) - 3, left <= right ? 'left' : 'right');
  let free = -Infinity;
  for (const { t } of borders) {
    if (x(t) < free) continue;
    haloed(formatScore(t, 2), x(t), head - 4, 'center');
    free = x(t) + 34;
  }
  for (let station = 0; station < stations; station++)
    if (column > 26 || station % 2 === 0) haloed(formatScore(tOf(waySample(station)), 1), x(tOf(waySample(station))), height - 3, 'center');
}

const outlineOf = (mu: number) => new Path2D(glyphPath(mu, 70));

const mostCells = 256;

/** d features as cells one above the other, the first at the top; CSS stretches them. */
export function drawUpright(
  canvas: HTMLCanvasElement,
  values: ArrayLike<number>,
  d: number,
  reach: Reach,
  colours: Uint8ClampedArray,
): void {
  const cells = stripCells(values, d, reach, mostCells);
  if (canvas.width !== 1) canvas.width = 1;
  if (canvas.height !== cells.length) canvas.height = cells.length;
  const image = new ImageData(1, cells.length);
  cells.forEach((cell, i) => {
    const at = Math.round(255 * cell) * 4;
    image.data.set(colours.subarray(at, at + 4), i * 4);
  });
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}

function dot(): Path2D {
  const path = new Path2D();
  path.arc(0, 0, 3, 0, 2 * Math.PI);
  return path;
}
