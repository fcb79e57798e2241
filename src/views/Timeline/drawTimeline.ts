/** Draws the film strip and, behind the slider, the loss. */
import type { Snapshot } from '../../engine/protocol';
import { domainOf } from '../chart/axis';
import { density, fitCanvas, type Size } from '../chart/size';
import type { ThemeColors } from '../chart/theme';
import { nearestEpoch, thin } from '../chart/thin';
import type { FilmArt } from './filmArt';
import { chooseFrames, filmLength } from './film';
import type { CurvePoint } from '../../store/runs/curvePoint';

/**
 * So many new frames are painted at once, the shown one first; until the next drawing the others stand in for theirs, for a page must not
 * be long at one.
 */
const paintedAtOnce = 4;

/**
 * Frames from edge to edge. The middle of the first is epoch 0, that of the last the newest: `inset` is where the slider must begin and
 * end. Not `whole` where frames are left for the next drawing.
 */
export function drawFilm(
  canvas: HTMLCanvasElement,
  size: Size,
  frames: readonly Snapshot[],
  shown: number | null,
  art: FilmArt,
  theme: ThemeColors,
): { inset: number; whole: boolean } {
  const context = fitCanvas(canvas, size, density());
  const { width } = size;
  const { side } = art;
  const chosen = chooseFrames(frames.length, filmLength(width, side + 4, frames.length));
  const inset = side / 2;
  if (!context || chosen.length === 0) return { inset, whole: true };
  const pitch = chosen.length > 1 ? (width - side) / (chosen.length - 1) : 0;
  const current =
    shown === null
      ? -1
      : nearestEpoch(
          chosen.map((i) => frames[i]!),
          shown,
        );
  let fresh = 0;
  const pictureOf = (snapshot: Snapshot) =>
    art.painted(snapshot) ?? (fresh++ < paintedAtOnce ? art.paint(snapshot) : art.nearest(snapshot));
  if (current >= 0) pictureOf(frames[chosen[current]!]!);
  chosen.forEach((frame, i) => {
    const x = chosen.length > 1 ? i * pitch : 0;
    const picture = pictureOf(frames[frame]!);
    if (picture) context.drawImage(picture, x, 2, side, side);
    if (i === current) {
      context.strokeStyle = theme.accent;
      context.lineWidth = 2;
      context.strokeRect(x + 1, 3, side - 2, side - 2);
    }
  });
  return { inset, whole: fresh <= paintedAtOnce };
}

/** The loss over the epochs, and a line at the epoch that is shown. */
export function drawSpark(
  canvas: HTMLCanvasElement,
  size: Size,
  curves: readonly CurvePoint[],
  last: number,
  shown: number | null,
  inset: number,
  theme: ThemeColors,
): void {
  const context = fitCanvas(canvas, size, density());
  if (!context) return;
  const width = size.width - 2 * inset;
  const { height } = size;
  const x = (epoch: number) => inset + (width * epoch) / Math.max(1, last);
  const points = thin(
    curves.length,
    (i) => curves[i]!.epoch,
    (i) => curves[i]!.loss,
    400,
  );
  const domain = domainOf(points.map((p) => p.y));
  if (domain && points.length > 1) {
    const y = (loss: number) => 3 + (height - 6) * (1 - (loss - domain[0]) / (domain[1] - domain[0]));
    context.beginPath();
    for (const point of points) context.lineTo(x(point.x), y(point.y));
    context.strokeStyle = theme.ink3;
    context.lineWidth = 1;
    context.stroke();
    context.lineTo(x(points.at(-1)!.x), height);
    context.lineTo(x(points[0]!.x), height);
    context.globalAlpha = 0.12;
    context.fillStyle = theme.ink3;
    context.fill();
    context.globalAlpha = 1;
  }
  if (shown === null) return;
  context.fillStyle = theme.accent;
  context.fillRect(x(shown) - 0.75, 0, 1.5, height);
}
