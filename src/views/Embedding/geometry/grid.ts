/** A uniform grid over the points of a layout: made in one pass, it finds who is near a place or within a region. */
import type { CameraBox } from './camera';
import { boxRound, edgesOf, encloses, type Edge, type Outline } from './lasso';

export interface Grid {
  readonly places: Float32Array;
  readonly side: number;
  /** The points of cell c are members[starts[c]] … members[starts[c + 1] − 1]. */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
}

const mostCells = 256;

/** Of places within −1 … 1; what lies outside belongs to the outermost cells. About two points a cell. O(n). */
export function makeGrid(places: Float32Array): Grid {
  const count = places.length >> 1;
  const side = Math.max(1, Math.min(mostCells, Math.ceil(Math.sqrt(count / 2))));
  const cells = new Uint32Array(count);
  const starts = new Uint32Array(side * side + 1);
  for (let i = 0; i < count; i++) {
    const cell = cellAt(side, places[2 * i + 1]) * side + cellAt(side, places[2 * i]);
    cells[i] = cell;
    starts[cell + 1]++;
  }
  for (let c = 0; c < side * side; c++) starts[c + 1] += starts[c];
  const next = starts.slice();
  const members = new Uint32Array(count);
  for (let i = 0; i < count; i++) members[next[cells[i]]++] = i;
  return { places, side, starts, members };
}

const cellAt = (side: number, u: number): number => Math.max(0, Math.min(side - 1, Math.floor(((u + 1) / 2) * side)));

/** Calls back with each point of the cells that the box touches, until that answers false. */
function scan({ side, starts, members }: Grid, box: CameraBox, visit: (i: number) => boolean | void): void {
  const [left, right] = [cellAt(side, box.left), cellAt(side, box.right)];
  for (let row = cellAt(side, box.low); row <= cellAt(side, box.high); row++) {
    const end = starts[row * side + right + 1];
    for (let m = starts[row * side + left]; m < end; m++) if (visit(members[m]) === false) return;
  }
}

/** The point nearest to (u, v) within `radius`; −1 where there is none. */
export function nearestInGrid(grid: Grid, u: number, v: number, radius: number): number {
  let best = -1;
  let closest = radius * radius;
  scan(grid, { left: u - radius, right: u + radius, low: v - radius, high: v + radius }, (i) => {
    const distance = (grid.places[2 * i] - u) ** 2 + (grid.places[2 * i + 1] - v) ** 2;
    if (distance > closest) return;
    closest = distance;
    best = i;
  });
  return best;
}

/** The points in a box, up to `most`; null where there are more. */
export function fewWithin(grid: Grid, box: CameraBox, most: number): number[] | null {
  const found: number[] = [];
  scan(grid, box, (i) => {
    if (inBox(box, grid.places[2 * i], grid.places[2 * i + 1])) found.push(i);
    return found.length <= most;
  });
  return found.length > most ? null : found;
}

/**
 * The points that a closed outline has inside, rising. Cells between two that the outline crosses are in or out together, and of the points
 * in those only the edges of their row are looked at, so that a long outline round many points costs little more than these.
 */
export function within({ places, side, starts, members }: Grid, outline: Outline): Uint32Array {
  const { left, right, low, high } = boxRound(outline);
  const crossed = new Uint8Array(side * side);
  const rows: Edge[][] = Array.from({ length: side }, () => []);
  for (const edge of edgesOf(outline)) {
    const [[ax, ay], [bx, by]] = edge;
    for (let row = cellAt(side, Math.min(ay, by)); row <= cellAt(side, Math.max(ay, by)); row++) {
      rows[row].push(edge);
      crossed.fill(1, row * side + cellAt(side, Math.min(ax, bx)), row * side + cellAt(side, Math.max(ax, bx)) + 1);
    }
  }
  const found = new Uint32Array(members.length);
  let count = 0;
  const last = cellAt(side, right);
  for (let row = cellAt(side, low); row <= cellAt(side, high); row++) {
    const edges = rows[row];
    for (let column = cellAt(side, left); column <= last; column++) {
      const cell = row * side + column;
      if (crossed[cell]) {
        for (let m = starts[cell]; m < starts[cell + 1]; m++)
          if (encloses(edges, places[2 * members[m]], places[2 * members[m] + 1])) found[count++] = members[m];
        continue;
      }
      while (column < last && !crossed[row * side + column + 1]) column++;
      const end = starts[row * side + column + 1];
      if (starts[cell] === end || !encloses(edges, (2 * column + 1) / side - 1, (2 * row + 1) / side - 1)) continue;
      found.set(members.subarray(starts[cell], end), count);
      count += end - starts[cell];
    }
  }
  return found.slice(0, count).sort();
}

const inBox = ({ left, right, low, high }: CameraBox, u: number, v: number): boolean => u >= left && u <= right && v >= low && v <= high;
