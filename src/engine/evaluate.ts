import { agreement } from '../core/metrics/agreement';
import { balance } from '../core/metrics/balance';
import { SilhouetteScorer } from '../core/metrics/silhouette';
import type { Pace } from './pace';
import type { PartitionMetrics } from './protocol';

/** Above this many points the silhouette of a running training is taken on a seeded sample; results are exact up to 20,000. */
export const liveSilhouettePoints = 4000;
export const exactSilhouettePoints = 20_000;
export const sampleSeed = 0;
/** With more, labels are names of rows rather than classes; matching them with clusters would take seconds an epoch. */
const mostClasses = 1000;

/** SC alone, for choosing among many partitions. */
export interface Silhouette {
  readonly silhouette: number | null;
  readonly clusters: number;
}

/** Judges partitions of one set of points, keeping what does not change between them. */
export class Judge {
  private live: SilhouetteScorer | null = null;
  private exact: SilhouetteScorer | null = null;

  /** @param points n × d, scaled: the space in which SC is taken. @param truth n labels for display, or null. */
  constructor(
    private readonly points: Float32Array,
    private readonly n: number,
    private readonly d: number,
    private readonly truth: Uint16Array | null,
  ) {}

  /** @param precision "live": SC on at most 4,000 points; "exact": on all up to 20,000 (a sample of that size beyond). */
  async judge(labels: Uint16Array, loss: number | null, precision: 'live' | 'exact', pace: Pace): Promise<PartitionMetrics> {
    const { value, sampleSize } = await pace.drain(this.scorer(precision).scoreSteps(labels));
    return { ...partitionMetrics(labels, this.truth), loss, silhouette: value, silhouetteSample: value === null ? null : sampleSize };
  }

  /** SC on at most 4,000 points, and how many clusters have points. */
  async silhouette(labels: Uint16Array, pace: Pace): Promise<Silhouette> {
    return { silhouette: (await pace.drain(this.scorer('live').scoreSteps(labels))).value, clusters: balance(labels).used };
  }

  private scorer(precision: 'live' | 'exact'): SilhouetteScorer {
    if (this.n <= liveSilhouettePoints || precision === 'exact') return (this.exact ??= new SilhouetteScorer(this.points, this.n, this.d, { maximum: exactSilhouettePoints, seed: sampleSeed }));
    return (this.live ??= new SilhouetteScorer(this.points, this.n, this.d, { maximum: liveSilhouettePoints, seed: sampleSeed }));
  }
}

/** What a partition alone tells; the rest is null. */
export function partitionMetrics(labels: Uint16Array, truth: Uint16Array | null): PartitionMetrics {
  const agreed = truth && new Set(truth).size <= mostClasses ? agreement(labels, truth) : null;
  const balanced = balance(labels);
  return {
    loss: null,
    silhouette: null,
    scEncoded: null,
    scAttracted: null,
    silhouetteSample: null,
    rl: null,
    rlPretrained: null,
    rrl: null,
    nmi: agreed?.nmi ?? null,
    nmiGeometric: agreed?.nmiGeometric ?? null,
    ari: agreed?.ari ?? null,
    ami: agreed?.ami ?? null,
    accuracy: agreed?.accuracy ?? null,
    homogeneity: agreed?.homogeneity ?? null,
    entropyBits: balanced.entropy,
    sizes: [balanced.largest, balanced.smallest],
    clusters: balanced.used,
  };
}
