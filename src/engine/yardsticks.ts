import { Baseline, codesGround, inputGround, type Ground } from './baseline';
import { Pace } from './pace';
import type { KMeansBaseline, Reference } from './protocol';
import { References } from './references';
import type { Reporter } from './reporter';
import type { Run } from './run';

/** What a run is read against: k-means where its memories live, and for deep methods other methods on the input. Told of as soon as it is known. */
export class Yardsticks {
  private readonly baseline = new Baseline();
  private readonly others = new References();
  private ground: Ground | null = null;

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
    if (!run.replaced) await this.references(run, false, new Pace());
    return kmeans;
  }

  async exactly(kmeans: KMeansBaseline | null, pace: Pace): Promise<KMeansBaseline | null> {
    return this.ground && this.baseline.exactly(kmeans, this.ground, pace);
  }

  /** @param whole false: without CLAM, which takes seconds. */
  async references(run: Run, whole: boolean, pace: Pace): Promise<Reference[]> {
    const found = [await this.others.kmeans(run), whole ? await this.others.clamOf(run, pace) : null].filter((one) => one !== null);
    for (const reference of found) if (!run.replaced) this.tell.emit({ type: 'reference', run: run.id, reference });
    return found;
  }
}

/** Where k-means is measured: in the input, or among the codes that a deep run begins with. */
function groundOf(run: Run): Ground {
  const first = run.restarts[run.shown].frames.items[0];
  return first.deep ? codesGround(run.data, first.deep.latent.codes, run.dimensions, run.pretrained?.reconstruction ?? null) : inputGround(run.data);
}
