import { pointLabelsOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import type { ScaledPoints } from '../points';

/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;

/** Σ_i ‖x_i − mean of its cluster‖² of a partition that knows the labels of these points. Throws TypeError where it does not. */
export function* squaresWithin({ points, n, d }: ScaledPoints, partition: PartitionModel): Generator<unknown, number> {
  const labels = pointLabelsOf(partition, n);
  if (!labels) throw new TypeError(`The partition of kind "${partition.kind}" does not know the clusters of these ${n} points.`);
  const { k } = partition;
  const counts = new Float64Array(k);
  const means = new Float64Array(k * d);
  for (let i = 0; i < n; i++) {
    counts[labels[i]]++;
    for (let f = 0; f < d; f++) means[labels[i] * d + f] += points[i * d + f];
  }
  for (let c = 0; c < k; c++) for (let f = 0; f < d; f++) means[c * d + f] /= Math.max(1, counts[c]);
  let sum = 0;
  for (let i = 0, work = 0; i < n; i++) {
    for (let f = 0; f < d; f++) sum += (points[i * d + f] - means[labels[i] * d + f]) ** 2;
    work += d;
    if (work < sliceWork) continue;
    work = 0;
    yield;
  }
  return sum;
}
