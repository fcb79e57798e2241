import { expect, test } from 'vitest';
import { noNumbers } from '../../core/metrics/numbers';
import type { PartitionMetrics, Snapshot, TrainingResult } from '../../engine/protocol';
import { defaultConfig, resolveConfig, type ConfigPatch } from '../../methods/config';
import { entriesOf } from '../../store/runs/entries';
import { emptyRun, type RunData, type RunId, type RunRecord } from '../../store/runs/record';
import { draftBase, draftChanges, entryName, entryOf } from './entries';
import { changeText } from './difference';

const data: RunData = { name: 'Wine', fingerprint: 'w', n: 178, d: 13 };

function trained(id: RunId, patch: ConfigPatch = {}, metrics: Partial<PartitionMetrics> = {}, of: RunData = data): RunRecord {
  const config = resolveConfig(patch, defaultConfig);
  const record = emptyRun(id, config, of, 'hand');
  const best = {
    config,
    epoch: 9,
    labels: new Uint16Array(2),
    voronoiLabels: null,
    latent: null,
    partition: {},
    metrics: { ...noNumbers, clusters: 2, ...metrics },
  };
  const result = { config, best } as unknown as TrainingResult;
  const frames = [best as unknown as Snapshot];
  return { ...record, number: id, training: { ...record.training, state: 'finished', epoch: 12, epochs: 12 }, result, frames };
}

test('a run is told by its name, method, silhouette, and what differs from the run before', () => {
  const [first, second] = [trained(1, { k: 4 }, { silhouette: 0.5516 }), trained(2, { k: 5, seed: 7 }, { silhouette: 0.668, nmi: 0.9821 })];
  const entry = entryOf(second, first, 'w');
  expect(entryName(entry)).toBe('Run 2, CLAM, SC 0.668, k 4 → 5, seed 0 → 7');
  expect([entry.numbers, entry.epochs, entry.film, entry.elsewhere]).toEqual([['NMI 0.982'], '9/12', '0.1 MB', null]);
  expect(entryName(entryOf(first, null, 'w'))).toBe('Run 1, CLAM, SC 0.552, first: β 1, T 10, k 4');
  expect(entryOf(trained(3, { k: 4 }), first, 'w').differs).toBe('the same settings again');
});

test('a name is text, a dropped film and other data are said', () => {
  const named = { ...trained(1), name: '<b>best</b> of all', frames: [] };
  const entry = entryOf(named, null, 'other');
  expect([entry.title, entry.film, entry.dropped, entry.elsewhere]).toEqual([
    '<b>best</b> of all',
    'film dropped, trains again',
    true,
    'Wine',
  ]);
});

test('runs without labels have no NMI, and without a result no silhouette', () => {
  expect(entryOf(trained(1), null, 'w').numbers).toEqual([]);
  const begun = { ...trained(1), result: null, frames: [], training: { ...trained(1).training, state: 'training' as const } };
  expect([entryOf(begun, null, 'w').score, entryOf(begun, null, 'w').film]).toEqual([null, null]);
});

const runs = (...records: RunRecord[]) => new Map(records.map((record) => [record.id, record]));

test('references and runs that were not trained are no entries; the newest comes first', () => {
  const reference = { ...trained(3), origin: 'reference' as const };
  expect(entriesOf(runs(trained(1), trained(2), reference, emptyRun(4, defaultConfig, data, 'hand'))).map(({ id }) => id)).toEqual([2, 1]);
});

test('the next run is read against the current one where that was trained, else against the newest', () => {
  const untrained = emptyRun(4, defaultConfig, data, 'hand');
  const all = runs(trained(1, { k: 4 }), trained(2, { k: 5 }), untrained);
  expect(draftBase({ runs: all, current: 1 })?.id).toBe(1);
  expect(draftBase({ runs: all, current: 4 })?.id).toBe(2);
  expect(draftBase({ runs: runs(untrained), current: 4 })).toBeNull();
  expect(draftChanges(resolveConfig({ k: 7 }, defaultConfig), all.get(2)!).map(changeText)).toEqual(['k 5 → 7']);
});
