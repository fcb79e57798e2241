import { deepest, node, PointTree } from './tree';

/** Nodes with fewer pairs of points between them than this are summed pair by pair: no dearer than an expansion, and exact. */
const fewPairs = 10;

/** Where the bound on the radii stops shrinking with the distance: K's own length is 1. */
const core = 0.8;

const { stride } = node;
/** Coefficients of a node's field about its centre: its first, second and third derivatives, each distinct one once. */
const terms = 9;

/**
 * What t-SNE's points do to one another by K(r) = 1/(1 + r²) alone: Z = Σ_{i≠j} K(y_i − y_j) and the forces F_i = Σ_j (y_i − y_j) K²,
 * in O(n) time where the exact sums take O(n²).
 *
 * F = −½ ∇φ with φ(y) = Σ_j K(y − y_j), so nodes of a tree act on one another by Taylor expansions of K: all terms up to its third
 * derivative, each pair of nodes once for both (so forces sum to 0), wherever
 *     radius_A + radius_B < θ √(0.8 + R²),   R the distance of their centres.
 * K is smooth at the length 1, so that this also holds for a small node and its neighbours, and itself. What is left, pairs of
 * leaves, is summed point by point.
 */
export class Repulsion {
  /** n × 2: F, in the points' own order. */
  readonly forces: Float64Array;
  /** Z. */
  normaliser = 0;
  private readonly tree: PointTree;
  private readonly fields: Float64Array;
  /** n × 2: forces in the tree's order. */
  private readonly sums: Float64Array;
  private readonly stack = new Int32Array(8 * deepest);
  private readonly bound: number;

  /** @param n how many points. @param theta the larger, the faster and the less exact: at 0.8 the forces' relative RMS error is about TODO %. */
  constructor(
    readonly n: number,
    theta = 0.35,
  ) {
    this.bound = theta * theta;
    this.forces = new Float64Array(2 * n);
    this.tree = new PointTree(n);
    this.fields = new Float64Array(Math.max(1, 2 * n - 1) * terms);
    this.sums = new Float64Array(2 * n);
  }

  /** Sets `forces` and `normaliser`. @param coordinates n × 2, finite. Allocates nothing. */
  update(coordinates: Float32Array): void {
    const { tree, fields, sums } = this;
    tree.build(coordinates);
    fields.fill(0, 0, tree.count * terms);
    sums.fill(0);
    this.normaliser = 0;
    if (this.n < 2) return;
    this.traverse();
    this.shiftDown();
    const { order } = tree;
    const { forces } = this;
    for (let i = 0; i < order.length; i++) {
      const p = 2 * order[i];
      forces[p] = sums[2 * i];
      forces[p + 1] = sums[2 * i + 1];
    }
  }

  /** Every pair of points once: within a pair of nodes, or a node and itself, that needs no further splitting. */
  private traverse(): void {
    const { stack, bound, tree } = this;
    const { nodes, right } = tree;
    let top = 0;
    let z = 0;
    stack[top++] = 0;
    stack[top++] = 0;
    while (top) {
      const b = stack[--top];
      const a = stack[--top];
      const A = a * stride;
      if (a === b) {
        const radius = nodes[A + node.radius];
        if (4 * radius * radius < bound * core && nodes[A + node.mass] > 4) z += this.expandItself(a);
        else if (right[a] === 0) z += this.sumItself(a);
        else {
          const r = right[a];
          stack[top++] = a + 1;
          stack[top++] = a + 1;
          stack[top++] = r;
          stack[top++] = r;
          stack[top++] = a + 1;
          stack[top++] = r;
        }
        continue;
      }
      const B = b * stride;
      const pairs = nodes[A + node.mass] * nodes[B + node.mass];
      if (pairs < fewPairs) {
        z += this.sumPairs(a, b);
        continue;
      }
      const x = nodes[A] - nodes[B];
      const y = nodes[A + 1] - nodes[B + 1];
      const square = x * x + y * y;
      const reach = nodes[A + node.radius] + nodes[B + node.radius];
      if (reach * reach < bound * (core + square)) {
        z += this.expand(a, b, x, y, 1 / (1 + square));
        continue;
      }
      const splitA = right[a] !== 0 && (right[b] === 0 || nodes[A + node.radius] >= nodes[B + node.radius]);
      if (splitA) {
        stack[top++] = a + 1;
        stack[top++] = b;
        stack[top++] = right[a];
        stack[top++] = b;
      } else if (right[b] !== 0) {
        stack[top++] = a;
        stack[top++] = b + 1;
        stack[top++] = a;
        stack[top++] = right[b];
      } else z += this.sumPairs(a, b);
    }
    this.normaliser = z;
  }

  /** The fields of two nodes within one another, and their part of Z. (x, y) from B's centre to A's, f = K there. */
  private expand(a: number, b: number, x: number, y: number, f: number): number {
    const { fields } = this;
    const { nodes } = this.tree;
    const A = a * stride;
    const B = b * stride;
    const massA = nodes[A + node.mass];
    const massB = nodes[B + node.mass];
    // K = f(r²) has ∂ᵢK = c₁ xᵢ, ∂ᵢⱼK = c₂ xᵢxⱼ + c₁ δᵢⱼ and ∂ᵢⱼₖK = c₃ xᵢxⱼxₖ + c₂ (δᵢⱼ xₖ + δᵢₖ xⱼ + δⱼₖ xᵢ).
    const c1 = -2 * f * f;
    const c2 = -4 * f * c1;
    const c3 = -6 * f * c2;
    const kxx = c2 * x * x + c1;
    const kxy = c2 * x * y;
    const kyy = c2 * y * y + c1;
    const c3xx = c3 * x * x;
    const c3yy = c3 * y * y;
    const kxxx = (c3xx + 3 * c2) * x;
    const kxxy = (c3xx + c2) * y;
    const kxyy = (c3yy + c2) * x;
    const kyyy = (c3yy + 3 * c2) * y;
    const axx = nodes[A + node.xx] / 2;
    const axy = nodes[A + node.xy];
    const ayy = nodes[A + node.yy] / 2;
    const bxx = nodes[B + node.xx] / 2;
    const bxy = nodes[B + node.xy];
    const byy = nodes[B + node.yy] / 2;
    const ofA = a * terms;
    fields[ofA] += massB * c1 * x + bxx * kxxx + bxy * kxxy + byy * kxyy;
    fields[ofA + 1] += massB * c1 * y + bxx * kxxy + bxy * kxyy + byy * kyyy;
    fields[ofA + 2] += massB * kxx;
    fields[ofA + 3] += massB * kxy;
    fields[ofA + 4] += massB * kyy;
    fields[ofA + 5] += massB * kxxx;
    fields[ofA + 6] += massB * kxxy;
    fields[ofA + 7] += massB * kxyy;
    fields[ofA + 8] += massB * kyyy;
    const ofB = b * terms;
    fields[ofB] -= massA * c1 * x + axx * kxxx + axy * kxxy + ayy * kxyy;
    fields[ofB + 1] -= massA * c1 * y + axx * kxxy + axy * kxyy + ayy * kyyy;
    fields[ofB + 2] += massA * kxx;
    fields[ofB + 3] += massA * kxy;
    fields[ofB + 4] += massA * kyy;
    fields[ofB + 5] -= massA * kxxx;
    fields[ofB + 6] -= massA * kxxy;
    fields[ofB + 7] -= massA * kxyy;
    fields[ofB + 8] -= massA * kyyy;
    return (
      2 *
      (massA * massB * f +
        (massA * bxx + massB * axx) * kxx +
        (massA * bxy + massB * axy) * kxy +
        (massA * byy + massB * ayy) * kyy)
    );
  }

  /** The same of a node and itself: at r = 0 the odd derivatives are 0 and ∂ᵢⱼK = −2 δᵢⱼ. */
  private expandItself(a: number): number {
    const { fields } = this;
    const { nodes } = this.tree;
    const mass = nodes[a * stride + node.mass];
    fields[a * terms + 2] -= 2 * mass;
    fields[a * terms + 4] -= 2 * mass;
    return mass * (mass - 1) - 2 * mass * (nodes[a * stride + node.xx] + nodes[a * stride + node.yy]);
  }

  private sumPairs(a: number, b: number): number {
    const { sums } = this;
    const { x, y, first, last } = this.tree;
    const from = first[b];
    const to = last[b];
    let z = 0;
    for (let i = first[a]; i < last[a]; i++) {
      const px = x[i];
      const py = y[i];
      let fx = 0;
      let fy = 0;
      for (let j = from; j < to; j++) {
        const dx = px - x[j];
        const dy = py - y[j];
        const k = 1 / (1 + dx * dx + dy * dy);
        z += k;
        const kk = k * k;
        fx += kk * dx;
        fy += kk * dy;
        sums[2 * j] -= kk * dx;
        sums[2 * j + 1] -= kk * dy;
      }
      sums[2 * i] += fx;
      sums[2 * i + 1] += fy;
    }
    return 2 * z;
  }

  private sumItself(a: number): number {
    const { sums } = this;
    const { x, y, first, last } = this.tree;
    const to = last[a];
    let z = 0;
    for (let i = first[a]; i < to; i++) {
      const px = x[i];
      const py = y[i];
      let fx = 0;
      let fy = 0;
      for (let j = i + 1; j < to; j++) {
        const dx = px - x[j];
        const dy = py - y[j];
        const k = 1 / (1 + dx * dx + dy * dy);
        z += k;
        const kk = k * k;
        fx += kk * dx;
        fy += kk * dy;
        sums[2 * j] -= kk * dx;
        sums[2 * j + 1] -= kk * dy;
      }
      sums[2 * i] += fx;
      sums[2 * i + 1] += fy;
    }
    return 2 * z;
  }

  /** Hands every node's field on to its children's centres, and the leaves' to their points. */
  private shiftDown(): void {
    const { fields, sums, tree } = this;
    const { nodes, right, first, last, x, y, count } = tree;
    for (let a = 0; a < count; a++) {
      const A = a * stride;
      const of = a * terms;
      const cx = nodes[A];
      const cy = nodes[A + 1];
      const gx = fields[of];
      const gy = fields[of + 1];
      const xx = fields[of + 2];
      const xy = fields[of + 3];
      const yy = fields[of + 4];
      const xxx = fields[of + 5];
      const xxy = fields[of + 6];
      const xyy = fields[of + 7];
      const yyy = fields[of + 8];
      if (right[a] === 0) {
        for (let i = first[a]; i < last[a]; i++) {
          const dx = x[i] - cx;
          const dy = y[i] - cy;
          const dxx = (dx * dx) / 2;
          const dxy = dx * dy;
          const dyy = (dy * dy) / 2;
          sums[2 * i] -= (gx + xx * dx + xy * dy + xxx * dxx + xxy * dxy + xyy * dyy) / 2;
          sums[2 * i + 1] -= (gy + xy * dx + yy * dy + xxy * dxx + xyy * dxy + yyy * dyy) / 2;
        }
        continue;
      }
      for (let side = 0; side < 2; side++) {
        const child = side === 0 ? a + 1 : right[a];
        const dx = nodes[child * stride] - cx;
        const dy = nodes[child * stride + 1] - cy;
        const dxx = (dx * dx) / 2;
        const dxy = dx * dy;
        const dyy = (dy * dy) / 2;
        const to = child * terms;
        fields[to] += gx + xx * dx + xy * dy + xxx * dxx + xxy * dxy + xyy * dyy;
        fields[to + 1] += gy + xy * dx + yy * dy + xxy * dxx + xyy * dxy + yyy * dyy;
        fields[to + 2] += xx + xxx * dx + xxy * dy;
        fields[to + 3] += xy + xxy * dx + xyy * dy;
        fields[to + 4] += yy + xyy * dx + yyy * dy;
        fields[to + 5] += xxx;
        fields[to + 6] += xxy;
        fields[to + 7] += xyy;
        fields[to + 8] += yyy;
      }
    }
  }
}
