import { kmeansSteps } from '../core/kmeans';
import { Random } from '../core/random';
import { judgeCodes } from './deepJudge';
import { liveSilhouettePoints } from './evaluate';
import { streams } from './methods/initialise';
import { Pace } from './pace';
import type { KMeansBaseline, PartitionMetrics } from './protocol';
import type { RunData } from './run';

/** Points that k-means is measured on, and how its partition of them is judged. */
export interface Ground {
  readonly points: Float32Array;
  readonly n: number;
  readonly d: number;
  judge(labels: Uint16Array, precision: 'live' | 'exact', pace: Pace): Promise<PartitionMetrics>;
}

export const inputGround = ({ points, n, d, judge }: RunData): Ground => ({ points, n, d, judge: (labels, precision, pace) => judge.judge(labels, null, precision, pace) });

/** The codes of a pretrained network: AE + k-means. */
export const codesGround = (data: RunData, codes: Float32Array, m: number, rlPretrained: number | null): Ground => ({
  points: codes,
  n: data.n,
  d: m,
  judge: (labels, precision, pace) => judgeCodes(data, codes, m, labels, rlPretrained, precision, pace),
});

/** k-means in one space, best of 20 k-means++ seeds by inertia: the line that curves are read against. Measured once for each ground and k. */
export class Baseline {
  private known: { ground: Ground; kmeans: KMeansBaseline } | null = null;
  private exact: KMeansBaseline | null = null;
  private underWay: { ground: Ground; k: number; told: Promise<KMeansBaseline | null> } | null = null;
  private task = 0;

  /** In slices. Null where another k or ground took its place meanwhile. Who asks for one that is under way waits for that one. */
  measure(ground: Ground, k: number): Promise<KMeansBaseline | null> {
    if (this.known && same(this.known.ground, ground) && this.known.kmeans.k === k) return Promise.resolve(this.known.kmeans);
    if (!this.underWay || !same(this.underWay.ground, ground) || this.underWay.k !== k) {
      const task = ++this.task;
      this.underWay = { ground, k, told: this.compute(ground, k, task) };
    }
    return this.underWay.told;
  }

  private async compute(ground: Ground, k: number, task: number): Promise<KMeansBaseline | null> {
    const pace = new Pace();
    // The same seed for every run: a new seed of the memories must not move the line.
    const steps = kmeansSteps(ground.points, ground.n, ground.d, k, new Random(0, streams.baseline));
    let step = steps.next();
    while (!step.done) {
      await pace.yield();
      if (task !== this.task) return null;
      step = steps.next();
    }
    const { centres, labels, inertia } = step.value;
    // On the points that the curves are judged on.
    const metrics = await ground.judge(labels, 'live', pace);
    if (task !== this.task) return null;
    // It has no training loss: its inertia is another quantity, and a number beside CLAM's loss would be read against it.
    const kmeans = { k, centres: Float32Array.from(centres), labels, inertia, metrics };
    this.known = { ground, kmeans };
    return kmeans;
  }

  /** The same with exact metrics, for a result. */
  async exactly(kmeans: KMeansBaseline | null, ground: Ground, pace: Pace): Promise<KMeansBaseline | null> {
    if (!kmeans || ground.n <= liveSilhouettePoints) return kmeans;
    if (this.exact?.labels !== kmeans.labels) this.exact = { ...kmeans, metrics: await ground.judge(kmeans.labels, 'exact', pace) };
    return this.exact;
  }
}

const same = (a: Ground, b: Ground): boolean => a.points === b.points;
