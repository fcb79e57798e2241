import type { NeighbourGraph } from '../neighbours/graph';
import type { Work } from '../work';

/** The scales that turn each point's distances to its neighbours into memberships. */
export interface Smooth {
  /** n: ρ, the distance of the nearest neighbour that is no duplicate; 0 where all are. */
  readonly nearest: Float64Array;
  /** n: σ. */
  readonly widths: Float64Array;
}

const rowsAPiece = 1024;
const tolerance = 1e-6;
/** σ is at least this part of the mean distance. */
const leastWidth = 1e-3;

/**
 * For each row ρ, and the σ with Σ exp(−max(0, d − ρ) / σ) = log2(k + 1) over its k neighbours (McInnes, Healy, Melville 2018, algorithm 3,
 * whose k counts the point itself). By Newton's steps on log σ, kept in a bracket. Does not care in what units the distances are.
 * Distances that are not finite do not count.
 * @param share how much of the stage's progress this is, from 0.
 */
export function* smoothDistances(graph: NeighbourGraph, stage: string, share: number): Work<Smooth> {
  const { n, k, distances } = graph;
  const nearest = new Float64Array(n);
  const widths = new Float64Array(n);
  const beyond = new Float64Array(k);
  let sum = 0;
  let count = n;
  for (let e = 0; e < n * k; e++) {
    if (!Number.isFinite(distances[e])) continue;
    sum += distances[e];
    count++;
  }
  const mean = sum / Math.max(1, count);
  for (let i = 0; i < n; i++) {
    let rho = Infinity;
    let rowSum = 0;
    let finite = 0;
    for (let e = i * k; e < (i + 1) * k; e++) {
      const d = distances[e];
      if (!Number.isFinite(d)) continue;
      finite++;
      rowSum += d;
      if (d > 0 && d < rho) rho = d;
    }
    if (rho === Infinity) rho = 0;
    let count = 0;
    for (let e = i * k; e < (i + 1) * k; e++) if (Number.isFinite(distances[e]) && distances[e] > rho) beyond[count++] = distances[e] - rho;
    const least = leastWidth * (rho > 0 ? rowSum / (finite + 1) : mean);
    nearest[i] = rho;
    widths[i] = Math.max(least, widthOf(beyond, count, Math.log2(finite + 1) - (finite - count)));
    if (i % rowsAPiece === rowsAPiece - 1) yield { stage, fraction: (share * i) / n };
  }
  return { nearest, widths };
}

/** exp(−(d − ρ) / σ): 1 up to ρ, 0 where the distance is not finite. */
export function membership(distance: number, rho: number, sigma: number): number {
  if (!Number.isFinite(distance)) return 0;
  const beyond = distance - rho;
  return beyond > 0 ? Math.exp(-beyond / sigma) : 1;
}

/** The σ with Σ exp(−d / σ) = target over the first `count` of distances d > 0; 0 where even the smallest is too large. */
function widthOf(beyond: Float64Array, count: number, target: number): number {
  if (target <= 0 || count === 0) return 0;
  let scale = 0;
  for (let j = 0; j < count; j++) scale += beyond[j];
  scale /= count;
  let low = -40;
  let high = 40;
  let at = 0;
  for (let tries = 0; tries < 100; tries++) {
    const inverse = Math.exp(-at) / scale;
    let value = -target;
    let slope = 0;
    for (let j = 0; j < count; j++) {
      const exponent = beyond[j] * inverse;
      const term = Math.exp(-exponent);
      value += term;
      slope += exponent * term;
    }
    if (Math.abs(value) < tolerance) break;
    if (value > 0) high = at;
    else low = at;
    const next = at - value / slope;
    at = next > low && next < high ? next : (low + high) / 2;
    if (high - low < 1e-12) break;
  }
  return scale * Math.exp(at);
}
