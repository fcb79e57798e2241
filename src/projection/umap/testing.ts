import { Random } from '../../core/algebra/random';
import type { NeighbourGraph } from '../neighbours/graph';

/** Shared by the tests of layouts: blobs, neighbours by exhaustive search, and the share of them that a layout keeps. */

/** `count` blobs of unit noise, n points in turn, d dimensions, centres N(0, spread²). */
export function blobs(n: number, d: number, count: number, spread: number, seed: number): Float32Array {
  const random = new Random(seed);
  const centres = Float32Array.from({ length: count * d }, () => spread * random.normal());
  return Float32Array.from({ length: n * d }, (_, at) => centres[(Math.floor(at / d) % count) * d + (at % d)] + random.normal());
}

/** The k nearest of `set` to each of `points`, both of d dimensions; none of its own where they are the same array. */
export function neighbours(points: Float32Array, d: number, k: number, set = points): NeighbourGraph {
  const n = points.length / d;
  const indices = new Uint32Array(n * k);
  const distances = new Float32Array(n * k);
  for (let i = 0; i < n; i++) {
    const row = distances.subarray(i * k, (i + 1) * k).fill(Infinity);
    const named = indices.subarray(i * k, (i + 1) * k);
    for (let j = 0; j < set.length / d; j++) {
      if (points === set && i === j) continue;
      let square = 0;
      for (let c = 0; c < d; c++) square += (points[i * d + c] - set[j * d + c]) ** 2;
      const distance = Math.fround(Math.sqrt(square));
      if (!(distance < row[k - 1])) continue;
      let at = k - 1;
      for (; at > 0 && row[at - 1] > distance; at--) {
        row[at] = row[at - 1];
        named[at] = named[at - 1];
      }
      row[at] = distance;
      named[at] = j;
    }
  }
  return { n, k, indices, distances };
}

/** The part of the graph's neighbours that are among the k nearest in the layout (n × 2) too. */
export function kept(graph: NeighbourGraph, layout: Float32Array): number {
  const { n, k, indices } = graph;
  const near = neighbours(layout, 2, k).indices;
  let both = 0;
  for (let i = 0; i < n; i++) {
    const row = new Set(near.subarray(i * k, (i + 1) * k));
    for (let e = i * k; e < (i + 1) * k; e++) if (row.has(indices[e])) both++;
  }
  return both / (n * k);
}
