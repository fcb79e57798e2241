import type { PlaneBounds } from '../../core/map/voronoi';

/** The part of the plane that the map shows before a zoom. */

/** A box in the axes of the plane: s to the right, t upwards. */
export type DomainBox = PlaneBounds;

const margin = 0.12;

/** The smallest box round n × 2 places, several arrays of them; null where there is none. Places that are not finite are left out. */
export function boxAround(...places: readonly (ArrayLike<number> | null)[]): DomainBox | null {
  let s0 = Infinity;
  let t0 = Infinity;
  let s1 = -Infinity;
  let t1 = -Infinity;
  for (const array of places) {
    if (!array) continue;
    for (let i = 0; i + 1 < array.length; i += 2) {
      const s = array[i];
      const t = array[i + 1];
      if (!Number.isFinite(s) || !Number.isFinite(t)) continue;
      if (s < s0) s0 = s;
      if (s > s1) s1 = s;
      if (t < t0) t0 = t;
      if (t > t1) t1 = t;
    }
  }
  return s0 <= s1 ? { s0, t0, s1, t1 } : null;
}

/** A margin of 12% of the longer side all round; a box of no size becomes one of side 2, so that a single point has ground about it. */
export function padded(box: DomainBox): DomainBox {
  const side = Math.max(box.s1 - box.s0, box.t1 - box.t0);
  const by = side > 0 ? side * margin : 1;
  return { s0: box.s0 - by, t0: box.t0 - by, s1: box.s1 + by, t1: box.t1 + by };
}

const union = (a: DomainBox, b: DomainBox): DomainBox => ({
  s0: Math.min(a.s0, b.s0),
  t0: Math.min(a.t0, b.t0),
  s1: Math.max(a.s1, b.s1),
  t1: Math.max(a.t1, b.t1),
});

const holds = (box: DomainBox, inner: DomainBox) => inner.s0 >= box.s0 && inner.t0 >= box.t0 && inner.s1 <= box.s1 && inner.t1 <= box.t1;

/**
 * The domain of a map through a run: the padded box round the points and the memories it began with, which stays, so that the map
 * does not jump. Only memories that leave the whole of it, margin included, make it grow, and then by a margin, so that it grows seldom.
 */
export function keepDomain(previous: DomainBox | null, points: ArrayLike<number> | null, memories: ArrayLike<number>): DomainBox | null {
  const around = boxAround(previous ? null : points, memories);
  if (!around) return previous;
  if (!previous) return padded(around);
  return holds(previous, around) ? previous : union(previous, padded(union(previous, around)));
}

/** Codes that fill less than this share of the map's longer side are shown nearer. */
const shrunk = 0.4;

/**
 * As keepDomain, of codes: as the networks learn these move, so the map follows where some leave it, or where all draw together in a part
 * of it.
 */
export function keepCodeDomain(previous: DomainBox | null, codes: ArrayLike<number> | null, memories: ArrayLike<number>): DomainBox | null {
  const around = boxAround(codes, memories);
  if (!around) return previous;
  if (previous && holds(previous, around) && sideOf(around) >= shrunk * sideOf(previous)) return previous;
  return padded(previous && !holds(previous, around) ? padded(around) : around);
}

const sideOf = ({ s0, s1, t0, t1 }: DomainBox) => Math.max(s1 - s0, t1 - t0);

/** The box widened about its middle to the shape of width × height pixels, so that a unit is as long upwards as sideways. */
export function withAspect(box: DomainBox, width: number, height: number): DomainBox {
  const w = box.s1 - box.s0;
  const h = box.t1 - box.t0;
  const unit = Math.max(w / width, h / height);
  const ds = (unit * width - w) / 2;
  const dt = (unit * height - h) / 2;
  return { s0: box.s0 - ds, t0: box.t0 - dt, s1: box.s1 + ds, t1: box.t1 + dt };
}
