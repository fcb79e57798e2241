/** Planes in feature space: a 2-D window on data of any dimension, with an orthonormal basis, so that distances in it are true. */
import type { Floats } from '../algebra/floats';

/** Which plane of a space is shown: its first two axes, its principal ones, or the slice through three prototypes. */
export type PlaneChoice = { kind: 'data' } | { kind: 'pca' } | { kind: 'memories'; memories: readonly [number, number, number] };

/** The points origin + s·e1 + t·e2. */
export interface Plane {
  /** d numbers. */
  readonly origin: Float64Array;
  /** The direction of s, d numbers, length 1. */
  readonly e1: Float64Array;
  /** The direction of t, d numbers, orthogonal to e1, length 1; all 0 where d = 1, whose window has a t-axis that means nothing. */
  readonly e2: Float64Array;
}

/** The plane that data of one or two features lie in: s and t are the features themselves. Throws RangeError for other d. */
export function dataPlane(d: number): Plane {
  if (d !== 1 && d !== 2) throw new RangeError(`Data of ${d} features do not lie in one plane.`);
  const e1 = new Float64Array(d);
  const e2 = new Float64Array(d);
  e1[0] = 1;
  if (d === 2) e2[1] = 1;
  return { origin: new Float64Array(d), e1, e2 };
}

/**
 * The affine plane through three memories: its origin is their mean, e1 points from the first to the second. Where they are
 * collinear or coincide, coordinate axes stand in for what is missing, so that there is always a plane.
 * @param memories k × d. Throws RangeError when an index is not one of 0 … k − 1.
 */
export function planeThroughMemories(memories: Floats, k: number, d: number, through: readonly [number, number, number]): Plane {
  const origin = new Float64Array(d);
  for (const mu of through) {
    if (!(Number.isInteger(mu) && mu >= 0 && mu < k)) throw new RangeError(`There is no memory ${mu} among ${k}.`);
    for (let j = 0; j < d; j++) origin[j] += memories[mu * d + j] / 3;
  }
  const [a, b, c] = through;
  return planeFromAxes(origin, difference(memories, d, b, a), difference(memories, d, c, a));
}

/**
 * The plane through `origin` (d numbers) that two directions span: e1 along the first, e2 along what the second adds (Gram–Schmidt). A
 * direction that adds nothing is replaced by the coordinate axis that adds most.
 */
export function planeFromAxes(origin: Floats, axis1: Floats, axis2: Floats): Plane {
  const basis: Float64Array[] = [];
  const e1 = orthonormal(basis, axis1) ?? orthonormal(basis, coordinateAxis(origin.length, basis)) ?? new Float64Array(origin.length);
  basis.push(e1);
  // The second may be nothing but the first's rounding errors: what is left of it is judged against its own length.
  const e2 = orthonormal(basis, axis2) ?? orthonormal(basis, coordinateAxis(origin.length, basis)) ?? new Float64Array(origin.length);
  return { origin: Float64Array.from(origin), e1, e2 };
}

/** The coordinates (s, t) of the feet of n points on the plane, n × 2. Points in the plane keep their distances. */
export function project(plane: Plane, points: Floats, n: number): Float32Array {
  const { origin, e1, e2 } = plane;
  const d = origin.length;
  const out = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) {
    let s = 0;
    let t = 0;
    for (let j = 0, at = i * d; j < d; j++) {
      const off = points[at + j] - origin[j];
      s += off * e1[j];
      t += off * e2[j];
    }
    out[2 * i] = s;
    out[2 * i + 1] = t;
  }
  return out;
}

/** The point at (s, t), d numbers: the inverse of `project` in the plane. */
export function lift(plane: Plane, s: number, t: number): Float64Array {
  return plane.origin.map((o, j) => o + s * plane.e1[j] + t * plane.e2[j]);
}

/**
 * The part of `vector` outside an orthonormal basis, at length 1; null where only rounding is left (below 1e-10 of the vector). Projects
 * twice, which is enough for orthogonality to rounding.
 */
export function orthonormal(basis: readonly Float64Array[], vector: Floats): Float64Array | null {
  const rest = Float64Array.from(vector);
  const length = norm(rest);
  if (!(length > 0)) return null;
  // First to length 1, so that squares of very small or large numbers do no harm.
  for (let j = 0; j < rest.length; j++) rest[j] /= length;
  for (let round = 0; round < 2; round++)
    for (const e of basis) {
      const along = dot(e, rest);
      for (let j = 0; j < rest.length; j++) rest[j] -= along * e[j];
    }
  const left = norm(rest);
  if (!(left > 1e-10)) return null;
  for (let j = 0; j < rest.length; j++) rest[j] /= left;
  return rest;
}

/** ⟨a, b⟩ of two vectors of one length. */
export function dot(a: Float64Array, b: Floats): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

function norm(vector: Float64Array): number {
  let largest = 0;
  for (const x of vector) largest = Math.max(largest, Math.abs(x));
  if (!(largest > 0 && largest < Infinity)) return largest;
  let sum = 0;
  for (const x of vector) sum += (x / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** The coordinate axis that the basis covers least. */
function coordinateAxis(d: number, basis: readonly Float64Array[]): Float64Array {
  let least = Infinity;
  let best = 0;
  for (let j = 0; j < d; j++) {
    let covered = 0;
    for (const e of basis) covered += e[j] * e[j];
    if (covered < least) {
      least = covered;
      best = j;
    }
  }
  const axis = new Float64Array(d);
  axis[best] = 1;
  return axis;
}

function difference(memories: Floats, d: number, to: number, from: number): Float64Array {
  return Float64Array.from({ length: d }, (_, j) => memories[to * d + j] - memories[from * d + j]);
}
