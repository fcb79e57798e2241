import type { Floats } from '../algebra/floats';
import type { Random } from '../algebra/random';
import { rowsOf } from '../algebra/rows';
import type { PreparedBasins } from '../map/basins';
import type { Plane } from '../map/plane';
import { cutTree, leavesOf, type PointTree } from './mergeTree';
import type { LabelledPartition, OfPoints } from './model';
import type { Partitioner } from './partitioner';
import { PlanePoints } from './planePoints';

/** The sample that stands for the points: so many of them at most, and so many numbers at most but for `leastPoints`. */
const mostPoints = 10_000;
const mostNumbers = 4e6;
const leastPoints = 1000;

/**
 * Labels of points, and nothing learned beyond them: space elsewhere belongs to the cluster of the nearest point. The land is flat, and a
 * cluster is shown by the mean of its points.
 */
export function labelledPartitioner(model: LabelledPartition): Partitioner {
  const { k, d, points, labels, means } = model;
  const n = labels.length;
  if (points.length < n * d) throw new RangeError(`${points.length} numbers for ${n} points of ${d}.`);
  if (means.length < k * d) throw new RangeError(`${means.length} numbers for ${k} means of ${d}.`);
  const assign: Partitioner['assign'] = (places, count) => {
    if (places.length < count * d) throw new RangeError(`${places.length} numbers for ${count} points of ${d}.`);
    return Uint16Array.from({ length: count }, (_, i) => labels[nearestPoint(points, n, d, places, i * d)]);
  };
  return {
    clusters: model.k,
    emergent: null,
    assign,
    label: (places, count) => ({ labels: assign(places, count), nearest: null }),
    nearest: null,
    memberships: null,
    entropies: null,
    height: null,
    move: null,
    draw: null,
    prototypes: means,
    means: true,
    sphere: false,
    ground: (plane) => new LabelledGround(model, plane),
    cells: null,
  };
}

/** The first of the points that are nearest to the place that begins at `at`. */
function nearestPoint(points: Floats, n: number, d: number, places: Floats, at: number): number {
  let best = 0;
  let least = Infinity;
  for (let i = 0, row = 0; i < n; i++, row += d) {
    let square = 0;
    for (let f = 0; f < d && square < least; f++) square += (points[row + f] - places[at + f]) ** 2;
    if (square >= least) continue;
    least = square;
    best = i;
  }
  return best;
}

class LabelledGround implements PreparedBasins {
  private readonly points: PlanePoints;
  private readonly labels: Uint16Array;

  constructor({ points, labels, d }: LabelledPartition, plane: Plane) {
    this.points = new PlanePoints(points, labels.length, d, plane);
    this.labels = labels;
  }

  rows(lattice: Parameters<PreparedBasins['rows']>[0], start: number, end: number, out: Parameters<PreparedBasins['rows']>[3]): void {
    const { s0, ds, t0, dt, width } = lattice;
    for (let row = start, at = 0; row < end; row++) {
      const t = t0 + (row + 0.5) * dt;
      for (let column = 0; column < width; column++, at++) {
        const label = this.labels[this.points.nearest(s0 + (column + 0.5) * ds, t)];
        out.labels[at] = label;
        out.nearest[at] = label;
        out.energy[at] = 0;
      }
    }
  }
}

/** Rising rows of a sample of n points that can stand for them; null where all of them can. */
export function standingRows(n: number, d: number, random: Random): Uint32Array | null {
  const most = Math.max(leastPoints, Math.min(mostPoints, Math.floor(mostNumbers / d)));
  return n <= most ? null : random.distinct(most, n).sort();
}

/** Points that were partitioned: n × d, and the rows of those that stand for them, see `standingRows`. */
export interface PartitionedPoints {
  readonly points: Floats;
  readonly n: number;
  readonly d: number;
  readonly rows: Uint32Array | null;
}

/** @param clusters of the n points, numbered in any way: here they are numbered by size, the largest first. */
export function labelledPartition({ points, n, d, rows }: PartitionedPoints, clusters: ArrayLike<number>): LabelledPartition & OfPoints {
  const { labels: pointLabels, k } = numberedBySize(clusters, n);
  return {
    kind: 'labelled',
    k,
    d,
    points: rows ? rowsOf(points, d, rows) : points,
    labels: rows ? Uint16Array.from(rows, (row) => pointLabels[row]) : pointLabels,
    means: meansOf(points, pointLabels, d, k),
    tree: null,
    pointLabels,
  };
}

/** The partition that a tree makes where it is cut into k clusters. */
export function cutPartition(of: PartitionedPoints, tree: PointTree, k: number): LabelledPartition & OfPoints {
  return { ...labelledPartition(of, pointClusters(tree, k)), tree: { ...tree, rows: of.rows } };
}

/**
 * The same tree cut into k clusters; the same object where it is, or where there is no tree of so many leaves. Means are those of the
 * sample.
 */
export function recut(model: LabelledPartition & OfPoints, k: number): LabelledPartition & OfPoints {
  const { tree, d, points } = model;
  if (!tree || k === model.k || k > leavesOf(tree)) return model;
  const { labels: merged } = numberedBySize(pointClusters(tree, k), tree.leaves?.length ?? leavesOf(tree));
  const labels = tree.rows ? Uint16Array.from(tree.rows, (row) => merged[row]) : merged;
  // Of other points than were merged the tree knows nothing.
  return { ...model, k, labels, means: meansOf(points, labels, d, k), pointLabels: model.pointLabels && merged };
}

/** The cluster of each leaf, by the numbers that the clusters of the points have. */
export function leafLabels(tree: PointTree, k: number): Uint16Array {
  const merged = pointClusters(tree, k);
  const { labels } = numberedBySize(merged, merged.length);
  if (!tree.leaves) return labels;
  const out = new Uint16Array(leavesOf(tree));
  tree.leaves.forEach((leaf, i) => {
    out[leaf] = labels[i];
  });
  return out;
}

function pointClusters(tree: PointTree, k: number): Uint32Array {
  const clusters = cutTree(tree, k);
  return tree.leaves ? tree.leaves.map((leaf) => clusters[leaf]) : clusters;
}

/** Clusters numbered by size, the largest first and, of those of one size, that of the first point; k of them have points. */
export function numberedBySize(clusters: ArrayLike<number>, n: number): { readonly labels: Uint16Array; readonly k: number } {
  const sizes = new Map<number, number>();
  for (let i = 0; i < n; i++) sizes.set(clusters[i], (sizes.get(clusters[i]) ?? 0) + 1);
  // Entries are in the order of their first points, and sorting keeps it among equals.
  const ranks = new Map([...sizes].sort((a, b) => b[1] - a[1]).map(([cluster], rank) => [cluster, rank]));
  return { labels: Uint16Array.from({ length: n }, (_, i) => ranks.get(clusters[i])!), k: ranks.size };
}

/** The mean of the points of each cluster, k × d; 0 where a cluster has none. */
function meansOf(points: Floats, labels: Uint16Array, d: number, k: number): Float32Array {
  const counts = new Float64Array(k);
  const sums = new Float64Array(k * d);
  labels.forEach((label, i) => {
    counts[label]++;
    for (let f = 0; f < d; f++) sums[label * d + f] += points[i * d + f];
  });
  return Float32Array.from(sums, (sum, at) => sum / Math.max(1, counts[Math.floor(at / d)]));
}
