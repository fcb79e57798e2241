import type { Random } from '../../core/algebra/random';
import type { ScaledPoints } from '../points';
import { connected, type Affinity } from './affinity';
import { landmarkAffinity } from './landmarkAffinity';

/** Up to so many points the affinities of all pairs are kept; of more, those to landmarks. */
export const mostPairs = 5000;
/** Up to so many points pairs are kept in double precision. */
const mostDoubles = 2500;

export const pairBytes = (n: number): number => n * n * (n <= mostDoubles ? 8 : 4);

/** Multiplications between two steps. */
const sliceWork = 1e6;

/** exp(−γ d²) of all pairs, or nearly. Yields the share that is done. */
export const kernelAffinity = (data: ScaledPoints, gamma: number, random: Random): Generator<number, Affinity> =>
  data.n <= mostPairs ? allPairs(data, gamma) : landmarkAffinity(data, gamma, random);

function* allPairs({ points, n, d }: ScaledPoints, gamma: number): Generator<number, Affinity> {
  const pairs = n <= mostDoubles ? new Float64Array(n * n) : new Float32Array(n * n);
  const degrees = new Float64Array(n);
  // First γ d², then what becomes of it: the least affinities are beyond single precision, but not beside the degrees.
  for (let i = 0, work = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let square = 0;
      for (let f = 0, a = i * d, b = j * d; f < d; f++) {
        const apart = points[a + f] - points[b + f];
        square += apart * apart;
      }
      const exponent = (pairs[i * n + j] = gamma * square);
      const affinity = Math.exp(-exponent);
      degrees[i] += affinity;
      degrees[j] += affinity;
    }
    work += i * (d + 10);
    if (work < sliceWork) continue;
    work = 0;
    yield (0.7 * i * i) / (n * n);
  }
  const logs = degrees.map((degree, i) => Math.log((degrees[i] = degree || 1)) / 2);
  for (let i = 0, work = 0; i < n; i++) {
    for (let j = 0; j < i; j++) pairs[i * n + j] = pairs[j * n + i] = Math.exp(-pairs[i * n + j] - logs[i] - logs[j]);
    work += 10 * i;
    if (work < sliceWork) continue;
    work = 0;
    yield 0.7 + (0.3 * i * i) / (n * n);
  }
  return {
    n,
    degrees,
    cost: n * n,
    pieces: connected(n),
    *product(v, out) {
      const rows = Math.max(1, Math.floor(sliceWork / n));
      for (let i = 0; i < n; i++) {
        if (i > 0 && i % rows === 0) yield;
        const row = i * n;
        let [a, b, c, e] = [0, 0, 0, 0];
        let j = 0;
        for (; j + 3 < n; j += 4) {
          a += pairs[row + j] * v[j];
          b += pairs[row + j + 1] * v[j + 1];
          c += pairs[row + j + 2] * v[j + 2];
          e += pairs[row + j + 3] * v[j + 3];
        }
        for (; j < n; j++) a += pairs[row + j] * v[j];
        out[i] = a + b + (c + e);
      }
    },
  };
}
