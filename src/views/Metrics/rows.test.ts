import { expect, test } from 'vitest';
import type { PartitionMetrics } from '../../engine/protocol';
import { bestColumns, labelRows, ownRows } from './rows';

const metrics = (patch: Partial<PartitionMetrics>): PartitionMetrics => ({
  loss: null, silhouette: null, silhouetteSample: null, scEncoded: null, scAttracted: null, rl: null, rlPretrained: null, rrl: null, nmi: null, nmiGeometric: null, ari: null, ami: null,
  accuracy: null, homogeneity: null, entropyBits: null, sizes: null, clusters: 1, ...patch,
});
const silhouette = ownRows[0]!;

test('the best column is the highest as it reads', () => {
  expect(bestColumns(silhouette, [metrics({ silhouette: 0.4121 }), metrics({ silhouette: 0.4119 }), metrics({ silhouette: 0.374 })])).toEqual([true, true, false]);
});

test('nothing is best where nothing differs or is compared', () => {
  const same = metrics({ silhouette: 0.4, clusters: 3 });
  expect(bestColumns(silhouette, [same, same])).toEqual([false, false]);
  expect(bestColumns(silhouette, [same, null, metrics({})])).toEqual([false, false, false]);
  expect(bestColumns(ownRows.find((row) => row.key === 'clusters')!, [same, metrics({ clusters: 2 })])).toEqual([false, false]);
});

test('what does not apply is a dash', () => {
  for (const row of [...ownRows.filter((row) => row.key !== 'clusters'), ...labelRows]) expect(row.text(metrics({}))).toBe('—');
  expect(ownRows.find((row) => row.key === 'sizes')!.text(metrics({ sizes: [1200, 3] }))).toBe('1,200–3');
});
