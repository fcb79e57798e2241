import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { clusterColor } from '../../views/chart/palette';
import { density, fitCanvas, onDensityChange } from '../../views/chart/size';
import { onThemeChange, themeColors } from '../../views/chart/theme';
import { imageBytes } from '../../views/thumbnail';
import { thumbnailPoints } from './thumbnailPoints';

/** Draws now, and again when the theme or the density of the screen changes. Returns what ends that. */
export function onThumbnailChange(draw: () => void): () => void {
  draw();
  const stops = [onThemeChange(draw), onDensityChange(draw)];
  return () => {
    for (const stop of stops) stop();
  };
}

/**
 * A set at a glance: its first pictures, or a small scatter.
 * @param space gives the principal axes; without it the first two features are drawn.
 * @param side in CSS pixels.
 */
export function drawThumbnail(canvas: HTMLCanvasElement, dataset: Dataset, space: Space | null, side: number): void {
  const context = fitCanvas(canvas, { width: side, height: side }, density(canvas));
  if (!context) return;
  if (dataset.image) drawPictures(context, dataset, side);
  else drawPoints(context, dataset, space, side);
}

function drawPoints(context: CanvasRenderingContext2D, dataset: Dataset, space: Space | null, side: number): void {
  const points = thumbnailPoints(dataset, space);
  const { ink2 } = themeColors(context.canvas);
  const radius = points.length > 600 ? 0.8 : 1.3;
  const inner = side - 8;
  context.globalAlpha = points.length > 600 ? 0.6 : 0.8;
  for (const { row, x, y } of points) {
    const label = dataset.labels?.[row];
    context.fillStyle = label === undefined ? ink2 : clusterColor(label);
    context.beginPath();
    context.arc(4 + x * inner, 4 + y * inner, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

function drawPictures(context: CanvasRenderingContext2D, { image, values, d, n }: Dataset, side: number): void {
  if (!image) return;
  const across = Math.min(4, Math.floor(Math.sqrt(n)));
  const cell = side / across;
  const stamp = document.createElement('canvas');
  stamp.width = image.width;
  stamp.height = image.height;
  const ink = stamp.getContext('2d');
  context.imageSmoothingEnabled = image.width > cell;
  for (let i = 0; i < across * across; i++) {
    ink?.putImageData(new ImageData(imageBytes(values, i * d, image), image.width, image.height), 0, 0);
    context.drawImage(stamp, (i % across) * cell, Math.floor(i / across) * cell, cell - 1, cell - 1);
  }
}
