import { agreement } from '../../core/metrics/agreement';
import { balance } from '../../core/metrics/balance';
import { noCluster } from '../../core/algebra/noCluster';
import { noNumbers } from '../../core/metrics/numbers';
import { SilhouetteScorer } from '../../core/metrics/silhouette';
import type { TimeSlice } from '../wire/timeSlice';
import type { PartitionMetrics } from '../protocol';

/**
 * "live": of each epoch as it is trained or looked at. "result": of the result of a training. "exact": on request, over all points, however
 * long it takes.
 */
export type Precision = 'live' | 'result' | 'exact';

/** Points, and multiplications for the distances among them (n² d/2). Tests lower them. */
export const silhouetteLimits = {
  /** Above this many points the silhouette of a running training is taken on a seeded sample. */
  live: 4000,
  /** A result's is exact up to this many points, where their distances take at most this work: a second or two. */
  exact: 20_000,
  exactWork: 2e9,
  /** Else it is taken on a sample, as large as this work allows. */
  sampleWork: 3e8,
};

/**
 * How many of n points a silhouette is taken on. It is counted in operations, so that it is the same on every machine.
 * @param d dimensions of the space.
 */
export function silhouettePoints(precision: Precision, n: number, d: number): number {
  const { live, exact, exactWork, sampleWork } = silhouetteLimits;
  if (precision === 'exact' || n <= live) return n;
  if (precision === 'live') return live;
  if (n <= exact && (n * n * d) / 2 <= exactWork) return n;
  return Math.min(n, exact, Math.max(live, Math.floor(Math.sqrt((2 * sampleWork) / d))));
}

/** Of the sample: every partition is judged on the same points. */
const sampleSeed = 0;
/** With more, labels are names of rows rather than classes; matching them with clusters would take seconds an epoch. */
const mostClasses = 1000;

/** SC alone, for choosing among many partitions. */
export interface JudgedSilhouette {
  readonly silhouette: number | null;
  readonly clusters: number;
}

/** Takes silhouettes of n × d points, or of a sample of them where so many are too much for the precision. */
export const scorerOf = (points: Float32Array, n: number, d: number, precision: Precision): SilhouetteScorer =>
  new SilhouetteScorer(points, n, d, { maximum: Math.max(2, silhouettePoints(precision, n, d)), seed: sampleSeed });

/** SC of a partition, and on how many points it was taken; both null where it is not defined. */
export async function silhouetteBy(
  scorer: SilhouetteScorer,
  labels: Uint16Array,
  timeSlice: TimeSlice,
): Promise<{ readonly value: number | null; readonly sample: number | null }> {
  const { value, sampleSize } = await timeSlice.drain(scorer.scoreSteps(labels));
  return { value, sample: value === null ? null : sampleSize };
}

/** Judges partitions of one set of points, keeping what does not change between them. */
export class Judge {
  /** By how many points they see; those that see all of a large set on request are not kept. */
  private readonly scorers = new Map<number, SilhouetteScorer>();

  /** @param points n × d, scaled: the space in which SC is taken. @param truth n labels for display, or null. */
  constructor(
    private readonly points: Float32Array,
    private readonly n: number,
    private readonly d: number,
    private readonly truth: Uint16Array | null,
  ) {}

  /** @param some points may be in no cluster. */
  async judge(
    labels: Uint16Array,
    loss: number | null,
    precision: Precision,
    timeSlice: TimeSlice,
    some = false,
  ): Promise<PartitionMetrics> {
    const { value, sample } = await silhouetteBy(this.scorer(precision), labels, timeSlice);
    return { ...partitionMetrics(labels, this.truth, some), loss, silhouette: value, silhouetteSample: sample };
  }

  /** SC on at most 4,000 points, and how many clusters have points. */
  async silhouette(labels: Uint16Array, timeSlice: TimeSlice): Promise<JudgedSilhouette> {
    return {
      silhouette: (await silhouetteBy(this.scorer('live'), labels, timeSlice)).value,
      clusters: partitionMetrics(labels, null).clusters,
    };
  }

  private scorer(precision: Precision): SilhouetteScorer {
    const { points, n, d } = this;
    const seen = silhouettePoints(precision, n, d);
    const known = this.scorers.get(seen);
    if (known) return known;
    const scorer = scorerOf(points, n, d, precision);
    if (precision !== 'exact') this.scorers.set(seen, scorer);
    return scorer;
  }
}

/** Metrics that need the partition alone; the others are null. @param some points may be in no cluster. */
export function partitionMetrics(labels: Uint16Array, truth: Uint16Array | null, some = labels.includes(noCluster)): PartitionMetrics {
  const agreed = truth && new Set(truth).size <= mostClasses ? agreement(labels, truth) : null;
  // Points in no cluster are one to the labels; they make no cluster.
  const assigned = some ? labels.filter((label) => label !== noCluster) : labels;
  const balanced = balance(assigned);
  return {
    ...noNumbers,
    ...agreed,
    entropyBits: balanced.entropy,
    sizes: [balanced.largest, balanced.smallest],
    clusters: balanced.used,
    ...(some && { assigned: assigned.length / labels.length }),
  };
}
