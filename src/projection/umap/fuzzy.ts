import type { NeighbourGraph } from '../neighbours/graph';
import type { Work } from '../work';
import { type Smooth, membership, smoothDistances } from './smooth';

/**
 * The membership strength of each two of n points, from 0 to 1: symmetric, sparse, no point with itself. Row by row: row i is starts[i] …
 * starts[i + 1] − 1.
 */
export interface FuzzyGraph {
  readonly n: number;
  /** n + 1. */
  readonly starts: Uint32Array;
  /** As many as starts[n]: the other point of each edge. */
  readonly targets: Uint32Array;
  /** As many: above 0, at most 1. An edge and its reverse have the same weight to the bit. */
  readonly weights: Float32Array;
}

const rowsAPiece = 4096;

/**
 * The fuzzy simplicial set of a set's neighbour graph: each point's own view, exp(−(d − ρ) / σ), joined with its neighbours' by
 * the probabilistic t-conorm a + b − ab (McInnes, Healy, Melville 2018, algorithms 2 and 3).
 * A distance that is not finite is no neighbour. Throws RangeError when the graph names a point that is not there.
 */
export function* fuzzyGraph(graph: NeighbourGraph): Work<FuzzyGraph> {
  const stage = 'Weighing neighbours';
  const { n, k, indices } = graph;
  const smooth: Smooth = yield* smoothDistances(graph, stage, 0.5);
  const own = new Float32Array(n * k);
  const incoming = new Uint32Array(n + 1);
  for (let i = 0; i < n; i++) {
    for (let e = i * k; e < (i + 1) * k; e++) {
      const target = indices[e];
      if (target >= n) throw new RangeError(`A neighbour graph of ${n} points names point ${target}.`);
      if (target === i) continue;
      own[e] = membership(graph.distances[e], smooth.nearest[i], smooth.widths[i]);
      if (own[e] > 0) incoming[target + 1]++;
    }
    if (i % rowsAPiece === rowsAPiece - 1) yield { stage, fraction: 0.5 + (0.1 * i) / n };
  }
  for (let i = 0; i < n; i++) incoming[i + 1] += incoming[i];

  // The same edges by their other end.
  const filled = incoming.slice(0, n);
  const sources = new Uint32Array(incoming[n]);
  const theirs = new Float32Array(incoming[n]);
  for (let i = 0; i < n; i++) {
    for (let e = i * k; e < (i + 1) * k; e++) {
      if (own[e] === 0) continue;
      const slot = filled[indices[e]]++;
      sources[slot] = i;
      theirs[slot] = own[e];
    }
    if (i % rowsAPiece === rowsAPiece - 1) yield { stage, fraction: 0.6 + (0.2 * i) / n };
  }

  // Row by row, those that i names, then those that name i; `at` tells where in this row a point already stands.
  const starts = new Uint32Array(n + 1);
  const targets = new Uint32Array(2 * incoming[n]);
  const weights = new Float32Array(2 * incoming[n]);
  const at = new Int32Array(n).fill(-1);
  let end = 0;
  for (let i = 0; i < n; i++) {
    const start = end;
    for (let e = i * k; e < (i + 1) * k; e++) {
      const target = indices[e];
      if (own[e] === 0 || at[target] >= start) continue;
      at[target] = end;
      targets[end] = target;
      weights[end++] = own[e];
    }
    for (let e = incoming[i]; e < incoming[i + 1]; e++) {
      const source = sources[e];
      const slot = at[source];
      if (slot >= start) weights[slot] = joined(weights[slot], theirs[e]);
      else {
        at[source] = end;
        targets[end] = source;
        weights[end++] = theirs[e];
      }
    }
    starts[i + 1] = end;
    if (i % rowsAPiece === rowsAPiece - 1) yield { stage, fraction: 0.8 + (0.2 * i) / n };
  }
  return { n, starts, targets: targets.slice(0, end), weights: weights.slice(0, end) };
}

/** a + b − ab, the same to the bit whichever comes first. */
function joined(a: number, b: number): number {
  return Math.min(1, a + b - a * b);
}
