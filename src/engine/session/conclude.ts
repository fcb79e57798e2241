import { methodOf, type Config } from '../../methods/config';
import type { TimeSlice } from '../wire/timeSlice';
import type { RestartSummary, Snapshot, TrainingResult } from '../protocol';
import type { Run } from '../run/run';

/** Which restart, and which epoch of each, a training's result is. */
export interface Conclusion {
  /** The restart that was chosen. */
  readonly chosen: number;
  readonly best: Snapshot;
  readonly restarts: TrainingResult['restarts'];
}

/**
 * Chooses by the loss over the whole set or by silhouette, never by a label-based metric.
 * @param whole false while training may go on: then epochs are chosen by their loss alone, which is known already.
 * @param signal aborted when no more of them are to be judged.
 */
export async function conclude(run: Run, whole: boolean, timeSlice: TimeSlice, signal: AbortSignal): Promise<Conclusion> {
  const { choose: by } = run.config;
  const lowest: Snapshot[] = [];
  const best: Snapshot[] = [];
  for (let r = 0; r < run.restarts.length; r++) {
    lowest.push(await run.history.best(r, whole, timeSlice));
    best.push(by === 'silhouette' && whole ? await run.history.bestBySilhouette(r, timeSlice, signal) : lowest[r]);
    run.history.choose(r, best[r].epoch);
    run.restarts[r].silhouette = silhouetteOf(best[r]);
  }
  const chosen = chooseRestart(best, by);
  best[chosen] = await run.history.judge(best[chosen], 'result', timeSlice);
  const restarts = run.summaries().map((summary: RestartSummary, r) => ({
    ...summary,
    bestLoss: lowest[r].wholeLoss,
    bestEpoch: lowest[r].epoch,
    chosenEpoch: best[r].epoch,
    metrics: best[r].metrics,
    lowestLoss: lowest[r].metrics,
  }));
  return { chosen, best: best[chosen], restarts };
}

/** The silhouette that the method's epochs are compared by. */
const silhouetteOf = ({ config, metrics }: Snapshot): number | null => metrics[methodOf(config).numbers.silhouette.id];

function chooseRestart(best: readonly Snapshot[], by: Config['choose']): number {
  const silhouette = (one: Snapshot) => (by === 'silhouette' ? (silhouetteOf(one) ?? -2) : 0);
  const loss = ({ wholeLoss }: Snapshot) => wholeLoss ?? Infinity;
  let chosen = 0;
  best.forEach((one, r) => {
    const ahead = silhouette(one) - silhouette(best[chosen]);
    if (ahead > 0 || (ahead === 0 && loss(one) < loss(best[chosen]))) chosen = r;
  });
  return chosen;
}
