import type { Random } from '../../core/algebra/random';
import { findNeighbours } from '../../projection/neighbours/find';
import type { NeighbourGraph } from '../../projection/neighbours/graph';
import type { ScaledPoints } from '../points';
import { piecesOf, type Affinity } from './affinity';

/**
 * The graph of nearest neighbours, (C + Cᵀ)/2: 1 where two points are among each other's nearest, ½ where one alone sees the other so.
 * `neighbours` counts the point itself, as scikit-learn does. Yields the share that is done.
 */
export function* neighbourAffinity({ points, n, d }: ScaledPoints, neighbours: number, random: Random): Generator<number, Affinity> {
  const k = Math.max(0, Math.min(neighbours, n) - 1);
  const work = findNeighbours({ points: points instanceof Float32Array ? points : Float32Array.from(points), n, d, k, random });
  for (;;) {
    const { done, value } = work.next();
    if (done) return graphAffinity(value);
    yield value.fraction;
  }
}

/** The symmetric graph of each point's neighbours. */
export function graphAffinity({ n, k, indices }: NeighbourGraph): Affinity {
  const { starts, ends, weights } = symmetric(indices, n, k);
  const degrees = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let edge = starts[i]; edge < starts[i + 1]; edge++) degrees[i] += weights[edge];
  const roots = degrees.map((degree, i) => Math.sqrt((degrees[i] = degree || 1)));
  for (let i = 0; i < n; i++) for (let edge = starts[i]; edge < starts[i + 1]; edge++) weights[edge] /= roots[i] * roots[ends[edge]];
  return {
    n,
    degrees,
    cost: ends.length,
    pieces: piecesOf(starts, ends),
    *product(v, out) {
      yield;
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let edge = starts[i], last = starts[i + 1]; edge < last; edge++) sum += weights[edge] * v[ends[edge]];
        out[i] = sum;
      }
    },
  };
}

/** Rows of a sparse matrix: ½ for each time that one of two points has the other among its neighbours. */
function symmetric(indices: Uint32Array, n: number, k: number) {
  const counts = new Uint32Array(n + 1);
  for (let i = 0; i < n; i++)
    for (let at = i * k; at < (i + 1) * k; at++) {
      counts[i + 1]++;
      counts[indices[at] + 1]++;
    }
  for (let i = 0; i < n; i++) counts[i + 1] += counts[i];
  // Both directions of every edge; those that occur twice are put together row by row.
  const all = new Uint32Array(counts[n]);
  const filled = counts.slice(0, n);
  for (let i = 0; i < n; i++)
    for (let at = i * k; at < (i + 1) * k; at++) {
      all[filled[i]++] = indices[at];
      all[filled[indices[at]]++] = i;
    }
  const starts = new Uint32Array(n + 1);
  const ends = new Uint32Array(all.length);
  const weights = new Float64Array(all.length);
  for (let i = 0, edge = 0; i < n; i++) {
    const row = all.subarray(counts[i], counts[i + 1]).sort();
    for (let at = 0; at < row.length; at++) {
      if (at > 0 && row[at] === row[at - 1]) weights[edge - 1] += 0.5;
      else {
        ends[edge] = row[at];
        weights[edge++] = 0.5;
      }
    }
    starts[i + 1] = edge;
  }
  return { starts, ends: ends.slice(0, starts[n]), weights: weights.slice(0, starts[n]) };
}
