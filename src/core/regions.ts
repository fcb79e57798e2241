/** What there is to say of a drawn map: how far basins and Voronoi cells differ on it, and where each basin is widest. */

export interface Region {
  readonly label: number;
  /** The pixel of the basin that is furthest from its border: row · width + column. */
  readonly middle: number;
}

/** Pixels between such a place and the border, below which a number would not fit, as a share of the picture's longer side. */
const leastRoom = 0.025;

/** The share of the places where the two labels differ; 0 where there is no place. */
export function disagreement(labels: Uint16Array, nearest: Uint16Array): number {
  let differ = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i] !== nearest[i]) differ++;
  return labels.length > 0 ? differ / labels.length : 0;
}

/**
 * For each basin that is on the picture and wide enough to write in, the middle of the largest disc that fits into it (in city-block distance, which
 * is near enough for writing). O(pixels).
 */
export function regions(labels: Uint16Array, width: number, height: number): Region[] {
  const room = distanceToBorder(labels, width, height);
  const least = Math.max(2, leastRoom * Math.max(width, height));
  const best: (number | undefined)[] = [];
  for (let i = 0; i < labels.length; i++) {
    if (room[i] < least) continue;
    const before = best[labels[i]];
    if (before === undefined || room[i] > room[before]) best[labels[i]] = i;
  }
  return best.flatMap((middle, label) => (middle === undefined ? [] : [{ label, middle }]));
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
