import { bytesIn } from '../../core/work/arrays';
import { useStore } from '../state';
import type { Checkpoint } from '../../engine/protocol';
import { bytesOf } from './history';
import { isOwn, type RunId, type RunRecord } from './record';

/** The records of all runs: which are in the store, and for how long. */

/** Bytes of the results that are kept of references beside those of the current run. */
const resultBytes = 64 * 2 ** 20;
/** Bytes that the films of the current run, the pinned ones and then the newest take together; and those of checkpoints likewise. */
export const filmBytes = 256 * 2 ** 20;
const checkpointBytes = 256 * 2 ** 20;

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

/** Takes an id that a run out of a store or a file has. */
export const takeRunId = (id: RunId): void => {
  issued = Math.max(issued, id);
};

/** The same run under another id. */
export function renumbered(record: RunRecord, id: RunId): RunRecord {
  const own = <T extends { readonly run: RunId }>(of: T): T => ({ ...of, run: id });
  const { frames, result } = record;
  return { ...record, id, number: 0, frames: frames.map(own), result: result && { ...own(result), best: own(result.best) } };
}

/** The current run and those of `whole` stay as they are, and others as far as the bytes for films, checkpoints and results go. */
export function tidyRuns(whole: readonly RunId[]): void {
  const { runs, current } = useStore.getState();
  const next = tidied(runs, [current, ...whole], { films: filmBytes, checkpoints: checkpointBytes, results: resultBytes });
  if (next.size !== runs.size || [...next].some(([id, record]) => runs.get(id) !== record)) useStore.setState({ runs: next });
}

/**
 * A person's trained runs all stay; their films and checkpoints are dropped where they are more than these bytes, those of pinned runs
 * last, and else of the oldest first. Of references the newest results stay.
 */
export function tidied(
  runs: ReadonlyMap<RunId, RunRecord>,
  whole: readonly RunId[],
  most: { readonly films: number; readonly checkpoints: number; readonly results: number },
): ReadonlyMap<RunId, RunRecord> {
  const left = { ...most };
  const fits = (what: keyof typeof left, bytes: number) => (left[what] -= bytes) >= 0;
  const stay = new Map<RunId, RunRecord>();
  const rank = ({ id, pinned }: RunRecord) => (whole.includes(id) ? 2 : pinned ? 1 : 0);
  for (const record of [...runs.values()].toSorted((a, b) => rank(b) - rank(a) || b.id - a.id)) {
    const { id, kept, frames } = record;
    if (whole.includes(id)) {
      fits('films', filmBytesOf(record));
      stay.set(id, record);
    } else if (!isOwn(record)) {
      if (record.result && fits('results', bytesOfResult(record))) stay.set(id, frames.length > 0 ? { ...record, frames: [] } : record);
    } else if (kept) {
      const film = frames.length === 0 || fits('films', filmBytesOf(record));
      const checkpoint = !kept.checkpoint || fits('checkpoints', bytesOfCheckpoint(kept.checkpoint));
      const thin = { ...record, ...(!film && { frames: [] }), ...(!checkpoint && { kept: { ...kept, checkpoint: null } }) };
      stay.set(id, film && checkpoint ? record : thin);
    }
  }
  return new Map([...runs.keys()].flatMap((id) => (stay.has(id) ? [[id, stay.get(id)!] as const] : [])));
}

/** Bytes of the snapshots of a run. */
export const filmBytesOf = ({ frames }: RunRecord): number =>
  once(filmSizes, frames, () => frames.reduce((sum, frame) => sum + bytesOf(frame), 0));

const filmSizes = new WeakMap<object, number>();
const checkpointSizes = new WeakMap<object, number>();

/** Runs are gone through each time that one is left, and sizes of what they keep stay the same. */
function once(known: WeakMap<object, number>, of: object, size: () => number): number {
  const bytes = known.get(of) ?? size();
  known.set(of, bytes);
  return bytes;
}

const bytesOfCheckpoint = (checkpoint: Checkpoint): number => once(checkpointSizes, checkpoint, () => bytesIn(checkpoint));

/** Numbers of an epoch's history take so many bytes, about. */
const entryBytes = 400;

const bytesOfResult = ({ result, curves }: RunRecord): number =>
  result ? bytesOf(result.best) + entryBytes * (result.history.length + curves.length) : 0;
