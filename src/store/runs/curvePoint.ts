import { curveIds, type CurveId } from '../../core/metrics/numbers';
import type { PartitionMetrics } from '../../engine/protocol';
import type { LossTerms } from '../../methods/points';

/** Numbers of a partition that are drawn over the epochs. */
type Scores = { readonly [I in CurveId]?: number | null };

/** One number an epoch and curve, of the shown restart; thinned evenly when long. */
export interface CurvePoint extends Scores {
  readonly epoch: number;
  readonly loss: number | null;
  /** What the loss is made of, where the method tells its terms. */
  readonly terms?: LossTerms;
  /** Null for methods without one. */
  readonly learningRate: number | null;
}

/** Null each where the epoch was not judged. */
export const scoresOf = (metrics: PartitionMetrics | null): Scores => Object.fromEntries(curveIds.map((id) => [id, metrics?.[id] ?? null]));

export const isJudged = (point: CurvePoint): boolean => curveIds.some((id) => (point[id] ?? null) !== null);
