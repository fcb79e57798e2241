import type { Floats } from '../algebra/floats';
import type { Plane } from '../map/plane';

/** Points of a leaf of the tree. */
const leafSize = 8;

/**
 * Finds which of n points in any dimension is nearest to a place of a plane. The squared distance is that to the point's foot on the plane
 * plus that of the point from the plane, so the search is one in two dimensions with an offset a point: a k-d tree of the feet, whose
 * branches know the least offset in them.
 */
export class PlanePoints {
  /** Feet and offsets, in the order of the tree. */
  private readonly s: Float64Array;
  private readonly t: Float64Array;
  private readonly off: Float64Array;
  private readonly order: Uint32Array;
  /** Of each node of the tree, which is a complete binary one: its rectangle and least offset. */
  private readonly bounds: Float64Array;
  private readonly depth: number;
  private best = 0;
  private bestSquare = Infinity;

  /** @param points n × d. Throws RangeError where the plane is of other dimensions. */
  constructor(points: Floats, n: number, d: number, plane: Plane) {
    const { origin, e1, e2 } = plane;
    if (origin.length !== d) throw new RangeError(`A plane in ${origin.length} dimensions holds no points of ${d} features.`);
    const [s, t, off] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < d; j++) {
        const x = points[i * d + j] - origin[j];
        s[i] += x * e1[j];
        t[i] += x * e2[j];
      }
      for (let j = 0; j < d; j++) off[i] += (points[i * d + j] - origin[j] - s[i] * e1[j] - t[i] * e2[j]) ** 2;
    }
    this.depth = Math.max(0, Math.ceil(Math.log2(n / leafSize)));
    this.order = Uint32Array.from({ length: n }, (_, i) => i);
    this.arrange(s, t, 0, n, this.depth);
    const inOrder = (of: Float64Array) => Float64Array.from(this.order, (i) => of[i]);
    [this.s, this.t, this.off] = [inOrder(s), inOrder(t), inOrder(off)];
    this.bounds = new Float64Array(5 * 2 ** (this.depth + 1));
    this.measure(1, 0, n, this.depth);
  }

  /** The nearest point to the place (s, t). Its answer to the last question is where the search begins: places come side by side. */
  nearest(s: number, t: number): number {
    const { best } = this;
    this.bestSquare = (s - this.s[best]) ** 2 + (t - this.t[best]) ** 2 + this.off[best];
    this.search(1, 0, this.order.length, this.depth, s, t);
    return this.order[this.best];
  }

  /** Sorts the points from … to − 1 so that each half of them is on one side, along the wider direction. */
  private arrange(s: Float64Array, t: Float64Array, from: number, to: number, depth: number): void {
    if (depth === 0) return;
    const part = this.order.subarray(from, to);
    const along = spread(s, part) >= spread(t, part) ? s : t;
    part.sort((a, b) => along[a] - along[b]);
    const middle = (from + to) >> 1;
    this.arrange(s, t, from, middle, depth - 1);
    this.arrange(s, t, middle, to, depth - 1);
  }

  private measure(node: number, from: number, to: number, depth: number): void {
    const at = 5 * node;
    const { bounds } = this;
    bounds.set([Infinity, -Infinity, Infinity, -Infinity, Infinity], at);
    for (let i = from; i < to; i++) {
      bounds[at] = Math.min(bounds[at], this.s[i]);
      bounds[at + 1] = Math.max(bounds[at + 1], this.s[i]);
      bounds[at + 2] = Math.min(bounds[at + 2], this.t[i]);
      bounds[at + 3] = Math.max(bounds[at + 3], this.t[i]);
      bounds[at + 4] = Math.min(bounds[at + 4], this.off[i]);
    }
    if (depth === 0) return;
    const middle = (from + to) >> 1;
    this.measure(2 * node, from, middle, depth - 1);
    this.measure(2 * node + 1, middle, to, depth - 1);
  }

  /** The least squared distance that a point of the node can have. */
  private bound(node: number, s: number, t: number): number {
    const at = 5 * node;
    const { bounds } = this;
    const ds = Math.max(bounds[at] - s, s - bounds[at + 1], 0);
    const dt = Math.max(bounds[at + 2] - t, t - bounds[at + 3], 0);
    return ds * ds + dt * dt + bounds[at + 4];
  }

  private search(node: number, from: number, to: number, depth: number, s: number, t: number): void {
    if (depth === 0) {
      for (let i = from; i < to; i++) {
        const square = (s - this.s[i]) ** 2 + (t - this.t[i]) ** 2 + this.off[i];
        if (square < this.bestSquare) {
          this.bestSquare = square;
          this.best = i;
        }
      }
      return;
    }
    const middle = (from + to) >> 1;
    const [left, right] = [this.bound(2 * node, s, t), this.bound(2 * node + 1, s, t)];
    const leftFirst = left <= right;
    for (const first of [leftFirst, !leftFirst]) {
      if ((first ? left : right) >= this.bestSquare) continue;
      if (first) this.search(2 * node, from, middle, depth - 1, s, t);
      else this.search(2 * node + 1, middle, to, depth - 1, s, t);
    }
  }
}

function spread(values: Float64Array, rows: Uint32Array): number {
  let [low, high] = [Infinity, -Infinity];
  for (const row of rows) {
    low = Math.min(low, values[row]);
    high = Math.max(high, values[row]);
  }
  return high - low;
}
