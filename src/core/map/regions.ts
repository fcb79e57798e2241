import { noCluster } from '../algebra/noCluster';

/** Facts about a drawn map: how far basins and Voronoi cells differ on it, and where each basin is widest. */

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
 * For each basin that is on the picture and wide enough to write in, the middle of the largest disc that fits into it (in city-block
 * distance, which is near enough for writing). O(pixels).
 */
export function regions(labels: Uint16Array, width: number, height: number): Region[] {
  // Places in no basin have no name.
  const k = 1 + labels.reduce((most, label) => (label > most && label !== noCluster ? label : most), 0);
  const room = new Uint16Array(labels.length);
  const middles = new Int32Array(k).fill(-1);
  const widest = new Uint16Array(k).fill(Math.max(2, Math.ceil(leastRoom * Math.max(width, height))) - 1);
  // By the row: an engine compiles what is called often long before what runs long.
  for (let y = 0; y < height; y++) downwards(labels, room, width, y);
  for (let y = height - 1; y >= 0; y--) upwards(labels, room, width, height, y);
  for (let y = 0; y < height; y++) choose(labels, room, width, y, middles, widest);
  return Array.from(middles, (middle, label) => ({ label, middle })).filter(({ middle }) => middle >= 0);
}

/** The first of two passes for the steps from each pixel to the nearest one of another label or to the edge. */
function downwards(labels: Uint16Array, out: Uint16Array, width: number, y: number): void {
  for (let x = 0, i = y * width; x < width; x++, i++) {
    const label = labels[i];
    const left = x > 0 && labels[i - 1] === label ? out[i - 1] : 0;
    const up = y > 0 && labels[i - width] === label ? out[i - width] : 0;
    out[i] = 1 + Math.min(left, up);
  }
}

function upwards(labels: Uint16Array, out: Uint16Array, width: number, height: number, y: number): void {
  for (let x = width - 1, i = y * width + x; x >= 0; x--, i--) {
    const label = labels[i];
    const right = x < width - 1 && labels[i + 1] === label ? out[i + 1] : 0;
    const down = y < height - 1 && labels[i + width] === label ? out[i + width] : 0;
    out[i] = Math.min(out[i], 1 + Math.min(right, down));
  }
}

function choose(labels: Uint16Array, room: Uint16Array, width: number, y: number, middles: Int32Array, widest: Uint16Array): void {
  for (let x = 0, i = y * width; x < width; x++, i++)
    if (labels[i] !== noCluster && room[i] > widest[labels[i]]) {
      widest[labels[i]] = room[i];
      middles[labels[i]] = i;
    }
}
