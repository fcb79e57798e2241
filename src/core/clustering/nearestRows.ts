import type { Floats } from '../algebra/floats';

/** Multiplications between two yields: a millisecond or two. */
const sliceWork = 2.5e5;

/**
 * Of each place the row of `points` that is nearest to it, by ‖x − place‖²; of equals the first.
 * @param places count × d. @param points n × d, n at least 1. @returns count indices below n.
 */
export function* nearestRows(places: Floats, points: Floats, n: number, d: number): Generator<void, Uint32Array> {
  const count = places.length / d;
  const nearest = new Uint32Array(count);
  const least = new Float64Array(count).fill(Infinity);
  for (let i = 0, work = 0; i < n; i++) {
    for (let p = 0; p < count; p++) {
      let square = 0;
      for (let f = 0, at = i * d, to = p * d; f < d; f++, at++, to++) square += (points[at] - places[to]) ** 2;
      // What is no number is nearest to nothing.
      if (!(square < least[p])) continue;
      least[p] = square;
      nearest[p] = i;
    }
    if ((work += count * d) < sliceWork) continue;
    work = 0;
    yield;
  }
  return nearest;
}
