import type { Random } from '../../core/algebra/random';
import type { ScaledPoints } from '../points';
import { connected, type Affinity } from './affinity';
import { landmarkAffinity } from './landmarkAffinity';

/** Up to so many points the affinities of all pairs are kept; of more, those to landmarks. */
export const mostPairs = 5000;
/** Up to so many points pairs are kept in double precision. */
const mostDoubles = 1000;

export const pairBytes = (n: number): number => ((n * (n - 1)) / 2) * (n <= mostDoubles ? 8 : 4);

/** Multiplications between two steps. */
const sliceWork = 1e6;

/** exp(−γ d²) of all pairs, or nearly. Yields the share that is done. */
export const kernelAffinity = (data: ScaledPoints, gamma: number, random: Random): Generator<number, Affinity> =>
  data.n <= mostPairs ? allPairs(data, gamma) : landmarkAffinity(data, gamma, random);

function* allPairs({ points, n, d }: ScaledPoints, gamma: number): Generator<number, Affinity> {
  const count = (n * (n - 1)) / 2;
  // Row after row beneath the diagonal: j < i at i (i − 1)/2 + j. First γ d², then what becomes of it: the least affinities are beyond single
  // precision, but not beside the degrees.
  const pairs = n <= mostDoubles ? new Float64Array(count) : new Float32Array(count);
  const degrees = new Float64Array(n);
  for (let i = 1, at = 0, work = 0; i < n; i++) {
    for (let j = 0; j < i; j++, at++) {
      let square = 0;
      for (let f = 0, a = i * d, b = j * d; f < d; f++) {
        const apart = points[a + f] - points[b + f];
        square += apart * apart;
      }
      pairs[at] = gamma * square;
      const affinity = Math.exp(-gamma * square);
      degrees[i] += affinity;
      degrees[j] += affinity;
    }
    work += i * (d + 10);
    if (work < sliceWork) continue;
    work = 0;
    yield (0.7 * at) / count;
  }
  const logs = degrees.map((degree, i) => Math.log((degrees[i] = degree || 1)) / 2);
  for (let i = 1, at = 0, work = 0; i < n; i++) {
    for (let j = 0; j < i; j++, at++) pairs[at] = Math.exp(-pairs[at] - logs[i] - logs[j]);
    work += 10 * i;
    if (work < sliceWork) continue;
    work = 0;
    yield 0.7 + (0.3 * at) / count;
  }
  return {
    n,
    degrees,
    cost: n * n,
    pieces: connected(n),
    *product(v, out) {
      out.fill(0);
      for (let i = 1, at = 0, work = 0; i < n; i++) {
        at = addRow(pairs, at, i, v, out);
        work += 2 * i;
        if (work < sliceWork) continue;
        work = 0;
        yield;
      }
    },
  };
}

/** Adds what row i of a symmetric matrix without diagonal, and its column, add to a product; returns where the next row begins. */
function addRow(pairs: Float32Array | Float64Array, start: number, i: number, v: Float64Array, out: Float64Array): number {
  const by = v[i];
  let [even, odd] = [0, 0];
  let at = start;
  let j = 0;
  for (; j + 1 < i; j += 2, at += 2) {
    const a = pairs[at];
    const b = pairs[at + 1];
    even += a * v[j];
    odd += b * v[j + 1];
    out[j] += a * by;
    out[j + 1] += b * by;
  }
  if (j < i) {
    even += pairs[at] * v[j];
    out[j] += pairs[at++] * by;
  }
  out[i] += even + odd;
  return at;
}
