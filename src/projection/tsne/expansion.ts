import { node, type PointTree } from './tree';

/**
 * How nodes of a tree act on one another by φ(y) = Σ_j K(y − y_j), K = 1/(1 + r²), as Taylor series about their centres of mass: of the
 * sources their number and second moments (about the centre of mass the first are 0), of the field its derivatives up to the third, all
 * terms in which K is differentiated three times at most (the order of Dehnen's falcON, 2002).
 */

/** The numbers of a node's field, in a row: φ_x, φ_y, φ_xx, φ_xy, φ_yy, φ_xxx, φ_xxy, φ_xyy, φ_yyy. φ itself is summed up in Z at once. */
export const terms = 9;

const { stride } = node;

/** The fields of two nodes within one another, and their part of Z. (x, y) from B's centre to A's, f = K there. */
export function expand({ nodes }: PointTree, fields: Float64Array, a: number, b: number, x: number, y: number, f: number): number {
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
    2 * (massA * massB * f + (massA * bxx + massB * axx) * kxx + (massA * bxy + massB * axy) * kxy + (massA * byy + massB * ayy) * kyy)
  );
}

/** The same of a node and itself: at r = 0 the odd derivatives are 0 and ∂ᵢⱼK = −2 δᵢⱼ. */
export function expandItself({ nodes }: PointTree, fields: Float64Array, a: number): number {
  const mass = nodes[a * stride + node.mass];
  fields[a * terms + 2] -= 2 * mass;
  fields[a * terms + 4] -= 2 * mass;
  return mass * (mass - 1) - 2 * mass * (nodes[a * stride + node.xx] + nodes[a * stride + node.yy]);
}

/** Hands every node's field on to its children's centres, and the leaves' to their points. */
export function shiftDown(tree: PointTree, fields: Float64Array, sums: Float64Array): void {
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
