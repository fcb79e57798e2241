import { noNumbers } from '../../core/metrics/numbers';
import type { PartitionMetrics, Snapshot, TrainingResult } from '../../engine/protocol';
import { useStore } from '../state';
import type { ReadAgainst } from './record';
import { addRun, changeRun, newRunId } from './records';

/** The current run is read against these, whose numbers are given; each is the best of 20 starts. */
export function readAgainstThese(
  snapshot: Snapshot,
  those: readonly (Omit<ReadAgainst, 'run'> & { metrics: Partial<PartitionMetrics> })[],
) {
  const { current, runs } = useStore.getState();
  const against = those.map(({ id, name, metrics }): ReadAgainst => {
    const search = { starts: 20, startsOn: snapshot.labels.length, inertia: 1 };
    const result = { best: { ...snapshot, metrics: { ...noNumbers, ...metrics } }, search } as unknown as TrainingResult;
    const run = newRunId();
    addRun({ ...runs.get(current)!, id: run, origin: 'reference', result });
    return { id, name, run };
  });
  changeRun(current, () => ({ against }));
}
