/** Points of a plane never leave the span of the plane and the memories: in that span everything can be computed, exactly. */
import { normalise } from '../memory/preparedMemory';
import type { AssociativeMemory } from '../memory/model';
import { dot, orthonormal, type Plane } from './plane';

export interface ReducedMemory {
  /** The same model in r dimensions. */
  readonly model: AssociativeMemory;
  /** The same plane in r dimensions: equal (s, t) name equal points. */
  readonly plane: Plane;
  /** The orthonormal basis, r vectors of d numbers. */
  readonly basis: readonly Float64Array[];
}

/**
 * An exact, isometric reduction of a model and a plane to r ≤ min(d, k + 2) dimensions. A step moves a point towards a mean of memories, so
 * starting in the plane it stays in the affine span of plane and memories: energies, memberships, steps and labels are the same there as in
 * the full space. On the sphere the span is a linear one, through 0 (the normalisation is about 0), and r ≤ min(d, k + 3).
 */
export function reduceToSubspace(model: AssociativeMemory, plane: Plane): ReducedMemory {
  const { k, d } = model;
  const spherical = model.similarity === 'spherical';
  const memories = Float64Array.from(model.memories);
  const basis: Float64Array[] = [];
  const extend = (vector: Float64Array) => {
    const e = basis.length < d ? orthonormal(basis, vector) : null;
    if (e) basis.push(e);
  };
  extend(plane.e1);
  extend(plane.e2);
  if (spherical) extend(plane.origin);
  // Distances are taken from the plane's origin, which makes an affine span a linear one; on the sphere from 0.
  const centre = spherical ? new Float64Array(d) : plane.origin;
  const rows: Float64Array[] = [];
  for (let mu = 0; mu < k; mu++) {
    const row = memories.slice(mu * d, (mu + 1) * d);
    if (spherical) normalise(row, 0, d);
    for (let j = 0; j < d; j++) row[j] -= centre[j];
    rows.push(row);
    extend(row);
  }
  const r = basis.length;
  const coordinates = (vector: Float64Array) => Float64Array.from(basis, (e) => dot(e, vector));
  const reduced = new Float64Array(k * r);
  rows.forEach((row, mu) => reduced.set(coordinates(row), mu * r));
  return {
    model: { ...model, memories: reduced, d: r },
    plane: {
      origin: spherical ? coordinates(plane.origin) : new Float64Array(r),
      e1: coordinates(plane.e1),
      e2: coordinates(plane.e2),
    },
    basis,
  };
}
