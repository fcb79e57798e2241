/** What the points of each cluster have in common. k × d numbers each, counts k. */
export interface ClusterProfile {
  readonly counts: Uint32Array;
  readonly mean: Float32Array;
  readonly deviation: Float32Array;
}

/** Mean and (population) standard deviation of each cluster's features, NaN where a cluster has no points. @param points n × d. @param labels n numbers below k. */
export function clusterProfile(points: Float32Array, n: number, d: number, labels: Uint16Array, k: number): ClusterProfile {
  const counts = new Uint32Array(k);
  const sum = new Float64Array(k * d);
  const squares = new Float64Array(k * d);
  for (let i = 0; i < n; i++) {
    const at = labels[i] * d;
    counts[labels[i]]++;
    for (let j = 0; j < d; j++) {
      const x = points[i * d + j];
      sum[at + j] += x;
      squares[at + j] += x * x;
    }
  }
  const mean = Float32Array.from(sum, (x, at) => x / counts[Math.floor(at / d)]);
  const deviation = Float32Array.from(squares, (x, at) => {
    const count = counts[Math.floor(at / d)];
    return Math.sqrt(Math.max(0, x / count - (sum[at] / count) ** 2));
  });
  return { counts, mean, deviation };
}
