import type { Random } from '../../core/algebra/random';
import { onCodesIds, type NumberList, type NumbersOnCodes } from '../../core/metrics/numbers';
import { codeCentres } from '../../methods/shared/codeCentres';
import type { PartitionMetrics } from '../protocol';
import type { TimeSlice } from '../wire/timeSlice';
import type { DeepData } from './deepJudge';
import { partitionMetrics, scorerOf, silhouetteBy, type Precision } from './evaluate';
import { infer } from './infer';

/** A result of a deep method. */
export interface JudgedCodes {
  /** n × m. */
  readonly codes: Float32Array;
  readonly m: number;
  readonly k: number;
  readonly metrics: PartitionMetrics;
}

/**
 * k-means on the codes of a result, the best of 20 starts, and how it agrees with the labels: whether a method's codes are better than its
 * clusters (DKM Table 2, AE-CM Table 8). Null where the codes are no finite numbers.
 * @param kind see `NumberList`. @param random what its starts are drawn by.
 */
export async function judgeOnCodes(
  { n, labels: truth }: DeepData,
  { codes, m, k, metrics }: JudgedCodes,
  kind: NonNullable<NumberList['kmeansOnCodes']>,
  random: Random,
  precision: Precision,
  timeSlice: TimeSlice,
): Promise<NumbersOnCodes | null> {
  if (kind === 'own') return numbersOf(metrics);
  if (!codes.every(Number.isFinite)) return null;
  const prototypes = await timeSlice.drain(codeCentres(codes, n, m, k, random));
  const found = { kind: 'centres', k, d: m, prototypes, rule: { by: 'nearest' }, metric: 'euclidean', weights: null } as const;
  const { labels } = await infer(found, codes, n, timeSlice);
  const { value } = await silhouetteBy(scorerOf(codes, n, m, precision), labels, timeSlice);
  return numbersOf({ ...partitionMetrics(labels, truth), scEncoded: value });
}

const numbersOf = (metrics: PartitionMetrics): NumbersOnCodes =>
  Object.fromEntries(onCodesIds.map((id) => [id, metrics[id]])) as NumbersOnCodes;
