/** Voronoi cells on a plane, as exact polygons. */
import { innerProduct, prepareMemory, squaredDistance } from '../memory/preparedMemory';
import type { AssociativeMemory } from '../memory/model';
import { dot, type Plane } from './plane';

/** A rectangle of the plane: s0 ≤ s ≤ s1, t0 ≤ t ≤ t1. */
export interface PlaneBounds {
  readonly s0: number;
  readonly t0: number;
  readonly s1: number;
  readonly t1: number;
}

/**
 * The part of each memory's Voronoi cell that the rectangle shows, k convex polygons as s, t, s, t …, counter-clockwise with t upwards;
 * empty where the cell is out of sight. Memories that coincide share a cell: it is given to the first.
 *
 * ‖x − ρ_i‖² < ‖x − ρ_j‖² is linear in x, hence in (s, t), in any dimension; on the sphere ⟨ρ̃_i − ρ̃_j, x⟩ > 0 is too. So the rectangle is
 * cut by one half-plane for each other memory: O(k²·d). Throws RangeError when model and plane do not fit together.
 */
export function voronoiCells(model: AssociativeMemory, plane: Plane, bounds: PlaneBounds): Float64Array[] {
  const { k, d, spherical, memories } = prepareMemory(model);
  if (plane.origin.length !== d) throw new RangeError(`A plane in ${plane.origin.length} dimensions holds no points of ${d} features.`);
  // The score of each memory at (s, t), but for a term common to all: height + s·slopeS + t·slopeT. The greatest score wins.
  const height = new Float64Array(k);
  const slopeS = new Float64Array(k);
  const slopeT = new Float64Array(k);
  const toOrigin = new Float64Array(d);
  for (let mu = 0; mu < k; mu++) {
    for (let j = 0; j < d; j++) toOrigin[j] = memories[mu * d + j] - (spherical ? 0 : plane.origin[j]);
    height[mu] = spherical ? innerProduct(plane.origin, memories, mu * d, d) : -squaredDistance(plane.origin, memories, mu * d, d) / 2;
    slopeS[mu] = dot(plane.e1, toOrigin);
    slopeT[mu] = dot(plane.e2, toOrigin);
  }
  const { s0, t0, s1, t1 } = bounds;
  return Array.from({ length: k }, (_, mu) => {
    let cell = [s0, t0, s1, t0, s1, t1, s0, t1];
    for (let nu = 0; nu < k && cell.length > 0; nu++) {
      if (nu === mu) continue;
      const h = height[mu] - height[nu];
      const a = slopeS[mu] - slopeS[nu];
      const b = slopeT[mu] - slopeT[nu];
      if (h === 0 && a === 0 && b === 0) {
        if (nu < mu) cell = [];
        continue;
      }
      cell = clip(cell, h, a, b);
    }
    return Float64Array.from(cell);
  });
}

/** The part of a convex polygon where h + a·s + b·t ≥ 0 (Sutherland–Hodgman); empty where no area is left. */
function clip(polygon: readonly number[], h: number, a: number, b: number): number[] {
  const out: number[] = [];
  let inside = false;
  for (let i = 0; i < polygon.length; i += 2) {
    const s = polygon[i];
    const t = polygon[i + 1];
    const next = (i + 2) % polygon.length;
    const here = h + a * s + b * t;
    const there = h + a * polygon[next] + b * polygon[next + 1];
    if (here >= 0) out.push(s, t);
    if (here > 0) inside = true;
    if ((here > 0 && there < 0) || (here < 0 && there > 0)) {
      const share = here / (here - there);
      out.push(s + share * (polygon[next] - s), t + share * (polygon[next + 1] - t));
    }
  }
  return inside ? out : [];
}
