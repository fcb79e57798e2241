import { contingency, type Contingency } from './contingency';
import { expectedInformation } from './expected-information';
import { hungarian } from './hungarian';
import type { Labels } from './labels';

/** Agreement of a clustering with known classes. For display only: never to choose a run. */
export interface Agreement {
  /** NMI, arithmetic mean (scikit-learn's default). */
  readonly nmi: number;
  /** NMI, geometric mean, as the DKM paper has it. */
  readonly nmiGeometric: number;
  readonly ari: number;
  readonly ami: number;
  readonly homogeneity: number;
  /** ACC, after the best one-to-one matching of clusters and classes. */
  readonly accuracy: number;
}

/** All of them at once. Throws RangeError as `contingency` does. */
export function agreement(labels: Labels, truth: Labels): Agreement {
  const table = contingency(labels, truth);
  return {
    nmi: normalizedInformation(table, 'arithmetic'),
    nmiGeometric: normalizedInformation(table, 'geometric'),
    ari: adjustedRand(table),
    ami: adjustedInformation(table),
    homogeneity: homogeneity(table),
    accuracy: accuracy(table),
  };
}

/** H = −Σ p ln p of sizes that sum to n, in nats. */
function entropy(sizes: Uint32Array, n: number): number {
  if (sizes.length < 2) return 0;
  let sum = 0;
  for (const size of sizes) sum -= (size / n) * Math.log(size / n);
  return sum;
}

/** MI = Σ_ij (n_ij/n) ln(n n_ij / (a_i b_j)), in nats, ≥ 0. */
export function mutualInformation({ n, counts, classSizes, clusterSizes }: Contingency): number {
  let sum = 0;
  for (let i = 0, cell = 0; i < classSizes.length; i++) {
    for (let j = 0; j < clusterSizes.length; j++, cell++) {
      const count = counts[cell];
      if (count === 0) continue;
      const term = (count / n) * Math.log((count * n) / (classSizes[i] * clusterSizes[j]));
      // Rounding alone is not information: without this, independent labels would score 1e-17 instead of 0.
      if (Math.abs(term) >= Number.EPSILON) sum += term;
    }
  }
  return Math.max(0, sum);
}

/** Neither side splits the points: nothing can disagree, and scikit-learn says 1. */
const trivial = (table: Contingency) => table.classes.length === 1 && table.clusters.length === 1;

/** NMI = MI / mean(H(classes), H(clusters)), on [0, 1]. Both sides a single group: 1; only one of them: 0. */
export function normalizedInformation(table: Contingency, mean: 'arithmetic' | 'geometric'): number {
  if (trivial(table)) return 1;
  const information = mutualInformation(table);
  if (information === 0) return 0;
  const a = entropy(table.classSizes, table.n);
  const b = entropy(table.clusterSizes, table.n);
  return information / (mean === 'arithmetic' ? (a + b) / 2 : Math.sqrt(a * b));
}

/** AMI = (MI − E[MI]) / ((H(classes) + H(clusters))/2 − E[MI]), E over permutations of the labels; 1 is perfect, 0 is chance. */
export function adjustedInformation(table: Contingency): number {
  if (trivial(table)) return 1;
  const expected = expectedInformation(table);
  const room = (entropy(table.classSizes, table.n) + entropy(table.clusterSizes, table.n)) / 2 - expected;
  // As scikit-learn: keep the sign but never divide by (nearly) nothing.
  const denominator = room < 0 ? Math.min(room, -Number.EPSILON) : Math.max(room, Number.EPSILON);
  return (mutualInformation(table) - expected) / denominator;
}

/** Homogeneity = 1 − H(class | cluster)/H(class) = MI/H(class): 1 where every cluster holds one class only. One class in all: 1. */
export function homogeneity(table: Contingency): number {
  const classes = entropy(table.classSizes, table.n);
  return classes === 0 ? 1 : mutualInformation(table) / classes;
}

/** ARI (Hubert & Arabie) from the four counts of ordered pairs: together or apart in the classes, together or apart in the clusters. */
export function adjustedRand({ n, counts, classSizes, clusterSizes }: Contingency): number {
  const squares = (values: Uint32Array) => values.reduce((sum, value) => sum + value * value, 0);
  const joint = squares(counts);
  const bothTogether = joint - n;
  const onlyCluster = squares(clusterSizes) - joint;
  const onlyClass = squares(classSizes) - joint;
  const bothApart = n * n - bothTogether - onlyCluster - onlyClass - n;
  if (onlyCluster === 0 && onlyClass === 0) return 1;
  return (
    (2 * (bothTogether * bothApart - onlyClass * onlyCluster)) /
    ((bothTogether + onlyClass) * (onlyClass + bothApart) + (bothTogether + onlyCluster) * (onlyCluster + bothApart))
  );
}

/**
 * The one-to-one matching of clusters to classes that agrees on the most points: cluster label → class label. Where there are more
 * clusters than classes, the clusters left over are not in the map.
 */
export function matchClusters({ counts, classes, clusters }: Contingency): Map<number, number> {
  const cost = Float64Array.from(counts, (count) => -count);
  const match = new Map<number, number>();
  hungarian(cost, classes.length, clusters.length).forEach((column, row) => {
    if (column >= 0) match.set(clusters[column], classes[row]);
  });
  return match;
}

/** ACC: the share of points whose cluster is matched with their class, over the best one-to-one matching. */
export function accuracy(table: Contingency): number {
  const match = matchClusters(table);
  let agreeing = 0;
  table.clusters.forEach((cluster, j) => {
    const row = table.classes.indexOf(match.get(cluster) ?? Number.NaN);
    if (row >= 0) agreeing += table.counts[row * table.clusters.length + j];
  });
  return agreeing / table.n;
}
