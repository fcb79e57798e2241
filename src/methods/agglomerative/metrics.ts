import type { Floats } from '../../core/algebra/floats';

export type Metric = 'euclidean' | 'manhattan' | 'cosine';

/** The distance between row i of one set of points and row j of another, or of the same. */
export type Distance = (i: number, j: number) => number;

/**
 * Distances between rows of two sets, each of rows of d numbers. The cosine distance is 1 − cos, and 1 where a row is all zero.
 * @param given the points. @param others the same array where distances are within one set.
 */
export function distancesBy(metric: Metric, given: Floats, others: Floats, d: number): Distance {
  const points = metric === 'cosine' ? directions(given, d) : given;
  const among = others === given ? points : metric === 'cosine' ? directions(others, d) : others;
  if (metric === 'cosine')
    return (i, j) => {
      let product = 0;
      for (let f = 0, a = i * d, b = j * d; f < d; f++) product += points[a + f] * among[b + f];
      return Math.max(0, 1 - product);
    };
  if (metric === 'manhattan')
    return (i, j) => {
      let sum = 0;
      for (let f = 0, a = i * d, b = j * d; f < d; f++) sum += Math.abs(points[a + f] - among[b + f]);
      return sum;
    };
  return (i, j) => {
    let sum = 0;
    for (let f = 0, a = i * d, b = j * d; f < d; f++) {
      const apart = points[a + f] - among[b + f];
      sum += apart * apart;
    }
    return Math.sqrt(sum);
  };
}

/** Rows of length 1; rows of zeros stay so. */
export function directions(points: Floats, d: number): Float64Array {
  const out = Float64Array.from(points);
  for (let at = 0; at < out.length; at += d) {
    let square = 0;
    for (let f = 0; f < d; f++) square += out[at + f] ** 2;
    const norm = Math.sqrt(square) || 1;
    for (let f = 0; f < d; f++) out[at + f] /= norm;
  }
  return out;
}
