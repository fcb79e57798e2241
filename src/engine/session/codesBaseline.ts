import type { KMeansProgress, KMeansResult } from '../../core/clustering/kmeans';
import { isDeep } from '../../methods/config';
import { leastStarts, searchSteps, seesAll } from '../../methods/kmeans/search';
import { judgeCodes } from '../judge/deepJudge';
import { silhouettePoints, type Precision } from '../judge/evaluate';
import { TimeSlice } from '../wire/timeSlice';
import type { KMeansBaseline, PartitionMetrics } from '../protocol';
import type { Reporter } from '../run/reporter';
import type { Run } from '../run/run';

/** The codes that k-means is measured on, and how its partition of them is judged. */
interface Codes {
  readonly points: Float32Array;
  readonly n: number;
  readonly d: number;
  judge(labels: Uint16Array, precision: Precision, timeSlice: TimeSlice): Promise<PartitionMetrics>;
}

/** The codes that a deep run begins with; null of other methods, and while nothing was pretrained. */
function codesOf({ config, data, restarts, shown, pretrained }: Run): Codes | null {
  const { deep } = restarts[shown].frames.items[0];
  if (!isDeep(config) || !deep || !pretrained) return null;
  const { codes, m } = deep.latent;
  const { rlPretrained } = deep.judged.metrics;
  return {
    points: codes,
    n: data.n,
    d: m,
    judge: (labels, precision, timeSlice) => judgeCodes(data, codes, m, labels, rlPretrained, precision, timeSlice),
  };
}

/** ms: beside a training it takes a quarter of the time, where training takes the rest. */
const slice = 4;

/** The search for k-means among codes. It stands still after the first starts, and goes on from there for a result. */
interface Search {
  readonly codes: Codes;
  readonly k: number;
  readonly steps: Generator<KMeansProgress, KMeansResult>;
  /** The best so far. */
  found: KMeansResult;
  /** True if there are no more starts to be made. */
  done: boolean;
  /** The clustering found, judged on the points that the curves are judged on. */
  kmeans: KMeansBaseline;
}

/** k-means among codes, the best of k-means++ starts by inertia. Measured once for each array of codes and k. */
class CodesSearch {
  private known: Search | null = null;
  private judged: { readonly precision: Precision; readonly labels: Uint16Array; readonly metrics: PartitionMetrics } | null = null;
  private underWay: { codes: Codes; k: number; told: Promise<KMeansBaseline | null> } | null = null;
  private task = 0;

  /** Works in slices. Null where another k or codes took its place meanwhile. Calls for the same codes and k share one search. */
  measure(codes: Codes, k: number): Promise<KMeansBaseline | null> {
    if (this.known && same(this.known.codes, codes) && this.known.k === k) return Promise.resolve(this.known.kmeans);
    if (!this.underWay || !same(this.underWay.codes, codes) || this.underWay.k !== k) {
      const task = ++this.task;
      this.underWay = { codes, k, told: this.begin(codes, k, task) };
    }
    return this.underWay.told;
  }

  private async begin(codes: Codes, k: number, task: number): Promise<KMeansBaseline | null> {
    const timeSlice = new TimeSlice(undefined, slice);
    const { points, n, d } = codes;
    const mayGoOn = seesAll(n, d, k);
    // The same seed for every run: a new seed of the prototypes must not move the line.
    const steps = searchSteps({ points, n, d }, k, 0);
    let step = steps.next();
    const enough = () => step.done === true || (mayGoOn && step.value.restart >= leastStarts);
    while (!enough()) {
      await timeSlice.yield();
      if (task !== this.task) return null;
      step = steps.next();
    }
    const found = step.done ? step.value : step.value.best!;
    const kmeans = await judged(codes, k, found, timeSlice);
    if (task !== this.task) return null;
    this.known = { codes, k, steps, found, done: step.done === true, kmeans };
    return kmeans;
  }

  /**
   * For a result: the best of as many starts as there is work for. Null before it is measured.
   * @param further asked between slices; false leaves it with the starts made.
   */
  async settle(codes: Codes, k: number, further: () => boolean, timeSlice: TimeSlice): Promise<KMeansBaseline | null> {
    const search = this.known;
    if (!search || !same(search.codes, codes) || search.k !== k) return null;
    while (!search.done && further()) {
      const { done, value } = search.steps.next();
      search.found = done ? value : (value.best ?? search.found);
      search.done = done === true;
      await timeSlice.yield();
    }
    const { found, kmeans } = search;
    if (found.inertia < kmeans.inertia) search.kmeans = await judged(codes, k, found, timeSlice);
    else if (found.restarts > kmeans.starts) search.kmeans = { ...kmeans, starts: found.restarts };
    return search.kmeans;
  }

  /** The same, judged for a result: on more points where there are more. */
  async judge(kmeans: KMeansBaseline, codes: Codes, precision: Precision, timeSlice: TimeSlice): Promise<KMeansBaseline> {
    const { labels } = kmeans;
    if (kmeans.metrics.silhouetteSample === silhouettePoints(precision, codes.n, codes.d)) return kmeans;
    if (this.judged?.labels !== labels || this.judged.precision !== precision)
      this.judged = { precision, labels, metrics: await codes.judge(labels, precision, timeSlice) };
    return { ...kmeans, metrics: this.judged.metrics };
  }
}

/** k-means has no training loss: its inertia is another quantity than CLAM's loss, and the two must not be compared. */
async function judged(
  codes: Codes,
  k: number,
  { labels, inertia, restarts, sample }: KMeansResult,
  timeSlice: TimeSlice,
): Promise<KMeansBaseline> {
  return {
    k,
    labels,
    inertia,
    starts: restarts,
    startsOn: sample,
    metrics: await codes.judge(labels, 'live', timeSlice),
  };
}

const same = (a: Codes, b: Codes): boolean => a.points === b.points;

/** AE + k-means, which a deep run is read against: k-means among the codes that it begins with. */
export class CodesBaseline {
  private readonly search = new CodesSearch();
  private codes: Codes | null = null;

  constructor(private readonly tell: Reporter) {}

  /** A run begins, or its networks are others. */
  about(run: Run): void {
    this.codes = this.tell.quiet ? null : codesOf(run);
  }

  /** Tells of it once it is known. Null for other methods, and where another run took its place meanwhile. */
  async measure(run: Run): Promise<KMeansBaseline | null> {
    const { codes } = this;
    return this.told(run, codes, codes && (await this.search.measure(codes, run.config.k)));
  }

  /**
   * As a result has it.
   * @param thorough whether seconds may be spent on more starts; asked between slices. Null where it has not been measured.
   */
  async settle(run: Run, thorough: () => boolean, timeSlice: TimeSlice): Promise<KMeansBaseline | null> {
    const { codes } = this;
    const kmeans = this.told(run, codes, codes && (await this.search.settle(codes, run.config.k, thorough, timeSlice)));
    return kmeans && codes && this.search.judge(kmeans, codes, 'result', timeSlice);
  }

  /** That of a result, with every point counted. */
  async exactly(kmeans: KMeansBaseline, timeSlice: TimeSlice): Promise<KMeansBaseline> {
    return this.codes ? this.search.judge(kmeans, this.codes, 'exact', timeSlice) : kmeans;
  }

  private told(run: Run, codes: Codes | null, kmeans: KMeansBaseline | null): KMeansBaseline | null {
    if (kmeans && !run.replaced && this.codes === codes) this.tell.emit({ type: 'kmeans', run: run.id, kmeans });
    return kmeans;
  }
}
