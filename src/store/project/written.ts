import type { Checkpoint, HistoryEntry, Snapshot, TrainingResult } from '../../engine/protocol';
import type { Kept, RunRecord } from '../runs/record';

/** What is new in a run since it was written last, and what is gone. Records are immutable, so that the same object is the same value. */

/** The parts of a record that stand in its head: small, and written whole. */
const headKeys = [
  'config',
  'data',
  'origin',
  'began',
  'number',
  'name',
  'pinned',
  'scaling',
  'failure',
  'training',
  'restarts',
  'restart',
  'pretraining',
] as const satisfies readonly (keyof RunRecord)[];
const keptKeys = ['plane', 'cursor', 'settings'] as const satisfies readonly (keyof Kept)[];

type Head = Pick<RunRecord, (typeof headKeys)[number]>;

export interface RunHead extends Head {
  readonly version: number;
  readonly kept: Pick<Kept, (typeof keptKeys)[number]>;
  /** Which entries count: those of other generations are left over. */
  readonly generation: number;
  readonly filmBytes: number;
}

/** A run with all that shows it again. */
export type KeptRecord = RunRecord & { readonly kept: Kept };

/** What of a run is in the database. */
export interface Written {
  readonly key: string;
  readonly head: KeptRecord | null;
  readonly frames: ReadonlyMap<number, Snapshot>;
  readonly entries: {
    readonly generation: number;
    readonly first: HistoryEntry | null;
    /** The newest epoch. */
    readonly newest: number;
    readonly count: number;
  };
  readonly result: TrainingResult | null;
  readonly checkpoint: Checkpoint | null;
  /** performance.now() when the last writing of a checkpoint began. */
  readonly checkpointAt: number;
  /** The record, where all of it is written. */
  readonly whole: RunRecord | null;
}

export const nothingWritten = (key: string): Written => ({
  key,
  head: null,
  frames: new Map(),
  entries: { generation: 0, first: null, newest: -1, count: 0 },
  result: null,
  checkpoint: null,
  checkpointAt: -Infinity,
  whole: null,
});

/** A run that has been read is as it is written. */
export const writtenAs = (key: string, record: KeptRecord, generation: number): Written => ({
  key,
  head: record,
  frames: new Map(record.frames.map((frame) => [frame.epoch, frame])),
  entries: {
    generation,
    first: record.kept.entries[0] ?? null,
    newest: record.kept.entries.at(-1)?.epoch ?? -1,
    count: record.kept.entries.length,
  },
  result: record.result,
  checkpoint: record.kept.checkpoint,
  checkpointAt: -Infinity,
  whole: null,
});

export interface Changes {
  readonly head: boolean;
  /** Newest first: the picture that is shown is the first to be kept. */
  readonly frames: readonly Snapshot[];
  readonly framesGone: readonly number[];
  readonly entries: readonly HistoryEntry[];
  /** The entries begin anew: those that are written do not count. */
  readonly anew: boolean;
}

/** Entries are written anew where thinning has left so many times fewer of them than were written. */
const thinnedTo = 4;
const fewEntries = 2000;

export function changesOf(record: KeptRecord, { head, frames, entries }: Written): Changes {
  const framesNow = new Set(record.frames.map(({ epoch }) => epoch));
  const now = record.kept.entries;
  const first = now[0] ?? null;
  const anew =
    (entries.count > 0 && (first !== entries.first || (now.at(-1)?.epoch ?? -1) < entries.newest)) ||
    entries.count > Math.max(fewEntries, thinnedTo * now.length);
  return {
    head: head === null || headKeys.some((key) => head[key] !== record[key]) || keptKeys.some((key) => head.kept[key] !== record.kept[key]),
    frames: record.frames.filter((frame) => frames.get(frame.epoch) !== frame).toReversed(),
    framesGone: [...frames.keys()].filter((epoch) => !framesNow.has(epoch)),
    entries: anew ? now.slice() : now.slice(firstAfter(now, entries.newest)),
    anew,
  };
}

/** Entries are in the order of their epochs. */
function firstAfter(entries: readonly HistoryEntry[], epoch: number): number {
  let at = entries.length;
  while (at > 0 && entries[at - 1].epoch > epoch) at--;
  return at;
}

export const headOf = (record: KeptRecord, version: number, generation: number, filmBytes: number): RunHead => ({
  ...(Object.fromEntries(headKeys.map((key) => [key, record[key]])) as unknown as Head),
  version,
  kept: Object.fromEntries(keptKeys.map((key) => [key, record.kept[key]])) as unknown as RunHead['kept'],
  generation,
  filmBytes,
});
