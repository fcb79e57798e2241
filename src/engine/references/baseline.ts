import { kmeansSteps, type KMeansProgress, type KMeansResult } from '../../core/clustering/kmeans';
import { Random } from '../../core/algebra/random';
import { judgeCodes } from '../judge/deepJudge';
import { silhouettePoints, type Precision } from '../judge/evaluate';
import { streams } from '../trainers/initialise';
import { TimeSlice } from '../wire/timeSlice';
import type { KMeansBaseline, PartitionMetrics } from '../protocol';
import type { RunData } from '../run/runData';

/** Points that k-means is measured on, and how its partition of them is judged. */
export interface BaselinePoints {
  readonly points: Float32Array;
  readonly n: number;
  readonly d: number;
  judge(labels: Uint16Array, precision: Precision, timeSlice: TimeSlice): Promise<PartitionMetrics>;
}

export const inputGround = ({ points, n, d, judge }: RunData): BaselinePoints => ({
  points,
  n,
  d,
  judge: (labels, precision, timeSlice) => judge.judge(labels, null, precision, timeSlice),
});

/** The codes of a pretrained network: AE + k-means. */
export const codesGround = (data: RunData, codes: Float32Array, m: number, rlPretrained: number | null): BaselinePoints => ({
  points: codes,
  n: data.n,
  d: m,
  judge: (labels, precision, timeSlice) => judgeCodes(data, codes, m, labels, rlPretrained, precision, timeSlice),
});

/** k-means++ starts while a model trains; and at most for a result, as long as those before took less work than this: some seconds. */
const leastStarts = 20;
const mostStarts = 300;
const mostWork = 2e9;
/** Work of one iteration at most (n·d·k): of more points the starts see a sample, and the best of them goes on over all. */
const iterationWork = 5e6;
const leastSample = 2000;
/** ms: beside a training it takes a quarter of the time, where training takes the rest. */
const slice = 4;

/** The search for k-means in one space. It stands still after the first starts, and goes on from there for a result. */
interface Search {
  readonly ground: BaselinePoints;
  readonly k: number;
  readonly steps: Generator<KMeansProgress, KMeansResult>;
  /** The best so far. */
  found: KMeansResult;
  /** True if there are no more starts to be made. */
  done: boolean;
  /** The clustering found, judged on the points that the curves are judged on. */
  kmeans: KMeansBaseline;
}

/**
 * k-means in one space, the best of k-means++ starts by inertia: the line that curves are read against. Measured once for each ground and
 * k.
 */
export class Baseline {
  private known: Search | null = null;
  private judged: { readonly precision: Precision; readonly labels: Uint16Array; readonly metrics: PartitionMetrics } | null = null;
  private underWay: { ground: BaselinePoints; k: number; told: Promise<KMeansBaseline | null> } | null = null;
  private task = 0;

  /** Works in slices. Null where another k or ground took its place meanwhile. Calls for the same ground and k share one search. */
  measure(ground: BaselinePoints, k: number): Promise<KMeansBaseline | null> {
    if (this.known && same(this.known.ground, ground) && this.known.k === k) return Promise.resolve(this.known.kmeans);
    if (!this.underWay || !same(this.underWay.ground, ground) || this.underWay.k !== k) {
      const task = ++this.task;
      this.underWay = { ground, k, told: this.begin(ground, k, task) };
    }
    return this.underWay.told;
  }

  private async begin(ground: BaselinePoints, k: number, task: number): Promise<KMeansBaseline | null> {
    const timeSlice = new TimeSlice(undefined, slice);
    const { points, n, d } = ground;
    const sample = Math.max(leastSample, Math.floor(iterationWork / (d * k)));
    const mayGoOn = sample >= n;
    // The same seed for every run: a new seed of the memories must not move the line.
    const steps = kmeansSteps(points, n, d, k, new Random(0, streams.baseline), {
      restarts: leastStarts,
      sample,
      ...(mayGoOn && { further: { restarts: mostStarts, work: mostWork } }),
    });
    let step = steps.next();
    const enough = () => step.done === true || (mayGoOn && step.value.restart >= leastStarts);
    while (!enough()) {
      await timeSlice.yield();
      if (task !== this.task) return null;
      step = steps.next();
    }
    const found = step.done ? step.value : step.value.best!;
    const kmeans = await judged(ground, k, found, timeSlice);
    if (task !== this.task) return null;
    this.known = { ground, k, steps, found, done: step.done === true, kmeans };
    return kmeans;
  }

  /**
   * For a result: the best of as many starts as there is work for. Null before it is measured.
   * @param further asked between slices; false leaves it with the starts made.
   */
  async settle(ground: BaselinePoints, k: number, further: () => boolean, timeSlice: TimeSlice): Promise<KMeansBaseline | null> {
    const search = this.known;
    if (!search || !same(search.ground, ground) || search.k !== k) return null;
    while (!search.done && further()) {
      const { done, value } = search.steps.next();
      search.found = done ? value : (value.best ?? search.found);
      search.done = done === true;
      await timeSlice.yield();
    }
    const { found, kmeans } = search;
    if (found.inertia < kmeans.inertia) search.kmeans = await judged(ground, k, found, timeSlice);
    else if (found.restarts > kmeans.starts) search.kmeans = { ...kmeans, starts: found.restarts };
    return search.kmeans;
  }

  /** The same, judged for a result: on more points where there are more. */
  async judge(kmeans: KMeansBaseline, ground: BaselinePoints, precision: Precision, timeSlice: TimeSlice): Promise<KMeansBaseline> {
    const { labels } = kmeans;
    if (kmeans.metrics.silhouetteSample === silhouettePoints(precision, ground.n, ground.d)) return kmeans;
    if (this.judged?.labels !== labels || this.judged.precision !== precision)
      this.judged = { precision, labels, metrics: await ground.judge(labels, precision, timeSlice) };
    return { ...kmeans, metrics: this.judged.metrics };
  }
}

/** k-means has no training loss: its inertia is another quantity than CLAM's loss, and the two must not be compared. */
async function judged(
  ground: BaselinePoints,
  k: number,
  { centres, labels, inertia, restarts, sample }: KMeansResult,
  timeSlice: TimeSlice,
): Promise<KMeansBaseline> {
  return {
    k,
    centres: Float32Array.from(centres),
    labels,
    inertia,
    starts: restarts,
    startsOn: sample,
    metrics: await ground.judge(labels, 'live', timeSlice),
  };
}

const same = (a: BaselinePoints, b: BaselinePoints): boolean => a.points === b.points;
