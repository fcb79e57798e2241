/** The little pictures of the film strip: the memories of one epoch (of deep methods decoded), on a map, as pictures, or as heat strips. */
import { partitionerOf } from '../../core/partition/kinds';
import type { Dataset } from '../../data/dataset';
import type { Snapshot, Space } from '../../engine/protocol';
import type { StandInChoice } from '../../store/shown/standIns';
import { ramp } from '../Memories/drawRow';
import { drawnMemory, measure, position } from '../Memories/ranges';
import { clusterColor } from '../chart/palette';
import type { ThemeColors } from '../chart/theme';
import { imageBytes } from '../thumbnail';
import { prototypesInInput, rowToData, sampleRows, scaledRow } from '../units';
import { filmKind } from './film';

/** Shared by all frames of one dataset, size and theme; `paint` makes one frame, and `painted` holds the latest ones. */
export interface FilmArt {
  readonly side: number;
  painted(snapshot: Snapshot): HTMLCanvasElement | undefined;
  paint(snapshot: Snapshot): HTMLCanvasElement;
  /** Of those that were made lately, the one of the same restart whose epoch is nearest. */
  nearest(snapshot: Snapshot): HTMLCanvasElement | undefined;
}

const outlinePoints = 400;
const mostKept = 48;

/** @param side CSS pixels. @param density device pixels to each. */
export function filmArt(
  dataset: Dataset,
  space: Space,
  side: number,
  density: number,
  theme: ThemeColors,
  drawnBy: StandInChoice,
): FilmArt {
  const kind = filmKind(dataset, space);
  const pixels = Math.round(side * density);
  const draw =
    kind === 'pictures'
      ? pictures(dataset, space, drawnBy)
      : kind === 'map'
        ? map(dataset, space, pixels, density, theme, drawnBy)
        : strips(dataset, space, theme, drawnBy);
  const kept = new Map<Snapshot, HTMLCanvasElement>();
  return {
    side,
    painted: (snapshot) => kept.get(snapshot),
    nearest({ run, restart, epoch }) {
      const away = (other: Snapshot) => Math.abs(other.epoch - epoch);
      const same = [...kept.keys()].filter((other) => other.run === run && other.restart === restart);
      return same.length > 0 ? kept.get(same.reduce((best, other) => (away(other) < away(best) ? other : best))) : undefined;
    },
    paint(snapshot) {
      // The oldest goes, for what is drawn next is mostly what was drawn last; its canvas is drawn on again, for canvases are dear to
      // collect.
      const oldest = kept.size >= mostKept ? kept.entries().next().value : undefined;
      if (oldest) kept.delete(oldest[0]);
      const canvas = oldest?.[1] ?? blank(pixels, theme.sunken);
      const context = canvas.getContext('2d')!;
      context.fillStyle = theme.sunken;
      context.fillRect(0, 0, pixels, pixels);
      draw(context, snapshot, pixels);
      kept.set(snapshot, canvas);
      return canvas;
    },
  };
}

type Draw = (context: CanvasRenderingContext2D, snapshot: Snapshot, pixels: number) => void;

function blank(pixels: number, colour: string): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = pixels;
  const context = canvas.getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, pixels, pixels);
  return canvas;
}

/** The data's plane, or that of the two principal axes: thinned points in grey, memories in colour. */
function map(dataset: Dataset, space: Space, pixels: number, density: number, theme: ThemeColors, drawnBy: StandInChoice): Draw {
  const { d, n } = dataset;
  const { mean, axes } = space.pca;
  const project = (row: ArrayLike<number>, offset: number): [number, number] => {
    if (d === 2) return [row[offset]!, row[offset + 1]!];
    let x = 0;
    let y = 0;
    for (let f = 0; f < d; f++) {
      const value = row[offset + f]! - mean[f]!;
      x += value * axes[f]!;
      y += value * axes[d + f]!;
    }
    return [x, y];
  };
  const row = new Float32Array(d);
  const points = Array.from(sampleRows(n, outlinePoints), (i) => project(scaledRow(dataset, space, i, row), 0));
  const centre = [0, 1].map((axis) => (Math.min(...points.map((p) => p[axis]!)) + Math.max(...points.map((p) => p[axis]!))) / 2);
  const reach = Math.max(1e-9, ...points.flatMap((p) => [Math.abs(p[0] - centre[0]!), Math.abs(p[1] - centre[1]!)])) * 1.2;
  const place = ([x, y]: readonly [number, number]): [number, number] => {
    const within = (v: number) => Math.max(0.04, Math.min(0.96, v)) * pixels;
    return [within(0.5 + (x - centre[0]!) / (2 * reach)), within(0.5 - (y - centre[1]!) / (2 * reach))];
  };
  const ground = blank(pixels, theme.sunken);
  const below = ground.getContext('2d')!;
  below.fillStyle = theme.ink3;
  below.globalAlpha = 0.45;
  for (const point of points) {
    const [x, y] = place(point);
    below.fillRect(x - density / 2, y - density / 2, density, density);
  }
  return (context, snapshot) => {
    context.drawImage(ground, 0, 0);
    const memories = prototypesInInput(snapshot, drawnBy);
    const k = memories.length / d;
    const radius = density * (k <= 12 ? 3.2 : 2.2);
    context.strokeStyle = theme.ink2;
    context.lineWidth = density * 0.75;
    for (let mu = 0; mu < k; mu++) {
      const [x, y] = place(project(memories, mu * d));
      context.fillStyle = clusterColor(mu);
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  };
}

/** The memories as pictures, in a square grid. */
function pictures(dataset: Dataset, space: Space, drawnBy: StandInChoice): Draw {
  const image = dataset.image!;
  const small = document.createElement('canvas');
  small.width = image.width;
  small.height = image.height;
  const pen = small.getContext('2d')!;
  return (context, snapshot, pixels) => {
    const { sphere } = partitionerOf(snapshot.partition);
    const prototypes = prototypesInInput(snapshot, drawnBy);
    const k = prototypes.length / dataset.d;
    const across = Math.ceil(Math.sqrt(k));
    const cell = pixels / across;
    const top = (pixels - Math.ceil(k / across) * cell) / 2;
    context.imageSmoothingEnabled = cell < image.width;
    for (let mu = 0; mu < k; mu++) {
      pen.putImageData(
        new ImageData(
          imageBytes(rowToData(space, drawnMemory({ prototypes, sphere }, mu, dataset, space)), 0, image),
          image.width,
          image.height,
        ),
        0,
        0,
      );
      context.drawImage(small, (mu % across) * cell, top + Math.floor(mu / across) * cell, cell - 1, cell - 1);
    }
  };
}

/** One line a memory, one cell a feature, as in the Memories view. */
function strips(dataset: Dataset, space: Space, theme: ThemeColors, drawnBy: StandInChoice): Draw {
  const { usual } = measure(dataset, space, 2e5);
  const colours = ramp(theme);
  const { d } = dataset;
  const cells = Math.min(d, 64);
  const small = document.createElement('canvas');
  return (context, snapshot, pixels) => {
    const { sphere } = partitionerOf(snapshot.partition);
    const prototypes = prototypesInInput(snapshot, drawnBy);
    const k = prototypes.length / d;
    small.width = cells;
    small.height = k;
    const image = new ImageData(cells, k);
    for (let mu = 0; mu < k; mu++) {
      const memory = drawnMemory({ prototypes, sphere }, mu, dataset, space);
      for (let cell = 0; cell < cells; cell++) {
        const f = Math.floor((cell * d) / cells);
        const value = Math.max(0, Math.min(1, position(usual, f, memory[f]!)));
        const at = Math.round(255 * value) * 4;
        image.data.set(colours.subarray(at, at + 4), (mu * cells + cell) * 4);
      }
    }
    small.getContext('2d')!.putImageData(image, 0, 0);
    context.imageSmoothingEnabled = false;
    context.drawImage(small, 0, 0, pixels, pixels);
  };
}
