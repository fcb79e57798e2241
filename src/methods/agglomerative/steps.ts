/**
 * Agglomerative clustering: every point is a cluster of its own, and the two nearest clusters become one, until there is one. One epoch
 * makes the whole tree; k only says where it is cut.
 */
import type { Floats } from '../../core/algebra/floats';
import type { Random } from '../../core/algebra/random';
import { rowsOf } from '../../core/algebra/rows';
import { cutPartition, standingRows, type PartitionedPoints } from '../../core/partition/labelled';
import type { PointTree } from '../../core/partition/mergeTree';
import type { PartitionModel } from '../../core/partition/model';
import { exactNeighbours } from '../../projection/neighbours/exact';
import type { ConfigOfMethod } from '../config';
import type { EpochOutcome, PointsMethod, PointsRestart, ScaledPoints } from '../points';
import { shares } from '../shared/shares';
import { squaresWithin } from '../shared/squaresWithin';
import { chainMerges } from './chain';
import { holdsDistances, mergedPoints } from './extent';
import { matrixClusters } from './matrix';
import { treeOfMerges } from './merges';
import { directions, distancesBy } from './metrics';
import { spanningMerges } from './spanning';
import { wardClusters } from './ward';

type Settings = Pick<ConfigOfMethod<'agglomerative'>, 'k' | 'linkage' | 'metric'>;

/** Multiplications between two looks at the clock. */
const sliceWork = 1e6;
/** The share of an epoch that the distances take, where they are held; and that the tree takes where other points follow it. */
const distancesShare = 0.4;
const treeShare = 0.6;

export const steps: PointsMethod<Settings> = {
  *begin(data, settings, random) {
    yield;
    return new AgglomerativeRestart(data, settings, random);
  },
};

class AgglomerativeRestart implements PointsRestart<Settings> {
  private readonly of: PartitionedPoints;
  /** Rising rows of the points that are merged one by one; null: all. */
  private readonly sample: Uint32Array | null;
  /** Null before the first epoch. */
  private tree: PointTree | null = null;

  constructor(
    private readonly data: ScaledPoints,
    { linkage }: Settings,
    random: Random,
  ) {
    const { n, d } = data;
    const merged = mergedPoints(linkage, n, d);
    this.sample = merged < n ? random.distinct(merged, n).sort() : null;
    this.of = { ...data, rows: standingRows(n, d, random) };
  }

  *epoch(settings: Settings): Generator<unknown, EpochOutcome> {
    this.tree ??= yield* treeOf(this.data, this.sample, settings);
    const { n, d } = this.data;
    const loss = (yield* squaresWithin(this.data, this.partition(settings))) / (n * d);
    return { loss, ended: 'complete' };
  }

  partition({ k }: Settings): PartitionModel {
    return this.tree ? cutPartition(this.of, this.tree, k) : cutPartition(this.of, unmerged(this.data.n), 1);
  }

  setPartition(partition: PartitionModel): void {
    if (partition.kind === 'labelled' && partition.pointLabels) this.tree = partition.tree;
  }

  save(): unknown {
    return this.tree && structuredClone(this.tree);
  }

  restore(state: unknown): void {
    this.tree = state as PointTree | null;
  }
}

/** Before anything is merged nothing tells the points apart: they are on one leaf. */
const unmerged = (n: number): PointTree => ({ children: new Uint32Array(0), heights: new Float64Array(0), leaves: new Uint32Array(n) });

/**
 * The tree of the points, or of a sample, whose clusters the other points take. Yields the share that is done.
 * @param sample rising rows; null: all.
 */
export function* treeOf(
  { points, n, d }: ScaledPoints,
  sample: Uint32Array | null,
  { linkage, metric }: Pick<Settings, 'linkage' | 'metric'>,
): Generator<number, PointTree> {
  if (!sample) return { ...(yield* mergedTree(points, n, d, linkage, metric)), leaves: null };
  const some = rowsOf(points, d, sample);
  const tree = yield* shares(mergedTree(some, sample.length, d, linkage, metric), 0, treeShare);
  const leaves = yield* shares(nearestOf({ points, n, d }, some, sample, metric), treeShare, 1);
  return { ...tree, leaves };
}

function* mergedTree(points: Floats, n: number, d: number, linkage: Settings['linkage'], metric: Settings['metric']) {
  if (linkage === 'ward') return treeOfMerges(yield* chainMerges(n, wardClusters(points, n, d)));
  const between = distancesBy(metric, points, points, d);
  if (!holdsDistances(linkage)) return treeOfMerges(yield* spanningMerges(n, between, d));
  const clusters = yield* shares(matrixClusters(linkage as 'average' | 'complete', n, between, d), 0, distancesShare);
  return treeOfMerges(yield* shares(chainMerges(n, clusters), distancesShare, 1));
}

/** The index in the sample of the point that is nearest to each of n: of a point of the sample its own. */
function* nearestOf({ points, n, d }: ScaledPoints, some: Floats, sample: Uint32Array, metric: Settings['metric']) {
  const nearest = yield* metric === 'manhattan' ? nearestByEntries(points, n, d, some) : nearestByLength(points, n, d, some, metric);
  // Equal points stand for one another, but a leaf is its own.
  sample.forEach((row, j) => {
    nearest[row] = j;
  });
  return nearest;
}

/** By the straight distance; directions that are near have a large cosine. */
function* nearestByLength(points: Floats, n: number, d: number, some: Floats, metric: 'euclidean' | 'cosine') {
  const placed = (rows: Floats) => Float32Array.from(metric === 'cosine' ? directions(rows, d) : rows);
  const work = exactNeighbours(placed(some), some.length / d, d, 1, { points: placed(points), n });
  for (;;) {
    const { done, value } = work.next();
    if (done) return value.indices;
    yield value.fraction;
  }
}

function* nearestByEntries(points: Floats, n: number, d: number, some: Floats): Generator<number, Uint32Array> {
  const between = distancesBy('manhattan', points, some, d);
  const nearest = new Uint32Array(n);
  const count = some.length / d;
  for (let i = 0, work = 0; i < n; i++) {
    let least = Infinity;
    for (let j = 0; j < count; j++) {
      const distance = between(i, j);
      if (distance >= least) continue;
      least = distance;
      nearest[i] = j;
    }
    work += count * d;
    if (work < sliceWork) continue;
    work = 0;
    yield i / n;
  }
  return nearest;
}
