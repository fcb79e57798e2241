import type { Picture } from '../../engine/client';

/** Where to write the number of a basin whose own memory does not stand on it: colour alone would not tell which basin it is. */

export interface RegionName {
  readonly label: number;
  /** In the axes of the plane: the place of the basin that is furthest from its border. */
  readonly place: readonly [number, number];
}

/** Pixels between such a place and the border, below which a number would not fit, as a share of the picture's longer side. */
const leastRoom = 0.025;

/**
 * For each basin that is on the picture, the middle of the largest disc that fits into it (in city-block distance, which is near
 * enough for writing). O(pixels).
 */
export function regionNames({ labels, width, height, scene: { box, model } }: Pick<Picture, 'labels' | 'width' | 'height' | 'scene'>): RegionName[] {
  const room = distanceToBorder(labels, width, height);
  const best = new Int32Array(model.k).fill(-1);
  const least = Math.max(2, leastRoom * Math.max(width, height));
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    if (room[i] >= least && (best[label] < 0 || room[i] > room[best[label]])) best[label] = i;
  }
  const names: RegionName[] = [];
  best.forEach((at, label) => {
    if (at < 0) return;
    const s = box.s0 + (((at % width) + 0.5) / width) * (box.s1 - box.s0);
    const t = box.t1 - ((Math.floor(at / width) + 0.5) / height) * (box.t1 - box.t0);
    names.push({ label, place: [s, t] });
  });
  return names;
}

/** For each pixel the steps to the nearest one of another label or to the edge, in two passes. */
function distanceToBorder(labels: Uint16Array, width: number, height: number): Uint16Array {
  const out = new Uint16Array(labels.length);
  for (let y = 0, i = 0; y < height; y++)
    for (let x = 0; x < width; x++, i++) {
      const label = labels[i];
      const left = x > 0 && labels[i - 1] === label ? out[i - 1] : 0;
      const up = y > 0 && labels[i - width] === label ? out[i - width] : 0;
      out[i] = 1 + Math.min(left, up);
    }
  for (let y = height - 1, i = labels.length - 1; y >= 0; y--)
    for (let x = width - 1; x >= 0; x--, i--) {
      const label = labels[i];
      const right = x < width - 1 && labels[i + 1] === label ? out[i + 1] : 0;
      const down = y < height - 1 && labels[i + width] === label ? out[i + width] : 0;
      out[i] = Math.min(out[i], 1 + Math.min(right, down));
    }
  return out;
}
