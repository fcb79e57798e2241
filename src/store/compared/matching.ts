import { matchClusters } from '../../core/metrics/agreement';
import { contingency } from '../../core/metrics/contingency';

/** The labels of one set of points by two partitions, each 0 … k − 1; other numbers are of no cluster. */
export interface Labelled {
  readonly labels: Uint16Array;
  readonly k: number;
}

/**
 * For each cluster of `other` the number under which it is drawn beside `own`: that of the cluster of `own` that it is matched with, in the
 * one-to-one matching that the most points agree on. A cluster without a match gets the least number that no cluster with points has.
 * Throws RangeError where the two are of different numbers of points.
 */
export function matchedLooks(own: Labelled, other: Labelled): Uint16Array {
  if (own.labels.length !== other.labels.length)
    throw new RangeError(`Clusters of ${own.labels.length} points cannot be matched with those of ${other.labels.length}.`);
  const clustered = (i: number) => own.labels[i]! < own.k && other.labels[i]! < other.k;
  const of = ({ labels }: Labelled) => labels.filter((_, i) => clustered(i));
  const [ours, others] = [of(own), of(other)];
  const match = ours.length > 0 ? matchClusters(contingency(others, ours)) : new Map<number, number>();
  const taken = new Set<number>(own.labels);
  let free = 0;
  return Uint16Array.from({ length: other.k }, (_, cluster) => {
    const matched = match.get(cluster);
    if (matched !== undefined) return matched;
    while (taken.has(free)) free++;
    taken.add(free);
    return free;
  });
}
