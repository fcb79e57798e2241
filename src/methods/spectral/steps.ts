/**
 * Spectral clustering: points become a graph, its first eigenvectors a map of the points, and there they are clustered. One epoch does all
 * of it.
 */
import { kmeansSteps } from '../../core/clustering/kmeans';
import type { Random } from '../../core/algebra/random';
import { labelledPartition, standingRows, type PartitionedPoints } from '../../core/partition/labelled';
import type { PartitionModel } from '../../core/partition/model';
import type { ConfigOfMethod } from '../config';
import type { EpochOutcome, PointsMethod, PointsRestart, ScaledPoints } from '../points';
import { shares } from '../shared/shares';
import type { Affinity } from './affinity';
import { discretise } from './discretise';
import { kernelAffinity } from './kernelAffinity';
import { normalisedCut, spectralMap, type SpectralMap } from './map';
import { neighbourAffinity } from './neighbourAffinity';

type Settings = Pick<ConfigOfMethod<'spectral'>, 'k' | 'affinity' | 'neighbours' | 'gamma' | 'assign'>;

/** Where the graph and the map are done, of the whole. */
const graphShare = 0.5;
const mapShare = 0.9;
/** Starts of k-means, and the points that they see at most. */
const starts = 10;
const sample = 20_000;

export const steps: PointsMethod<Settings> = {
  *begin(data, _, random) {
    yield;
    return new SpectralRestart(data, random);
  },
};

interface Found {
  readonly labels: Uint16Array;
  readonly loss: number;
  readonly notes: readonly string[];
}

class SpectralRestart implements PointsRestart<Settings> {
  private readonly of: PartitionedPoints;
  /** Null before the epoch. */
  private found: Found | null = null;

  constructor(
    private readonly data: ScaledPoints,
    private readonly random: Random,
  ) {
    this.of = { ...data, rows: standingRows(data.n, data.d, random) };
  }

  *epoch(settings: Settings): Generator<unknown, EpochOutcome> {
    const { loss, notes } = (this.found ??= yield* clustered(this.data, settings, this.random));
    return { loss, ended: 'complete', notes };
  }

  partition(): PartitionModel {
    // Before there is a graph nothing tells the points apart.
    return labelledPartition(this.of, this.found?.labels ?? new Uint8Array(this.data.n));
  }

  save(): unknown {
    return structuredClone(this.found);
  }

  restore(state: unknown): void {
    this.found = state as Found | null;
  }
}

function* clustered(data: ScaledPoints, settings: Settings, random: Random): Generator<unknown, Found> {
  const { affinity: by, neighbours, gamma, k } = settings;
  const graph = by === 'rbf' ? kernelAffinity(data, gamma, random) : neighbourAffinity(data, neighbours, random);
  const affinity = yield* shares(graph, 0, graphShare);
  const map = yield* shares(spectralMap(affinity, k, random), graphShare, mapShare);
  const labels = yield* labelsOf(map, data.n, settings, random);
  const used = new Set(labels).size;
  return { labels, loss: yield* normalisedCut(affinity, labels, k), notes: notesOf(affinity, map, settings, used) };
}

function* labelsOf({ rows, values }: SpectralMap, n: number, { k, assign }: Settings, random: Random): Generator<unknown, Uint16Array> {
  const width = values.length;
  if (assign === 'discretize') return yield* discretise(rows, n, width, random);
  const { labels } = yield* kmeansSteps(rows, n, width, k, random, { restarts: starts, sample: Math.max(k, sample) });
  return labels;
}

function notesOf({ pieces: { count } }: Affinity, { converged }: SpectralMap, { k, neighbours }: Settings, used: number): string[] {
  const notes: string[] = [];
  if (count > k)
    notes.push(
      `The graph of ${neighbours} nearest neighbours falls into ${count} pieces, more than the ${k} clusters that were asked for: which of them are one cluster is arbitrary. Choose more neighbours.`,
    );
  else if (count > 1)
    notes.push(
      `The graph of ${neighbours} nearest neighbours falls into ${count} pieces without an edge between them, which become clusters of their own. More neighbours would join them.`,
    );
  if (!converged) notes.push('The eigenvectors are not exact: their search was given up. Choose another kernel width or more neighbours.');
  if (used < k) notes.push(`${used} of the ${k} clusters have points.`);
  return notes;
}
