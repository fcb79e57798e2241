import { Random } from '../../core/algebra/random';
import { withSets } from '../../core/partition/kinds';
import { isDeep, methodOf } from '../../methods/config';
import { judgeDeep } from '../judge/deepJudge';
import { judgeOnCodes } from '../judge/onCodes';
import { silhouettePoints, type Precision, type JudgedSilhouette } from '../judge/evaluate';
import { infer } from '../judge/infer';
import type { TimeSlice } from '../wire/timeSlice';
import type { Assessment, AssessRequest, HistoryEntry, Latent, PartitionMetrics, Snapshot } from '../protocol';
import { streams } from '../trainers/initialise';
import { judgedEpochs, type KeptEpoch } from './restart';
import type { RunState } from './runState';
import { trainerOf } from './trainerOf';
import type { WholeLoss } from './wholeLoss';

/** A run looked back on: its epochs as snapshots, judged where they are not yet, and the best of them. */
export class RunHistory {
  private readonly silhouettes = new WeakMap<KeptEpoch, JudgedSilhouette>();
  private entries = new Map<number, PartitionMetrics>();
  /** The epoch of each restart that a result chose. */
  private readonly chosen = new Map<number, number>();

  constructor(private readonly run: RunState & { readonly whole: WholeLoss }) {}

  /** The newest snapshot of the shown restart. */
  latest(timeSlice: TimeSlice): Promise<Snapshot> {
    return this.snapshot(this.run.shown, this.run.restarts[this.run.shown].frames.items.at(-1)!, timeSlice);
  }

  /** Every kept epoch of a restart, oldest first, at most some `most` of them evenly spaced; the one that was chosen is among them. */
  async *replay(restart: number, most: number, timeSlice: TimeSlice): AsyncGenerator<Snapshot> {
    const { best, frames } = this.run.restarts[restart];
    const { items } = frames;
    const stride = Math.max(1, Math.ceil(items.length / most));
    const chosen = this.chosen.get(restart);
    const spaced = items.filter(({ epoch }, i) => i % stride === 0 || i === items.length - 1 || epoch === chosen);
    const at = best ? spaced.findIndex((frame) => frame.epoch >= best.epoch) : -1;
    if (best && at >= 0 && spaced[at].epoch !== best.epoch) spaced.splice(at, 0, best);
    for (const frame of spaced) yield this.snapshot(restart, frame, timeSlice);
  }

  choose(restart: number, epoch: number): void {
    this.chosen.set(restart, epoch);
  }

  /**
   * The epoch with the lowest loss over the whole set; before the first epoch the initialisation.
   * @param whole the newest epoch is the last.
   */
  async best(restart: number, whole: boolean, timeSlice: TimeSlice): Promise<Snapshot> {
    return this.snapshot(restart, await this.run.whole.lowest(restart, whole, timeSlice), timeSlice);
  }

  /**
   * The epoch of highest silhouette: every fifth is asked, and the one with the lowest loss. An epoch that leaves more memories without
   * points than that one does not count, for few clusters have a high silhouette cheaply. A method whose result is its last epoch has no
   * other to choose.
   */
  async bestBySilhouette(restart: number, timeSlice: TimeSlice, signal: AbortSignal): Promise<Snapshot> {
    const one = this.run.restarts[restart];
    if (isDeep(this.run.config) && methodOf(this.run.config).result === 'lowestLoss')
      return one.bestAttracted ? this.snapshot(restart, one.bestAttracted, timeSlice) : this.best(restart, true, timeSlice);
    let chosen = await this.best(restart, true, timeSlice);
    if (methodOf(this.run.config).result === 'last') return chosen;
    const least = chosen.metrics.clusters;
    for (const frame of one.frames.items) {
      if (signal.aborted) break;
      if (frame.epoch === 0 || frame.epoch % judgedEpochs !== 0) continue;
      const { silhouette, clusters } = await this.silhouetteOf(frame, timeSlice);
      if (clusters >= least && (silhouette ?? -2) > (chosen.metrics.silhouette ?? -2))
        chosen = await this.snapshot(restart, frame, timeSlice);
    }
    return chosen;
  }

  private async silhouetteOf(frame: KeptEpoch, timeSlice: TimeSlice): Promise<JudgedSilhouette> {
    const known = this.silhouettes.get(frame);
    if (known) return known;
    const { points, n, judge } = this.run.data;
    const { labels } = await infer(frame.partition, points, n, timeSlice);
    const measured = await judge.silhouette(labels, timeSlice);
    this.silhouettes.set(frame, measured);
    return measured;
  }

  /** The same epoch as a result: judged on more points where there are more, and of deep methods beside k-means on its codes. */
  async judge(snapshot: Snapshot, precision: Precision, timeSlice: TimeSlice): Promise<Snapshot> {
    const { data, dimensions } = this.run;
    const { latent, config, partition } = snapshot;
    const known = silhouettePoints('live', data.n, dimensions) === silhouettePoints(precision, data.n, dimensions);
    const further = known ? null : await this.assess({ ...snapshot, codes: latent?.codes ?? null }, precision, timeSlice, snapshot.loss);
    const judged = { ...snapshot, ...further };
    const { kmeansOnCodes } = methodOf(config).numbers;
    if (!latent || !kmeansOnCodes) return judged;
    const of = { codes: latent.codes, m: latent.m, k: partition.k, metrics: judged.metrics };
    const onCodes = await judgeOnCodes(data, of, kmeansOnCodes, new Random(config.seed, streams.judging), precision, timeSlice);
    return { ...judged, metrics: { ...judged.metrics, kmeansOnCodes: onCodes } };
  }

  private async snapshot(restart: number, frame: KeptEpoch, timeSlice: TimeSlice): Promise<Snapshot> {
    const { deep, ...rest } = frame;
    const { sets, ...judged } = deep
      ? copyOf(deep.judged)
      : await this.assess({ ...frame, codes: null, restart }, 'live', timeSlice, frame.loss);
    if (restart === this.run.shown) this.remember(frame.epoch, judged.metrics);
    // Its arrays move to the page.
    const latent = deep && copiedLatent(deep.latent);
    return { run: this.run.id, restart, ...rest, partition: structuredClone(withSets(frame.partition, sets)), latent, ...judged };
  }

  /** Metrics of epochs whose point has been thinned out go with it. */
  private remember(epoch: number, metrics: PartitionMetrics): void {
    this.entries.set(epoch, metrics);
    const { items } = this.run.restarts[this.run.shown].losses;
    if (this.entries.size <= 2 * items.length + 100) return;
    this.entries = new Map(
      items.flatMap((entry) => (this.entries.has(entry.epoch) ? [[entry.epoch, this.entries.get(entry.epoch)!] as const] : [])),
    );
  }

  /** Labels and metrics of any partition of this run's data. */
  async assess(
    request: Omit<AssessRequest, 'run'>,
    precision: Precision,
    timeSlice: TimeSlice,
    loss: number | null = null,
  ): Promise<Assessment> {
    const { points, n, judge } = this.run.data;
    const { partition: model } = request;
    if (request.codes) {
      const squaredError = this.run.past.errorBy(request.restart, request.epoch);
      return judgeDeep(
        this.run.data,
        { model, codes: request.codes, loss, rlPretrained: this.run.pretrained?.reconstruction ?? null, squaredError },
        precision,
        timeSlice,
      );
    }
    const { labels, nearest: voronoiLabels, elsewhere, sets, emptyBalls } = await infer(model, points, n, timeSlice);
    const { config, data } = this.run;
    const own = await trainerOf(config).numbers?.({ ...data, config }, model, timeSlice);
    const judged = await judge.judge(labels, loss, precision, timeSlice, sets !== undefined);
    const metrics = { ...judged, ...own, ...(emptyBalls !== undefined && { emptyBalls }) };
    await timeSlice.yield();
    const inferred = { labels, voronoiLabels, elsewhere, ...(sets && { sets }) };
    if (!voronoiLabels) return { ...inferred, metrics, voronoi: null };
    const same = labels.every((label, i) => label === voronoiLabels[i]);
    const voronoi = same ? { ...judged, loss: null } : await judge.judge(voronoiLabels, null, precision, timeSlice);
    return { ...inferred, metrics, voronoi };
  }

  /** The training history of the shown restart, of the epochs after `epoch`; thinned evenly where it is very long. */
  history(epoch = -1): HistoryEntry[] {
    const { items } = this.run.restarts[this.run.shown].losses;
    const first = items.findLastIndex((entry) => entry.epoch <= epoch) + 1;
    return items.slice(first).map((entry) => ({ ...entry, metrics: this.entries.get(entry.epoch) ?? null }));
  }

  /** The numbers of epochs that were judged before the run went on here. */
  recall(entries: readonly HistoryEntry[]): void {
    this.entries = new Map(entries.flatMap(({ epoch, metrics }) => (metrics ? [[epoch, metrics] as const] : [])));
  }

  /** Another restart is shown, or epoch 0 begins anew. */
  forget(): void {
    this.entries = new Map();
  }
}

const copyOf = (judged: Assessment): Assessment => ({
  ...judged,
  labels: judged.labels.slice(),
  voronoiLabels: judged.voronoiLabels && judged.voronoiLabels.slice(),
});

const copiedLatent = ({ codes, decoded, standIns, ...rest }: Latent): Latent => ({
  ...rest,
  codes: codes.slice(),
  decoded: decoded.slice(),
  ...(standIns && { standIns: { points: standIns.points.slice(), drawn: standIns.drawn && standIns.drawn.slice() } }),
});
