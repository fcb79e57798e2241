import { Baseline, codesGround, inputGround, type BaselinePoints } from './baseline';
import { TimeSlice } from '../wire/timeSlice';
import type { KMeansBaseline, Reference } from '../protocol';
import { References } from './references';
import type { Reporter } from '../run/reporter';
import type { Run } from '../run/run';

/**
 * Measures what a run is compared with: k-means in the space of its memories, and for deep methods k-means and CLAM on the input. Each is
 * told once it is known.
 */
export class RunReferences {
  private readonly baseline = new Baseline();
  private readonly others = new References();
  private ground: BaselinePoints | null = null;

  constructor(private readonly tell: Reporter) {}

  /** A run begins, or its networks are others: k-means is measured on the points that it begins with. */
  about(run: Run): void {
    this.ground = groundOf(run);
  }

  /** Null where another run took its place meanwhile. */
  async measure(run: Run): Promise<KMeansBaseline | null> {
    const { ground } = this;
    const kmeans = ground && (await this.baseline.measure(ground, run.config.k));
    if (kmeans && !run.replaced && this.ground === ground) this.tell.emit({ type: 'kmeans', run: run.id, kmeans });
    if (!run.replaced) await this.references(run, () => false, new TimeSlice());
    return kmeans;
  }

  /**
   * k-means as a result has it.
   * @param thorough whether seconds may be spent on more starts; asked between slices. Null where it has not been measured.
   */
  async settle(run: Run, thorough: () => boolean, timeSlice: TimeSlice): Promise<KMeansBaseline | null> {
    const { ground } = this;
    if (!ground) return null;
    const kmeans = await this.baseline.settle(ground, run.config.k, thorough, timeSlice);
    if (kmeans && !run.replaced && this.ground === ground) this.tell.emit({ type: 'kmeans', run: run.id, kmeans });
    return kmeans && this.baseline.judge(kmeans, ground, 'result', timeSlice);
  }

  /** The k-means of a result, with every point counted. */
  async exactly(kmeans: KMeansBaseline, timeSlice: TimeSlice): Promise<KMeansBaseline> {
    return this.ground ? this.baseline.judge(kmeans, this.ground, 'exact', timeSlice) : kmeans;
  }

  /** @param thorough whether seconds may be spent, on more starts of k-means and on CLAM. */
  async references(run: Run, thorough: () => boolean, timeSlice: TimeSlice): Promise<Reference[]> {
    const found = [await this.others.kmeans(run, thorough, timeSlice), thorough() ? await this.others.clamOf(run, timeSlice) : null].filter(
      (one) => one !== null,
    );
    for (const reference of found) if (!run.replaced) this.tell.emit({ type: 'reference', run: run.id, reference });
    return found;
  }
}

/** Where k-means is measured: in the input, or among the codes that a deep run begins with. */
function groundOf(run: Run): BaselinePoints {
  const first = run.restarts[run.shown].frames.items[0];
  return first.deep
    ? codesGround(run.data, first.deep.latent.codes, run.dimensions, run.pretrained?.reconstruction ?? null)
    : inputGround(run.data);
}
