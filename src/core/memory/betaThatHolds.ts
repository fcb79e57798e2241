/** The β of log-sum-ReLU that suits memories and points: a ball of radius 1/√β around each memory holds most of the points. */
import { squaredDistance } from './preparedMemory';
import type { Floats } from '../algebra/floats';

/** The share of the points that the balls hold before any step, and how far beyond these they reach. */
const held = 0.95;
const reach = 1.5;
/** Points that are asked: as many as take so many multiplications, some milliseconds, within these bounds. */
const most = 4000;
const least = 200;
const work = 2e7;

/** The rows of n points of d numbers that `betaThatHolds` asks where there are k memories: every so many. */
export function askedRows(n: number, d: number, k: number): number[] {
  const stride = Math.ceil(n / Math.max(least, Math.min(most, Math.floor(work / (d * k)))));
  return Array.from({ length: Math.ceil(n / stride) }, (_, i) => i * stride);
}

/**
 * 1/(2.25 q), q the 0.95 quantile of the squared distances of the points (n × d) from the nearest of the memories (k × d): the radius is 1.5
 * times the distance within which 95 % of the points have one. Infinite where these are at memories. Of many points some are asked.
 */
export function betaThatHolds(points: Floats, n: number, d: number, memories: Floats, k: number): number {
  const rho = Float64Array.from(memories);
  const v = new Float64Array(d);
  const nearest = Float64Array.from(askedRows(n, d, k), (i) => {
    for (let j = 0; j < d; j++) v[j] = points[i * d + j];
    let distance = Infinity;
    for (let mu = 0; mu < k; mu++) distance = Math.min(distance, squaredDistance(v, rho, mu * d, d));
    return distance;
  }).sort();
  const at = held * (nearest.length - 1);
  const below = Math.floor(at);
  const q = nearest[below] + (at - below) * ((nearest[below + 1] ?? nearest[below]) - nearest[below]);
  return 1 / (reach ** 2 * q);
}
