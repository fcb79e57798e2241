import { expect, test } from 'vitest';
import type { Snapshot, TrainingResult } from '../../engine/protocol';
import { defaultConfig } from '../../methods/config';
import { emptyRun, noData, type RunRecord } from './record';
import { tidied } from './records';

const snapshot = (bytes: number) =>
  ({
    partition: { memories: new Float32Array(bytes / 4) },
    labels: new Uint16Array(0),
    voronoiLabels: new Uint16Array(0),
    latent: null,
  }) as unknown as Snapshot;

const record = (id: number, bytes: number | null): RunRecord => ({
  ...emptyRun(id, defaultConfig, noData, 'hand'),
  frames: [snapshot(8)],
  result: bytes === null ? null : ({ best: snapshot(bytes), history: [] } as unknown as TrainingResult),
});

const after = (records: readonly RunRecord[], whole: readonly number[], most: number) =>
  [...tidied(new Map(records.map((one) => [one.id, one])), whole, most).values()].map(({ id, frames }) => [id, frames.length]);

test('the current run keeps its film, others their results, and runs without any are gone', () => {
  expect(after([record(1, null), record(2, 40), record(3, 40), record(4, null)], [4], 1000)).toEqual([
    [2, 0],
    [3, 0],
    [4, 1],
  ]);
});

test('all results together have a bound in bytes, and the newest stay', () => {
  expect(after([record(1, 400), record(2, 400), record(3, 400), record(4, 400)], [1], 900)).toEqual([
    [1, 1],
    [3, 0],
    [4, 0],
  ]);
});
