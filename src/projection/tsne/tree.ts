/** Offsets of the entries of a node in `PointTree.nodes`; each node has `stride` numbers. */
export const node = { x: 0, y: 1, radius: 2, mass: 3, xx: 4, xy: 5, yy: 6, stride: 7 } as const;

/** A node of no more points is a leaf. */
const leafSize = 8;
/** From this depth on points are halved by count and no longer by place: the depth stays below 48 + log₂ n whatever the places are. */
const placedDepth = 48;

/** No path from the root is longer, for any number of points that fits in memory. */
export const deepest = placedDepth + 32;

/**
 * A binary tree over n points of the plane, built anew in place as they move, nothing allocated.
 *
 * A node is a run of the points in the tree's order. It is halved across the longer side of the smallest box around its points, so an
 * outlier is split off at once and points at one place make one leaf. Nodes are numbered in preorder: children after their parent, the
 * left child next to it.
 */
export class PointTree {
  /** The points in the tree's order: which they are, and where. */
  readonly order: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Node a holds the points first[a] … last[a] − 1 of that order. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** The right child, 0 for a leaf; the left one is a + 1. */
  readonly right: Int32Array;
  /**
   * Centre of mass, the largest distance from it that a point can have, number of points, second moments about it: Σ sₓ², Σ sₓ s_y, Σ s_y².
   */
  readonly nodes: Float64Array;
  count = 0;
  private readonly stack = new Int32Array(4 * (deepest + 2));

  constructor(readonly n: number) {
    const most = Math.max(1, 2 * n - 1);
    this.order = Int32Array.from({ length: n }, (_, i) => i);
    this.x = new Float64Array(n);
    this.y = new Float64Array(n);
    this.first = new Int32Array(most);
    this.last = new Int32Array(most);
    this.right = new Int32Array(most);
    this.nodes = new Float64Array(most * node.stride);
  }

  /** @param coordinates n × 2, finite. Starts from the order of the last time, which is nearly right when points have moved a little. */
  build(coordinates: Float32Array): void {
    const { n, order, x, y } = this;
    for (let i = 0; i < n; i++) {
      const p = 2 * order[i];
      x[i] = coordinates[p];
      y[i] = coordinates[p + 1];
    }
    this.count = 0;
    if (n === 0) return;
    this.split();
    this.sumUp();
  }

  private split(): void {
    const { first, last, right, nodes, stack, x, y } = this;
    const { stride } = node;
    let count = 0;
    let top = 0;
    // Start, end, depth, and the parent whose right child this is, or −1.
    stack[top++] = 0;
    stack[top++] = this.n;
    stack[top++] = 0;
    stack[top++] = -1;
    while (top) {
      const parent = stack[--top];
      const depth = stack[--top];
      const to = stack[--top];
      const from = stack[--top];
      const a = count++;
      if (parent >= 0) right[parent] = a;
      first[a] = from;
      last[a] = to;
      right[a] = 0;
      let x0 = x[from];
      let x1 = x0;
      let y0 = y[from];
      let y1 = y0;
      for (let i = from + 1; i < to; i++) {
        const px = x[i];
        const py = y[i];
        if (px < x0) x0 = px;
        else if (px > x1) x1 = px;
        if (py < y0) y0 = py;
        else if (py > y1) y1 = py;
      }
      const offset = a * stride;
      const width = x1 - x0;
      const height = y1 - y0;
      // Until the centre of mass is known: the box's middle, and its half sides.
      nodes[offset + node.x] = x0 + width / 2;
      nodes[offset + node.y] = y0 + height / 2;
      nodes[offset + node.xx] = width / 2;
      nodes[offset + node.yy] = height / 2;
      if (to - from <= leafSize || (width === 0 && height === 0)) continue;
      const middle =
        depth >= placedDepth
          ? (from + to) >>> 1
          : width >= height
            ? this.partition(x, y, from, to, x0 + width / 2)
            : this.partition(y, x, from, to, y0 + height / 2);
      stack[top++] = middle;
      stack[top++] = to;
      stack[top++] = depth + 1;
      stack[top++] = a;
      stack[top++] = from;
      stack[top++] = middle;
      stack[top++] = depth + 1;
      stack[top++] = -1;
    }
    this.count = count;
  }

  /** Brings those of a run whose key is at most `at` to its front and returns where the others start, neither side being empty. */
  private partition(key: Float64Array, other: Float64Array, from: number, to: number, at: number): number {
    const { order } = this;
    let i = from;
    let j = to - 1;
    for (;;) {
      while (i <= j && key[i] <= at) i++;
      while (i <= j && key[j] > at) j--;
      if (i >= j) break;
      const k = key[i];
      key[i] = key[j];
      key[j] = k;
      const o = other[i];
      other[i] = other[j];
      other[j] = o;
      const p = order[i];
      order[i] = order[j];
      order[j] = p;
      i++;
      j--;
    }
    return i;
  }

  /** Centres of mass, radii and moments, from the leaves up. */
  private sumUp(): void {
    const { first, last, right, nodes, x, y } = this;
    const { stride } = node;
    for (let a = this.count - 1; a >= 0; a--) {
      const offset = a * stride;
      const from = first[a];
      const to = last[a];
      const mass = to - from;
      let cx = 0;
      let cy = 0;
      let xx = 0;
      let xy = 0;
      let yy = 0;
      if (right[a] === 0) {
        for (let i = from; i < to; i++) {
          cx += x[i];
          cy += y[i];
        }
        cx /= mass;
        cy /= mass;
        for (let i = from; i < to; i++) {
          const dx = x[i] - cx;
          const dy = y[i] - cy;
          xx += dx * dx;
          xy += dx * dy;
          yy += dy * dy;
        }
      } else {
        const l = offset + stride;
        const r = right[a] * stride;
        const share = nodes[r + node.mass] / mass;
        const dx = nodes[r + node.x] - nodes[l + node.x];
        const dy = nodes[r + node.y] - nodes[l + node.y];
        cx = nodes[l + node.x] + share * dx;
        cy = nodes[l + node.y] + share * dy;
        const reduced = share * nodes[l + node.mass];
        xx = nodes[l + node.xx] + nodes[r + node.xx] + reduced * dx * dx;
        xy = nodes[l + node.xy] + nodes[r + node.xy] + reduced * dx * dy;
        yy = nodes[l + node.yy] + nodes[r + node.yy] + reduced * dy * dy;
      }
      // To the far corner of the box.
      const ex = Math.abs(cx - nodes[offset + node.x]) + nodes[offset + node.xx];
      const ey = Math.abs(cy - nodes[offset + node.y]) + nodes[offset + node.yy];
      nodes[offset + node.x] = cx;
      nodes[offset + node.y] = cy;
      nodes[offset + node.radius] = Math.sqrt(ex * ex + ey * ey);
      nodes[offset + node.mass] = mass;
      nodes[offset + node.xx] = xx;
      nodes[offset + node.xy] = xy;
      nodes[offset + node.yy] = yy;
    }
  }
}
