import { expand, expandItself, shiftDown, terms } from './expansion';
import { sumItself, sumPairs } from './pairs';
import { deepest, node, PointTree } from './tree';

/** Nodes with fewer pairs of points between them than this are summed pair by pair: no dearer than an expansion, and exact. */
const fewPairs = 10;

/** Where the bound on the radii stops shrinking with the distance: K's own length is 1. */
const core = 0.8;

const { stride } = node;

/**
 * The repulsion among t-SNE's points by K(r) = 1/(1 + r²): Z = Σ_{i≠j} K(y_i − y_j) and the forces F_i = Σ_j (y_i − y_j) K²,
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
  private readonly stack = new Int32Array(16 * deepest);
  private readonly bound: number;

  /**
   * @param n how many points. @param theta the larger, the faster and the less exact. At 0.35 the forces' relative RMS error is 0.1 to
   * 0.5 % for a layout spread out, and up to 3 % while clusters are tight. At 0.45, with 0.4 to 0.8 %, layouts come out smaller and
   * their KL a hundredth higher than by exact sums; at 0.35 they do not.
   */
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
    shiftDown(tree, fields, sums);
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
    const { stack, bound, tree, fields, sums } = this;
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
        if (4 * radius * radius < bound * core && nodes[A + node.mass] > 4) z += expandItself(tree, fields, a);
        else if (right[a] === 0) z += sumItself(tree, sums, a);
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
        z += sumPairs(tree, sums, a, b);
        continue;
      }
      const x = nodes[A] - nodes[B];
      const y = nodes[A + 1] - nodes[B + 1];
      const square = x * x + y * y;
      const reach = nodes[A + node.radius] + nodes[B + node.radius];
      if (reach * reach < bound * (core + square)) {
        z += expand(tree, fields, a, b, x, y, 1 / (1 + square));
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
      } else z += sumPairs(tree, sums, a, b);
    }
    this.normaliser = z;
  }
}
