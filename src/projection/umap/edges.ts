import type { Random } from '../../core/algebra/random';
import type { FuzzyGraph } from './fuzzy';

/** A fuzzy graph's edges ready to be sampled: points in a random order, weights summed up. */
export interface Edges {
  readonly n: number;
  /** n: which point stands where. Points that follow one another are a random sample. */
  readonly order: Uint32Array;
  /** n: the sum of weights up to the end of each place's edges, in 1/unit. */
  readonly ends: Float64Array;
  /** The place of each edge's other end. */
  readonly targets: Uint32Array;
  /** The sum of weights up to and with each edge; the heaviest edge counts 1. */
  readonly sums: Float64Array;
}

/** @param random gives the order of the points. */
export function prepareEdges(fuzzy: FuzzyGraph, random: Random): Edges {
  const { n, starts, weights } = fuzzy;
  const order = random.shuffle(Uint32Array.from({ length: n }, (_, i) => i));
  const place = new Uint32Array(n);
  for (let i = 0; i < n; i++) place[order[i]] = i;
  let heaviest = 0;
  for (const weight of weights) if (weight > heaviest) heaviest = weight;
  const ends = new Float64Array(n);
  const targets = new Uint32Array(weights.length);
  const sums = new Float64Array(weights.length);
  let edge = 0;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const point = order[i];
    for (let e = starts[point]; e < starts[point + 1]; e++) {
      sum += weights[e] / heaviest;
      targets[edge] = place[fuzzy.targets[e]];
      sums[edge++] = sum;
    }
    ends[i] = sum;
  }
  return { n, order, ends, targets, sums };
}
