import { valueOf } from '../core/metrics/numbers';
import type { PartitionMetrics } from '../engine/protocol';
import type { Method } from '../methods/method';
import { baselineName } from './baseline';
import { curvesOf, textOf, toldName } from './numbers';

/** In a summary there is room for so many decimals, or significant digits. */
const digits = 4;

/**
 * The numbers of a result in one line: "loss 0.3915, SC 0.4051 (k-means 0.3740), NMI 0.8123". Those that have a curve are told, in the
 * order of the curves; beside the silhouette in the space of the partition stands that of k-means.
 */
export function resultSummary(method: Method, metrics: PartitionMetrics, kmeans: PartitionMetrics | null): string {
  const judged = curvesOf(method, true).filter(({ group }) => group !== 'training');
  const parts = judged.map((one) => {
    const told = `${toldName(one)} ${textOf(one, valueOf(one.id, metrics), digits)}`;
    return one.space === method.space
      ? `${told} (${baselineName(method)} ${textOf(one, kmeans && valueOf(one.id, kmeans), digits)})`
      : told;
  });
  // Without it the others say little of points in no cluster.
  const assigned = method.numbers.all.find(({ id }) => id === 'assigned');
  const share = assigned && valueOf(assigned.id, metrics);
  if (assigned && share !== null) parts.push(`${toldName(assigned)} ${textOf(assigned, share ?? null, digits)}`);
  return parts.join(', ');
}
