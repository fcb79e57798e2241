import { useStore } from '../state';
import { isEntry } from './entries';
import type { RunId, RunRecord } from './record';

/**
 * Numbers for the runs that have none yet, the first to begin first. A number is not given again, as long as there are runs.
 * @param last the number that was given last.
 */
export function numbersFor(runs: ReadonlyMap<RunId, RunRecord>, last: number): { given: ReadonlyMap<RunId, number>; last: number } {
  const entries = [...runs.values()].filter(isEntry).toSorted((a, b) => a.began - b.began || a.id - b.id);
  let newest = entries.length === 0 ? 0 : entries.reduce((most, { number }) => Math.max(most, number), last);
  const given = new Map(entries.filter(({ number }) => number === 0).map(({ id }) => [id, ++newest]));
  return { given, last: newest };
}

/** From now on runs get their numbers when their training begins. */
export function numberRuns(): void {
  let last = 0;
  useStore.subscribe(
    ({ runs }) => runs,
    (runs) => {
      const numbers = numbersFor(runs, last);
      ({ last } = numbers);
      if (numbers.given.size === 0) return;
      useStore.setState((state) => ({
        runs: new Map(
          Array.from(state.runs, ([id, record]) => {
            const number = numbers.given.get(id);
            return [id, number === undefined ? record : { ...record, number }];
          }),
        ),
      }));
    },
    { fireImmediately: true },
  );
}
