import type { NeighbourGraph } from '../neighbours/graph';
import type { Work } from '../work';
import { conditional } from './bandwidth';

export { tsneNeighbours, usablePerplexity, type UsablePerplexity } from './perplexity';

/**
 * t-SNE's joint probabilities p_ij = (p_{j|i} + p_{i|j}) / 2n, those above 0, each pair i < j once: the pairs of row i have the columns
 * columns[starts[i] … starts[i + 1] − 1], in no particular order, with their values alongside. All values, doubled, sum to 1 (to 0 where
 * no point has a neighbour).
 */
export interface Affinities {
  readonly n: number;
  /** n + 1. */
  readonly starts: Uint32Array;
  readonly columns: Uint32Array;
  readonly values: Float32Array;
}

const stage = 'Weighing neighbours';
/** Neighbours looked at between two yields: some milliseconds. */
const piece = 1 << 15;

/**
 * @param graph each point's `tsneNeighbours(perplexity, n)` nearest others. @param perplexity a `usablePerplexity`, at least 1.
 * Throws RangeError where it is less.
 */
export function* affinities(graph: NeighbourGraph, perplexity: number): Work<Affinities> {
  if (!(perplexity >= 1)) throw new RangeError(`A perplexity is at least 1, not ${perplexity}.`);
  const { n, k, indices, distances } = graph;
  const rowsAtOnce = Math.max(1, Math.floor(piece / Math.max(1, k)));

  const conditionals = new Float32Array(n * k);
  const scaled = new Float64Array(k);
  const entropy = Math.log(perplexity);
  for (let i = 0; i < n; i++) {
    if (k) conditional(distances, i * k, k, entropy, scaled, conditionals);
    if (i % rowsAtOnce === 0) yield { stage, fraction: (0.8 * i) / n };
  }

  // Either direction of a pair goes to the row of the lesser index …
  const ends = new Uint32Array(n + 1);
  for (let i = 0, e = 0; i < n; i++) for (const end = e + k; e < end; e++) ends[Math.min(i, indices[e]) + 1]++;
  for (let i = 0; i < n; i++) ends[i + 1] += ends[i];
  const starts = ends.slice();
  yield { stage, fraction: 0.82 };
  const columns = new Uint32Array(n * k);
  const values = new Float32Array(n * k);
  for (let i = 0, e = 0; i < n; i++) {
    for (const end = e + k; e < end; e++) {
      const j = indices[e];
      const to = starts[Math.min(i, j)]++;
      columns[to] = Math.max(i, j);
      values[to] = conditionals[e];
    }
    if (i % (8 * rowsAtOnce) === 0) yield { stage, fraction: 0.82 + (0.1 * i) / n };
  }

  // … where the two are added up and the row closed up to the one before.
  const place = new Int32Array(n).fill(-1);
  let filled = 0;
  for (let i = 0; i < n; i++) {
    const from = ends[i];
    const to = ends[i + 1];
    const start = filled;
    for (let e = from; e < to; e++) {
      const value = values[e] / (2 * n);
      const j = columns[e];
      if (!(value > 0)) continue;
      if (place[j] >= start) values[place[j]] += value;
      else {
        place[j] = filled;
        columns[filled] = j;
        values[filled++] = value;
      }
    }
    starts[i] = start;
    if (i % (8 * rowsAtOnce) === 0) yield { stage, fraction: 0.92 + (0.08 * i) / n };
  }
  starts[n] = filled;
  return { n, starts, columns: columns.slice(0, filled), values: values.slice(0, filled) };
}
