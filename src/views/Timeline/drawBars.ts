/** Draws the film's row: how much changed in each epoch, and where the shown one is. */
import type { Snapshot } from '../../engine/protocol';
import { density, fitCanvas, type Size } from '../chart/size';
import type { ThemeColors } from '../chart/theme';
import { changeSince } from './film';

/** The height of a bar grows with the root of the change, so that late epochs are seen beside the first. */
const least = 1;

/** @param inset pixels at both ends: the middle of the slider's thumb goes from one to the other. */
export function drawBars(
  canvas: HTMLCanvasElement,
  size: Size,
  frames: readonly Snapshot[],
  shown: number | null,
  inset: number,
  theme: ThemeColors,
): void {
  const context = fitCanvas(canvas, size, density(canvas));
  if (!context || frames.length === 0) return;
  const { height } = size;
  const width = size.width - 2 * inset;
  const last = Math.max(1, frames.at(-1)!.epoch);
  const x = (epoch: number) => inset + (width * epoch) / last;
  context.fillStyle = theme.ink3;
  context.globalAlpha = 0.5;
  context.fillRect(inset, height - 1, width, 1);
  const changes = frames.slice(1).map((frame, i) => changeSince(frames[i]!, frame));
  const most = changes.reduce((a, b) => Math.max(a, b), 0);
  frames.slice(1).forEach(({ epoch }, i) => {
    const from = x(frames[i]!.epoch);
    const tall = most > 0 ? Math.max(least, (height - 2) * Math.sqrt(changes[i]! / most)) : least;
    context.globalAlpha = shown !== null && epoch <= shown ? 0.85 : 0.4;
    context.fillRect(from, height - tall, Math.max(0.5, x(epoch) - from - (x(epoch) - from > 3 ? 1 : 0)), tall);
  });
  context.globalAlpha = 1;
  if (shown === null) return;
  context.fillStyle = theme.accent;
  context.fillRect(x(shown) - 1, 0, 2, height);
}
