import type { HistoryEntry, PartitionMetrics, Stopped, TrainingResult } from '../../engine/protocol';
import type { LayoutQuality } from '../../projection/protocol';
import type { ProjectionSettings } from '../../projection/settings';
import type { RunState } from '../state';
import type { KMeansBaseline } from './readAgainst';
import type { ResultEmbedding } from '../embedding/resultEmbedding';
import { partitionerOf } from '../../core/partition/kinds';
import { noCluster } from '../../core/algebra/noCluster';
import { toShares } from '../../core/partition/logDensity';
import type { PartitionModel } from '../../core/partition/model';
import type { Floats } from '../../core/algebra/floats';
import { decodedBy, pointsDrawn, prototypesDrawn, type DecodedBy } from '../shown/standIns';
import { lookedAt } from '../shown/trained';
import { partitionDifference, writtenConfig, type ConfigPatch, type MethodId } from '../../methods/config';

/** The result of a training, for programs: the JSON that the headless runner writes. Its shape is a contract; see the README. */

/**
 * Beside the metrics of k-means: Σ of squared distances to the centres, of how many starts it is the lowest, and how many points they saw.
 */
type KMeansMetrics = PartitionMetrics & Pick<KMeansBaseline, 'inertia' | 'starts' | 'startsOn'>;

export interface ResultFile {
  readonly version: 1;
  readonly dataset: { readonly name: string; readonly n: number; readonly d: number; readonly k: number; readonly labelled: boolean };
  readonly config: ReturnType<typeof writtenConfig>;
  /** The settings of the partition that the page looks at the trained model under, where they are others than those it was trained with. */
  readonly lookedAtUnder?: ConfigPatch;
  readonly backend: string;
  readonly seconds: { readonly load: number; readonly pretrain: number; readonly train: number };
  readonly history: readonly HistoryEntry[];
  readonly runs: readonly {
    readonly seed: number;
    /**
     * The lowest loss over the whole set (see `lossPoints`) of the epochs that were judged, that epoch, and the metrics of its memories.
     */
    readonly loss: number | null;
    readonly lossEpoch: number;
    readonly lossMetrics: PartitionMetrics;
    /** Epochs trained. */
    readonly epochs: number;
    /** The run's own result: the epoch that config.choose picks in it, and its metrics. */
    readonly epoch: number;
    readonly metrics: PartitionMetrics;
  }[];
  /** Index in `runs`. */
  readonly chosen: number;
  readonly chosenBy: 'loss' | 'silhouette';
  /**
   * How many points the loss over the whole set was taken on: n, or the size of a seeded sample. With a mask it is the same one at every
   * epoch.
   */
  readonly lossPoints: number;
  /** Where training ended, and why. */
  readonly stopped: Stopped;
  readonly metrics: PartitionMetrics & {
    readonly voronoi: PartitionMetrics | null;
    readonly kmeans: KMeansMetrics | null;
    readonly references: Readonly<Record<string, PartitionMetrics>>;
  };
  /** −1: in no cluster. */
  readonly labels: readonly number[];
  /** Of log-sum-ReLU: the memories that each label is the mean of, from 0; the label after the last is of all other emergent ones. */
  readonly sets?: readonly (readonly number[])[];
  /** Null where the nearest prototype is no other question. */
  readonly voronoiLabels: readonly number[] | null;
  readonly method: MethodId;
  /** The partition without its prototypes. */
  readonly partition: { readonly kind: PartitionModel['kind']; readonly parameters: Readonly<Record<string, unknown>> };
  /**
   * k × d, in the scaled space; data units are value · scale + shift. Of deep methods k × m, among the codes. Null where none were learned.
   */
  readonly prototypes: readonly (readonly number[])[] | null;
  /** The mean of the points of each cluster in the same space, where no prototypes were learned. */
  readonly clusterMeans?: readonly (readonly number[])[];
  /** The same where they are memories, else null. */
  readonly memories: readonly (readonly number[])[] | null;
  /** Of deep methods: the prototypes in the input space, k × d in the scaled space, and what they are decoded by. */
  readonly decodedPrototypes: readonly (readonly number[])[] | null;
  /** Null where they live in the input space. */
  readonly decodedBy: DecodedBy | null;
  /** With "nearest point": the points that stand in for them, from 0. */
  readonly nearestPoints?: readonly number[];
  readonly decodedMemories: readonly (readonly number[])[] | null;
  /** The mean loss of each epoch of pretraining. */
  readonly pretraining: { readonly losses: readonly number[]; readonly rlPretrained: number | null } | null;
  readonly weights: readonly number[] | null;
  /** The layout that config.embed asks for; null where it asks for none. */
  readonly embedding: {
    readonly method: string;
    readonly of: string;
    /** All settings, defaults filled in. */
    readonly settings: ProjectionSettings;
    /** Rising rows (from 0) of the points that are laid out; null: all. */
    readonly rows: readonly number[] | null;
    /** One pair a point, and one a memory. */
    readonly coordinates: readonly (readonly number[])[];
    readonly memories: readonly (readonly number[])[];
    /** PCA: the share of the variance along each axis. */
    readonly explained: readonly [number, number] | null;
    readonly quality: LayoutQuality;
    readonly notes: readonly string[];
    readonly seconds: number;
  } | null;
  /** What is to be known of how it came about, in sentences. */
  readonly notes: readonly string[];
  readonly scaling: { readonly shift: readonly number[]; readonly scale: readonly number[] };
}

/** The result of the newest training, or null before there is one. */
export function resultFile(state: RunState): ResultFile | null {
  const { result, dataset, space, loadSeconds, resultEmbedding, kmeans, references, drawnBy } = state;
  if (!result || !dataset || !space) return null;
  const { best } = result;
  const { d } = dataset;
  const { partition } = best;
  const { means, prototypes: drawn, emergent } = partitionerOf(partition);
  const prototypes = rowsOf(drawn, partition.d);
  const decoded = best.latent && rowsOf(prototypesDrawn(best.latent, drawnBy), d);
  const standIns = best.latent && pointsDrawn(best.latent, drawnBy);
  const isMemory = partition.kind === 'memory';
  return {
    version: 1,
    dataset: { name: dataset.name, n: dataset.n, d, k: dataset.k, labelled: dataset.labels !== null },
    config: writtenConfig(result.config),
    ...(lookedAt(state) && { lookedAtUnder: partitionDifference(state.config, result.config) }),
    backend: result.backend,
    seconds: { load: loadSeconds, ...result.seconds },
    history: result.history,
    runs: result.restarts.map(({ seed, bestLoss, bestEpoch, epoch, chosenEpoch, metrics, lowestLoss }) => ({
      seed,
      loss: bestLoss,
      lossEpoch: bestEpoch,
      lossMetrics: lowestLoss,
      epochs: epoch,
      epoch: chosenEpoch,
      metrics: metrics,
    })),
    chosen: result.chosen,
    chosenBy: result.chosenBy,
    lossPoints: result.lossPoints,
    stopped: result.stopped,
    metrics: {
      ...best.metrics,
      voronoi: best.voronoi,
      kmeans: kmeans && { ...kmeans.metrics, inertia: kmeans.inertia, starts: kmeans.starts, startsOn: kmeans.startsOn },
      references: Object.fromEntries(references.map(({ id, metrics }) => [id, metrics])),
    },
    labels: Array.from(best.labels, (label) => (label === noCluster ? -1 : label)),
    ...(emergent && { sets: [...Array.from({ length: partition.k }, (_, mu) => [mu]), ...emergent.sets] }),
    voronoiLabels: best.voronoiLabels && Array.from(best.voronoiLabels),
    method: best.config.method,
    partition: { kind: partition.kind, parameters: parametersOf(partition) },
    prototypes: means ? null : prototypes,
    ...(means && { clusterMeans: prototypes }),
    memories: isMemory ? prototypes : null,
    decodedPrototypes: decoded,
    decodedBy: best.latent && decodedBy(best.latent, drawnBy),
    ...(standIns && { nearestPoints: Array.from(standIns) }),
    decodedMemories: isMemory ? decoded : null,
    pretraining: result.pretraining && { losses: result.pretraining.losses, rlPretrained: result.pretraining.rlPretrained },
    embedding: embeddingOf(result, resultEmbedding),
    weights: partition.kind === 'memory' && partition.logWeights ? Array.from(partition.logWeights, Math.exp) : null,
    notes: result.notes,
    scaling: { shift: Array.from(space.scaling.shift), scale: Array.from(space.scaling.scale) },
  };
}

/** A result takes the place of the same one judged on fewer points: its layout stays. */
export function judgedFurther(
  { result, resultEmbedding }: Pick<RunState, 'result' | 'resultEmbedding'>,
  further: TrainingResult,
): Pick<RunState, 'result' | 'resultEmbedding'> {
  const kept = resultEmbedding !== null && resultEmbedding.of === result;
  return { result: further, resultEmbedding: kept ? { ...resultEmbedding, of: further } : resultEmbedding };
}

function embeddingOf(result: TrainingResult, embedding: ResultEmbedding | null): ResultFile['embedding'] {
  if (embedding?.of !== result) return null;
  const { settings, rows, coordinates, memories, explained, quality, notes, seconds } = embedding;
  return {
    method: settings.method,
    of: settings.of,
    settings,
    rows: rows && Array.from(rows),
    coordinates: rowsOf(coordinates, 2),
    memories: rowsOf(memories, 2),
    explained,
    quality,
    notes,
    seconds,
  };
}

/** The numbers of a partition that are not k × d. */
function parametersOf(partition: PartitionModel): Readonly<Record<string, unknown>> {
  if (partition.kind === 'memory') {
    const { beta, steps, stepSize, similarity, energy } = partition;
    return { beta, steps, stepSize, similarity, ...(energy && { energy }) };
  }
  if (partition.kind === 'softmax') return { weights: rowsOf(partition.weights, partition.d), bias: Array.from(partition.bias) };
  if (partition.kind === 'labelled') return { points: partition.labels.length, tree: partition.tree !== null };
  if (partition.kind === 'gaussians') {
    const { covariance, logShares, factors, k } = partition;
    // They need not add up to 1: what all Gaussians have in common decides no cluster.
    const shares = Float64Array.from(logShares);
    toShares(shares);
    // Full factors would be most of the file: a saved model has them.
    const deviations = covariance === 'full' ? null : rowsOf(factors, factors.length / k);
    return { covariance, shares: Array.from(shares), deviations };
  }
  const { rule, metric, weights } = partition;
  return { rule, metric, ...(weights && { weights: rowsOf(weights, partition.d) }) };
}

const rowsOf = (values: Floats, width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, row) => Array.from(values.subarray(row * width, (row + 1) * width)));
