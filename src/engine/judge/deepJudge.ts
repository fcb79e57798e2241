import { ColumnSums } from '../../core/algebra/variance';
import { partitionerOf } from '../../core/partition/kinds';
import type { PartitionModel } from '../../core/partition/model';
import { partitionMetrics, scorerOf, silhouetteBy, type Precision } from './evaluate';
import { infer } from './infer';
import type { TimeSlice } from '../wire/timeSlice';
import type { Assessment, PartitionMetrics } from '../protocol';
import type { SquaredError } from './squaredError';

/** The data that a deep model is judged on. */
export interface DeepData {
  readonly n: number;
  readonly d: number;
  /** n labels for display, or null. */
  readonly labels: Uint16Array | null;
}

export interface DeepModel {
  /** Among codes of m entries. */
  readonly model: PartitionModel;
  /** e(x), n × m. */
  readonly codes: Float32Array;
  readonly loss: number | null;
  readonly rlPretrained: number | null;
  /** Null where the decoder is not there. */
  readonly squaredError: SquaredError | null;
}

/** Points that slide, and are decoded, at once. */
const block = 512;

/**
 * Labels and metrics of a deep model: SC on e(x), and where its partition moves points SC on A_ρ^T(e(x)); RL of what the decoder makes of
 * the codes, moved where they are.
 */
export async function judgeDeep(
  { n, d, labels: truth }: DeepData,
  { model, codes, loss, rlPretrained, squaredError }: DeepModel,
  precision: Precision,
  timeSlice: TimeSlice,
): Promise<Assessment> {
  const m = model.d;
  const { labels, nearest: voronoiLabels, elsewhere, sets, emptyBalls } = await infer(model, codes, n, timeSlice);
  const { move } = partitionerOf(model);
  const attracted = move && new Float32Array(n * m);
  let errors: number | null = squaredError ? 0 : null;
  const sums = new ColumnSums(m);
  for (let from = 0; from < n; from += block) {
    const count = Math.min(block, n - from);
    const part = codes.subarray(from * m, (from + count) * m);
    sums.add(part, count);
    const ends = move ? move.to(part, count) : part;
    attracted?.set(ends, from * m);
    if (squaredError) errors = (errors ?? 0) + (await squaredError(ends, from, count));
    await timeSlice.yield();
  }
  const rl = errors === null ? null : errors / (n * d);
  const score = (points: Float32Array, partition: Uint16Array) => silhouetteBy(scorerOf(points, n, m, precision), partition, timeSlice);
  const encoded = await score(codes, labels);
  const own: PartitionMetrics = {
    ...partitionMetrics(labels, truth, sets !== undefined),
    ...(emptyBalls !== undefined && { emptyBalls }),
    loss,
    scEncoded: encoded.value,
    scAttracted: attracted && (await score(attracted, labels)).value,
    silhouetteSample: encoded.sample,
    rl,
    rlPretrained,
    rrl: rl === null || !rlPretrained ? null : (100 * (rl - rlPretrained)) / rlPretrained,
  };
  // Rounding may take the variance of equal codes below 0.
  const metrics = { ...own, codeVariance: Math.max(0, sums.totalVariance) };
  const inferred = { labels, voronoiLabels, elsewhere, ...(sets && { sets }) };
  if (!voronoiLabels) return { ...inferred, metrics, voronoi: null };
  const same = labels.every((label, i) => label === voronoiLabels[i]);
  const voronoi: PartitionMetrics = same
    ? { ...own, loss: null, scAttracted: null, rl: null, rrl: null }
    : {
        ...partitionMetrics(voronoiLabels, truth),
        scEncoded: (await score(codes, voronoiLabels)).value,
        silhouetteSample: encoded.sample,
        rlPretrained,
      };
  return { ...inferred, metrics, voronoi };
}
