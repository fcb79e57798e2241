import { expect, test } from 'vitest';
import type { Checkpoint, Snapshot, TrainingResult } from '../../engine/protocol';
import { defaultConfig } from '../../methods/config';
import { emptyRun, noData, type RunRecord } from './record';
import { filmBytesOf, tidied } from './records';

const snapshot = (bytes: number) =>
  ({
    partition: { memories: new Float32Array(bytes / 4) },
    labels: new Uint16Array(0),
    voronoiLabels: new Uint16Array(0),
    latent: null,
  }) as unknown as Snapshot;

const record = (id: number, patch: Partial<RunRecord> & { bytes?: number | null } = {}): RunRecord => {
  const { bytes = null, ...rest } = patch;
  const run = emptyRun(id, defaultConfig, noData, 'hand');
  return {
    ...run,
    frames: [snapshot(8)],
    result: bytes === null ? null : ({ best: snapshot(bytes), history: [] } as unknown as TrainingResult),
    ...rest,
  };
};
const reference = (id: number, bytes: number | null) => record(id, { origin: 'reference', bytes });
const left = (id: number, patch: Partial<RunRecord> = {}) => {
  const { checkpoint, ...rest } = {
    checkpoint: { trainer: new Float32Array(25) },
    plane: { kind: 'data' },
    cursor: null,
    entries: [],
  } as const;
  const kept = { ...rest, settings: defaultConfig, checkpoint: checkpoint as unknown as Checkpoint };
  return record(id, { kept, ...patch });
};

const room = { films: 1e6, checkpoints: 1e6, results: 1e6 };
const after = (records: readonly RunRecord[], whole: readonly number[], most: Partial<typeof room> = {}) =>
  [...tidied(new Map(records.map((one) => [one.id, one])), whole, { ...room, ...most }).values()].map(({ id, frames, kept }) => [
    id,
    frames.length,
    kept?.checkpoint ? 'goes on' : 'no checkpoint',
  ]);

test('the current run keeps its film, references their results, and runs without any are gone', () => {
  expect(after([reference(1, null), reference(2, 40), reference(3, 40), record(4), record(5)], [5])).toEqual([
    [2, 0, 'no checkpoint'],
    [3, 0, 'no checkpoint'],
    [5, 1, 'no checkpoint'],
  ]);
});

test('the results of references have a bound in bytes, and the newest stay', () => {
  expect(
    after(
      [1, 2, 3, 4].map((id) => reference(id, 400)),
      [1],
      { results: 1900 },
    ).map(([id]) => id),
  ).toEqual([1, 3, 4]);
});

test('films have one: the current run and pinned ones come before others, and what is trained stays as a run', () => {
  const runs = [left(1, { pinned: true }), left(2), left(3), record(4)];
  const film = filmBytesOf(left(1));
  expect(after(runs, [4], { films: 3 * film }).map(([, frames]) => frames)).toEqual([1, 0, 1, 1]);
  expect(after(runs, [4], { films: 2 * film }).map(([, frames]) => frames)).toEqual([1, 0, 0, 1]);
  expect(after(runs, [4], { films: 0 }).map(([, frames]) => frames)).toEqual([0, 0, 0, 1]);
});

test('and so have checkpoints', () => {
  expect(after([left(1), left(2, { pinned: true }), left(3)], [], { checkpoints: 250 })).toEqual([
    [1, 1, 'no checkpoint'],
    [2, 1, 'goes on'],
    [3, 1, 'goes on'],
  ]);
});
