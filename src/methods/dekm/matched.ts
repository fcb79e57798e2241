/** Clusters that were found anew, numbered as those before them. */
import type { Floats } from '../../core/algebra/floats';
import { hungarian } from '../../core/metrics/hungarian';

export interface Clusters {
  /** k × m. */
  readonly centres: Floats;
  /** n numbers in 0 … k − 1. */
  readonly labels: ArrayLike<number>;
}

export interface MatchedClusters {
  readonly centres: Float32Array;
  readonly labels: Float32Array;
  /** The share of points whose label is another than before. */
  readonly changed: number;
}

/** Numbers new clusters so that as many of the n points as can be keep their labels. */
export function matched(found: Clusters, before: ArrayLike<number>, n: number, k: number, m: number): MatchedClusters {
  const cost = new Float64Array(k * k);
  for (let i = 0; i < n; i++) cost[found.labels[i] * k + before[i]]--;
  const numbers = hungarian(cost, k, k);
  const centres = new Float32Array(k * m);
  for (let c = 0; c < k; c++) centres.set(found.centres.subarray(c * m, (c + 1) * m), numbers[c] * m);
  const labels = new Float32Array(n);
  let changed = 0;
  for (let i = 0; i < n; i++) {
    labels[i] = numbers[found.labels[i]];
    if (labels[i] !== before[i]) changed++;
  }
  return { centres, labels, changed: changed / n };
}
