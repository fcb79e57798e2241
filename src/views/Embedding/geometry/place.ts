/** A layout brought into a frame of its own: its points within −1 … 1, whatever units the method has. */
import type { EmbeddingLayout } from '../../../store/embedding/embedding';

export interface Placed {
  readonly layout: EmbeddingLayout;
  readonly count: number;
  /** count × 2, the longer side from −1 to 1, upwards positive. */
  readonly places: Float32Array;
  /** k × 2. */
  readonly memories: Float32Array | null;
  readonly trail: readonly { readonly epoch: number; readonly memories: Float32Array }[];
  /** Half of the sides of the box round the points; one of them is 1. */
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** A memory so far from the points that they would shrink to a dot is left outside; this many times the points' own half side. */
const reach = 1.5;

interface Frame {
  readonly places: Float32Array;
  readonly x: number;
  readonly y: number;
  readonly half: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

const frames = new WeakMap<Float32Array, Frame>();

function framed(from: Float32Array, { x, y, half }: Pick<Frame, 'x' | 'y' | 'half'>): Float32Array {
  const to = new Float32Array(from.length);
  for (let i = 0; i + 1 < from.length; i += 2) {
    to[i] = (from[i] - x) / half;
    to[i + 1] = (from[i + 1] - y) / half;
  }
  return to;
}

/** The same object for the same coordinates: memories that move leave the points where they are. */
function frameOf(coordinates: Float32Array): Frame {
  const known = frames.get(coordinates);
  if (known) return known;
  let [left, right, low, high] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let i = 0; i + 1 < coordinates.length; i += 2) {
    left = Math.min(left, coordinates[i]);
    right = Math.max(right, coordinates[i]);
    low = Math.min(low, coordinates[i + 1]);
    high = Math.max(high, coordinates[i + 1]);
  }
  const empty = left > right;
  const [x, y] = empty ? [0, 0] : [(left + right) / 2, (low + high) / 2];
  const half = empty ? 1 : Math.max(right - left, high - low) / 2 || 1;
  const frame = {
    places: framed(coordinates, { x, y, half }),
    x,
    y,
    half,
    halfWidth: empty ? 1 : (right - left) / 2 / half,
    halfHeight: empty ? 1 : (high - low) / 2 / half,
  };
  frames.set(coordinates, frame);
  return frame;
}

/** Puts a layout into its frame. Memories beyond `reach` do not widen it. */
export function placeLayout(layout: EmbeddingLayout): Placed {
  const { coordinates, trail } = layout;
  const frame = frameOf(coordinates);
  const memories = layout.memories && framed(layout.memories, frame);
  let { halfWidth, halfHeight } = frame;
  const far = memories ?? new Float32Array(0);
  for (let i = 0; i + 1 < far.length; i += 2) {
    const [across, up] = [Math.abs(far[i]), Math.abs(far[i + 1])];
    if (across > reach || up > reach) continue;
    halfWidth = Math.max(halfWidth, across);
    halfHeight = Math.max(halfHeight, up);
  }
  return {
    layout,
    count: coordinates.length >> 1,
    places: frame.places,
    memories,
    trail: trail.map((step) => ({ epoch: step.epoch, memories: framed(step.memories, frame) })),
    halfWidth: Math.max(1e-6, halfWidth),
    halfHeight: Math.max(1e-6, halfHeight),
  };
}

/** Row of the data set of point `i` of a layout. */
export const rowOf = (rows: Uint32Array | null, i: number): number => (rows ? rows[i] : i);

/** The index of a row of the data set in a layout of `count` points; −1 where the layout lacks it. */
export function pointOf(rows: Uint32Array | null, count: number, row: number): number {
  if (!rows) return row < count ? row : -1;
  let low = 0;
  let high = rows.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    if (rows[middle] === row) return middle;
    if (rows[middle] < row) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
