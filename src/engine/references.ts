import { Baseline, inputGround, type Ground } from './baseline';
import { isDeep } from './config';
import type { Reference } from './protocol';
import type { Run, RunData } from './run';

/** What a deep method is read against beside AE + k-means: k-means on the input. Measured once for each data set and k. */
export class References {
  private readonly baseline = new Baseline();
  private input: { of: RunData; ground: Ground } | null = null;

  /** Empty for methods that live in the input space themselves, and where other data took their place meanwhile. */
  async measure(run: Run): Promise<Reference[]> {
    if (!isDeep(run.config)) return [];
    if (this.input?.of !== run.data) this.input = { of: run.data, ground: inputGround(run.data) };
    const kmeans = await this.baseline.measure(this.input.ground, run.config.k);
    return kmeans ? [{ id: 'kmeans', name: 'k-means on the input', metrics: kmeans.metrics }] : [];
  }
}
