import { EngineError, replaced } from '../wire/error';
import { memoryBudget } from '../estimates/memoryNeed';
import { Abandoned, TimeSlice } from '../wire/timeSlice';
import type { ExactProgress, TrainingResult } from '../protocol';
import type { Reporter } from '../run/reporter';
import type { Run } from '../run/run';

/** Milliseconds between two reports of progress, and seconds of work before the time left is reported. */
const tellMs = 200;
const leastSpent = 1;
/** Distances need a copy of the points, which may take this share of a run's memory. */
const memoryShare = 0.5;

/** Judges a result on all its points, which may take minutes. One at a time: a second one ends the first. */
export class ExactJudging {
  private underWay: AbortController | null = null;

  constructor(private readonly tell: Reporter) {}

  cancel(): void {
    this.underWay?.abort();
  }

  /**
   * Tells progress in 'exact' events. Rejects with "cancelled", with "replaced" once another run is there, and with "too-large" where
   * memory is short.
   */
  async judge(run: Run, last: TrainingResult): Promise<TrainingResult> {
    const tell = (progress: ExactProgress | null, result: TrainingResult | null = null) =>
      this.tell.emit({ type: 'exact', run: run.id, progress, result });
    if (last.exact) {
      tell(null, last);
      return last;
    }
    const bytes = 8 * run.data.n * run.dimensions;
    if (bytes > memoryShare * memoryBudget())
      throw new EngineError(
        'too-large',
        `Judging all points takes ${Math.round(bytes / 2 ** 20)} MB more, which may be too much for this device: its silhouettes stay those of a sample of ${last.best.metrics.silhouetteSample} points.`,
      );
    this.cancel();
    const ending = new AbortController();
    this.underWay = ending;
    const wanted = () => !ending.signal.aborted && !run.replaced;
    const timeSlice = new TimeSlice(wanted);
    // Basins and Voronoi cells; of deep methods the basins twice, and k-means on the codes, found and judged.
    timeSlice.told = sharesOf(run.deep ? 5 : 2, tell);
    let result: TrainingResult | null = null;
    try {
      const best = await run.history.judge(last.best, 'exact', timeSlice);
      if (!wanted()) throw new Abandoned();
      const restarts = last.restarts.map((one, r) => (r === last.chosen ? { ...one, metrics: best.metrics } : one));
      result = { ...last, best, restarts, exact: true };
      return result;
    } catch (error) {
      if (error instanceof Abandoned)
        throw run.replaced ? replaced() : new EngineError('cancelled', 'Judging the result on all points was cancelled.');
      throw error;
    } finally {
      if (this.underWay === ending) {
        this.underWay = null;
        tell(null, result);
      }
    }
  }
}

/**
 * Adds the shares of `parts` computations, one after the other, to one fraction. Tells it at most every `tellMs`, with the seconds that are
 * left.
 */
function sharesOf(parts: number, tell: (progress: ExactProgress) => void): (share: number) => void {
  const began = performance.now();
  let done = 0;
  let toldAt = 0;
  return (share) => {
    const fraction = Math.min(1, (done + share) / parts);
    if (share === 1) done++;
    const now = performance.now();
    if (now - toldAt < tellMs) return;
    toldAt = now;
    const spent = (now - began) / 1000;
    tell({ fraction, secondsLeft: spent < leastSpent || fraction === 0 ? null : (spent / fraction) * (1 - fraction) });
  };
}
