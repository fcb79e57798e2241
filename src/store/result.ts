import type { HistoryEntry, PartitionMetrics, TrainingResult } from '../engine/protocol';
import type { AppState } from './state';

/** What a training came to, for programs: the JSON that the headless runner writes. Its shape is a contract; see the README. */

export interface RunMetrics extends Omit<PartitionMetrics, 'silhouetteSample'> {
  /** How many points SC was computed on, where that is not all of them. */
  readonly silhouetteSample: number | null;
  readonly rl: number | null;
  readonly rlPretrained: number | null;
  readonly rrl: number | null;
}

export interface ResultFile {
  readonly version: 1;
  readonly dataset: { readonly name: string; readonly n: number; readonly d: number; readonly k: number; readonly labelled: boolean };
  readonly config: AppState['config'];
  readonly backend: string;
  readonly seconds: { readonly load: number; readonly pretrain: number; readonly train: number };
  readonly history: readonly HistoryEntry[];
  readonly runs: readonly {
    readonly seed: number;
    /** The lowest mean training loss of an epoch, that epoch, and the metrics of its memories. */
    readonly loss: number | null;
    readonly lossEpoch: number;
    readonly lossMetrics: RunMetrics;
    /** Epochs trained. */
    readonly epochs: number;
    /** The run's own result: the epoch that config.choose picks in it, and its metrics. */
    readonly epoch: number;
    readonly metrics: RunMetrics;
  }[];
  /** Index in `runs`. */
  readonly chosen: number;
  readonly chosenBy: 'loss' | 'silhouette';
  readonly metrics: RunMetrics & { readonly voronoi: RunMetrics; readonly kmeans: RunMetrics | null };
  readonly labels: readonly number[];
  readonly voronoiLabels: readonly number[];
  /** k × d, in the scaled space; data units are value · scale + shift. */
  readonly memories: readonly (readonly number[])[];
  readonly weights: readonly number[] | null;
  readonly scaling: { readonly shift: readonly number[]; readonly scale: readonly number[] };
}

// Reconstruction loss belongs to methods with a decoder.
const complete = (metrics: PartitionMetrics): RunMetrics => ({ ...metrics, rl: null, rlPretrained: null, rrl: null });

/** The result of the newest training, or null before there is one. */
export function resultFile({ result, dataset, space, curves, loadSeconds }: AppState): ResultFile | null {
  if (!result || !dataset || !space) return null;
  const { best } = result;
  const d = dataset.d;
  return {
    version: 1,
    dataset: { name: dataset.name, n: dataset.n, d, k: dataset.k, labelled: dataset.labels !== null },
    config: result.config,
    backend: result.backend,
    seconds: { load: loadSeconds, ...result.seconds },
    history: wholeHistory(result, curves),
    runs: result.restarts.map(({ seed, bestLoss, bestEpoch, epoch, chosenEpoch, metrics, lowestLoss }) => ({
      seed,
      loss: bestLoss,
      lossEpoch: bestEpoch,
      lossMetrics: complete(lowestLoss),
      epochs: epoch,
      epoch: chosenEpoch,
      metrics: complete(metrics),
    })),
    chosen: result.chosen,
    chosenBy: result.chosenBy,
    metrics: {
      ...complete(best.metrics),
      voronoi: complete(best.voronoi),
      kmeans: result.kmeans ? complete(result.kmeans.metrics) : null,
    },
    labels: Array.from(best.labels),
    voronoiLabels: Array.from(best.voronoiLabels),
    memories: Array.from({ length: best.memories.length / d }, (_, mu) => Array.from(best.memories.subarray(mu * d, mu * d + d))),
    weights: best.logWeights ? Array.from(best.logWeights, Math.exp) : null,
    scaling: { shift: Array.from(space.scaling.shift), scale: Array.from(space.scaling.scale) },
  };
}

/** Where a new worker took over, its history begins later than the page's. */
function wholeHistory({ history }: TrainingResult, curves: AppState['curves']): readonly HistoryEntry[] {
  const first = history[0]?.epoch ?? 0;
  const earlier = curves.filter((point) => point.epoch < first).map(({ epoch, loss, learningRate }) => ({ epoch, loss, learningRate, metrics: null }));
  return [...earlier, ...history];
}
