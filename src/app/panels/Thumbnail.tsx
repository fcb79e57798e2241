import { useEffect, useRef } from 'react';
import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { useRun } from '../../store/runStore';
import { clusterColor } from '../../views/chart/palette';
import { density, fitCanvas, onDensityChange } from '../../views/chart/size';
import { onThemeChange, themeColors } from '../../views/chart/theme';
import { imageBytes } from '../../views/thumbnail';
import { thumbnailPoints } from './thumbnailPoints';

/** In CSS pixels. */
const side = 72;

/** The set at a glance: its first pictures, or a small scatter. */
export function Thumbnail() {
  const dataset = useRun((state) => state.dataset);
  const space = useRun((state) => state.space);
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element || !dataset) return undefined;
    const draw = () => (dataset.image ? drawPictures(element, dataset) : drawPoints(element, dataset, space));
    draw();
    const stops = [onThemeChange(draw), onDensityChange(draw)];
    return () => {
      for (const stop of stops) stop();
    };
  }, [dataset, space]);
  if (!dataset) return null;
  const name = dataset.image
    ? `The first pictures of ${dataset.name}`
    : `The points of ${dataset.name}${dataset.d > 2 ? ' along two principal axes' : ''}`;
  return (
    <figure className="thumbnail" aria-label={name}>
      <canvas ref={canvas} style={{ width: side, height: side }} />
    </figure>
  );
}

const fresh = (canvas: HTMLCanvasElement) => fitCanvas(canvas, { width: side, height: side }, density(canvas));

function drawPoints(canvas: HTMLCanvasElement, dataset: Dataset, space: Space | null): void {
  const context = fresh(canvas);
  if (!context) return;
  const points = thumbnailPoints(dataset, space);
  const { ink2 } = themeColors(canvas);
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

function drawPictures(canvas: HTMLCanvasElement, { image, values, d, n }: Dataset): void {
  const context = fresh(canvas);
  if (!context || !image) return;
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
