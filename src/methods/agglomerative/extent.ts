/** How many points are merged one by one: all of them, or a sample of a set that would take too long or too much memory. */

/** So many are always merged by themselves. */
export const mostMerged = 10_000;
/** Multiplications of n points that hold no distances, about a minute's: n²·d. */
const mostWork = 4e10;
/** Of the distances between the sample and the rest: with many features the sample is smaller, but no smaller than `leastMerged`. */
const leastMerged = 1000;

export type Linkage = 'ward' | 'average' | 'complete' | 'single';

/** True where all distances are held: n(n − 1)/2 numbers. */
export const holdsDistances = (linkage: Linkage): boolean => linkage === 'average' || linkage === 'complete';

/** Of n points of d features, n where all are merged. */
export function mergedPoints(linkage: Linkage, n: number, d: number): number {
  if (n <= mostMerged || (!holdsDistances(linkage) && n * n * d <= mostWork)) return n;
  return Math.max(leastMerged, Math.min(mostMerged, Math.floor(mostWork / (n * d))));
}
