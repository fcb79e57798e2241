import { kmeansSteps } from '../core/kmeans';
import { Random } from '../core/random';
import { liveSilhouettePoints } from './evaluate';
import { streams } from './methods/initialise';
import { Pace } from './pace';
import type { KMeansBaseline } from './protocol';
import type { RunData } from './run';

/** k-means on the same space, best of 20 k-means++ seeds by inertia: the line that curves are read against. Measured once for each data set and k. */
export class Baseline {
  private known: KMeansBaseline | null = null;
  private exact: KMeansBaseline | null = null;
  private underWay: { k: number; told: Promise<KMeansBaseline | null> } | null = null;
  private task = 0;

  /** Forgets what belongs to other data; a measurement under way ends. */
  clear(): void {
    this.known = null;
    this.exact = null;
    this.underWay = null;
    this.task++;
  }

  /** In slices. Null where another k or other data took its place meanwhile. Who asks for one that is under way waits for that one. */
  measure(data: RunData, k: number): Promise<KMeansBaseline | null> {
    if (this.known?.k === k) return Promise.resolve(this.known);
    if (this.underWay?.k !== k) {
      const task = ++this.task;
      this.underWay = { k, told: this.compute(data, k, task) };
    }
    return this.underWay.told;
  }

  private async compute({ points, n, d, judge }: RunData, k: number, task: number): Promise<KMeansBaseline | null> {
    const pace = new Pace();
    // The same seed for every run: a new seed of the memories must not move the line.
    const steps = kmeansSteps(points, n, d, k, new Random(0, streams.baseline));
    let step = steps.next();
    while (!step.done) {
      await pace.yield();
      if (task !== this.task) return null;
      step = steps.next();
    }
    const { centres, labels, inertia } = step.value;
    // On the points that the curves are judged on.
    const metrics = await judge.judge(labels, null, 'live', pace);
    if (task !== this.task) return null;
    // It has no training loss: its inertia is another quantity, and a number beside CLAM's loss would be read against it.
    this.known = { k, centres: Float32Array.from(centres), labels, inertia, metrics };
    return this.known;
  }

  /** The same with exact metrics, for a result. */
  async exactly(kmeans: KMeansBaseline | null, { n, judge }: RunData, pace: Pace): Promise<KMeansBaseline | null> {
    if (!kmeans || n <= liveSilhouettePoints) return kmeans;
    if (this.exact?.labels !== kmeans.labels) this.exact = { ...kmeans, metrics: await judge.judge(kmeans.labels, null, 'exact', pace) };
    return this.exact;
  }
}
