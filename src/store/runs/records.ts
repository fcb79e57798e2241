import { bytesIn } from '../../core/work/arrays';
import { useStore } from '../state';
import type { RunId, RunRecord } from './record';

/** The records of all runs: which are in the store, and for how long. */

/** Bytes of the results that are kept of runs beside the current one. */
const resultBytes = 64 * 2 ** 20;

let issued = 0;

/** An id that no run had before. */
export const newRunId = (): RunId => ++issued;

export function addRun(record: RunRecord): void {
  useStore.setState(({ runs }) => ({ runs: new Map(runs).set(record.id, record) }));
}

export function dropRuns(which: (record: RunRecord) => boolean): void {
  const { runs } = useStore.getState();
  const rest = new Map([...runs].filter(([, record]) => !which(record)));
  if (rest.size < runs.size) useStore.setState({ runs: rest });
}

export function changeRun(id: RunId, change: (record: RunRecord) => Partial<RunRecord>): void {
  useStore.setState((state) => {
    const record = state.runs.get(id);
    return record ? { runs: new Map(state.runs).set(id, { ...record, ...change(record) }) } : state;
  });
}

/**
 * Leaves the current run and those of `whole` as they are. Others lose their film and stay for their result, the newest first, as far as
 * the bytes for results go.
 */
export function tidyRuns(whole: readonly RunId[]): void {
  const { runs, current } = useStore.getState();
  const next = tidied(runs, [current, ...whole], resultBytes);
  if (next.size !== runs.size || [...next].some(([id, record]) => runs.get(id) !== record)) useStore.setState({ runs: next });
}

export function tidied(runs: ReadonlyMap<RunId, RunRecord>, whole: readonly RunId[], most: number): ReadonlyMap<RunId, RunRecord> {
  let left = most;
  const stay = new Map<RunId, RunRecord>();
  for (const [id, record] of [...runs].toReversed()) {
    if (whole.includes(id)) stay.set(id, record);
    else if (record.result) {
      left -= bytesOf(record);
      if (left >= 0) stay.set(id, record.frames.length > 0 ? { ...record, frames: [] } : record);
    }
  }
  return new Map([...stay].toReversed());
}

/** Numbers of an epoch's history take so many bytes, about. */
const entryBytes = 400;

const bytesOf = ({ result, curves }: RunRecord): number => {
  if (!result) return 0;
  const { best, history } = result;
  return bytesIn([best.partition, best.labels, best.voronoiLabels, best.latent]) + entryBytes * (history.length + curves.length);
};
