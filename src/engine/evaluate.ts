import { agreement } from '../core/metrics/agreement';
import { balance } from '../core/metrics/balance';
import { SilhouetteScorer } from '../core/metrics/silhouette';
import type { Pace } from './pace';
import type { PartitionMetrics } from './protocol';

/** Above this many points the silhouette of a running training is taken on a seeded sample; results are exact up to 20,000. */
export const liveSilhouettePoints = 4000;
const sampleSeed = 0;
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
  private readonly classes: number;

  /** @param points n × d, scaled: the space in which SC is taken. @param truth n labels for display, or null. */
  constructor(
    private readonly points: Float32Array,
    private readonly n: number,
    private readonly d: number,
    private readonly truth: Uint16Array | null,
  ) {
    this.classes = new Set(truth).size;
  }

  /** @param precision "live": SC on at most 4,000 points; "exact": on all up to 20,000 (a sample of that size beyond). */
  async judge(labels: Uint16Array, loss: number | null, precision: 'live' | 'exact', pace: Pace): Promise<PartitionMetrics> {
    const silhouette = await pace.drain(this.scorer(precision).scoreSteps(labels));
    const agreed = this.truth && this.classes <= mostClasses ? agreement(labels, this.truth) : null;
    const balanced = balance(labels);
    return {
      loss,
      silhouette: silhouette.value,
      silhouetteSample: silhouette.value === null ? null : silhouette.sampleSize,
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

  /** SC on at most 4,000 points, and how many clusters have points. */
  async silhouette(labels: Uint16Array, pace: Pace): Promise<Silhouette> {
    return { silhouette: (await pace.drain(this.scorer('live').scoreSteps(labels))).value, clusters: balance(labels).used };
  }

  private scorer(precision: 'live' | 'exact'): SilhouetteScorer {
    if (this.n <= liveSilhouettePoints || precision === 'exact') return (this.exact ??= new SilhouetteScorer(this.points, this.n, this.d, { seed: sampleSeed }));
    return (this.live ??= new SilhouetteScorer(this.points, this.n, this.d, { maximum: liveSilhouettePoints, seed: sampleSeed }));
  }
}
