import type { Dataset } from '../../data/dataset';
import type { Space } from '../../engine/protocol';
import { fits, scaledRow } from '../../views/units';

/** Enough to see the shape by, and few enough not to keep the page waiting: at most so many points, and so many numbers read. */
const most = { points: 1500, numbers: 2_000_000 };

export interface ThumbnailPoint {
  readonly row: number;
  /** In 0 … 1, y downwards; both axes have the same scale. */
  readonly x: number;
  readonly y: number;
}

/** An even sample of the points, along the set's own two axes or its two principal ones. */
export function thumbnailPoints(dataset: Dataset, space: Space | null): ThumbnailPoint[] {
  const { n, d, values } = dataset;
  const wanted = Math.max(1, Math.min(most.points, Math.floor(most.numbers / d), n));
  const rows = Array.from({ length: wanted }, (_, i) => Math.floor((i * n) / wanted));
  const buffer = new Float32Array(d);
  const place = (row: number): [number, number] => {
    if (d <= 2) return [values[row * d] ?? 0, d === 2 ? (values[row * d + 1] ?? 0) : 0];
    if (!fits(dataset, space) || !space) return [values[row * d] ?? 0, values[row * d + 1] ?? 0];
    scaledRow(dataset, space, row, buffer);
    const { mean, axes } = space.pca;
    let x = 0;
    let y = 0;
    for (let f = 0; f < d; f++) {
      const centred = (buffer[f] ?? 0) - (mean[f] ?? 0);
      x += centred * (axes[f] ?? 0);
      y += centred * (axes[d + f] ?? 0);
    }
    return [x, y];
  };
  const places = rows.map(place);
  const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
  const range = (all: number[]) =>
    all.reduce(([low, high], value) => [Math.min(low, value), Math.max(high, value)] as const, [Infinity, -Infinity] as readonly [
      number,
      number,
    ]);
  const [left, right] = range(xs);
  const [bottom, top] = range(ys);
  const span = Math.max(right - left, top - bottom) || 1;
  return rows.map((row, i) => ({
    row,
    x: 0.5 + ((xs[i] ?? 0) - (left + right) / 2) / span,
    y: 0.5 - ((ys[i] ?? 0) - (bottom + top) / 2) / span,
  }));
}
