import type { Scaling } from '../algebra/scaling';

/** Statistics of the points of each cluster: k × d numbers each, and k counts. */
export interface ClusterProfile {
  readonly counts: Uint32Array;
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/**
 * Mean and (population) standard deviation of each cluster's features, NaN where a cluster has no points.
 * @param points n × d.
 * @param labels n numbers; points whose label is k or more are left out.
 */
export function clusterProfile(points: Float32Array, n: number, d: number, labels: Uint16Array, k: number): ClusterProfile {
  const counts = new Uint32Array(k);
  const mean = new Float64Array(k * d);
  const squares = new Float64Array(k * d);
  for (const label of labels.subarray(0, n)) if (label < k) counts[label]++;
  for (let i = 0; i < n; i++) if (labels[i] < k) for (let j = 0, at = labels[i] * d; j < d; j++, at++) mean[at] += points[i * d + j];
  for (let at = 0; at < mean.length; at++) mean[at] /= counts[Math.floor(at / d)];
  // About the mean: the squares of large values would cancel.
  for (let i = 0; i < n; i++)
    if (labels[i] < k) for (let j = 0, at = labels[i] * d; j < d; j++, at++) squares[at] += (points[i * d + j] - mean[at]) ** 2;
  return {
    counts,
    mean: Float32Array.from(mean),
    deviation: Float32Array.from(squares, (sum, at) => Math.sqrt(sum / counts[Math.floor(at / d)])),
  };
}

/** The same profile of points that are scaled otherwise. */
export function rescaledProfile({ counts, mean, deviation }: ClusterProfile, from: Scaling, to: Scaling): ClusterProfile {
  const d = from.shift.length;
  const { shift, scale } = from;
  return {
    counts,
    mean: mean.map((value, i) => (value * scale[i % d] + shift[i % d] - to.shift[i % d]) / to.scale[i % d]),
    deviation: deviation.map((value, i) => (value * scale[i % d]) / to.scale[i % d]),
  };
}
