import { expect, test } from 'vitest';
import type { PartitionMetrics } from '../../engine/protocol';
import { bestColumns, deepRows, labelRows, ownRows } from './rows';

const metrics = (patch: Partial<PartitionMetrics>): PartitionMetrics => ({
  loss: null,
  silhouette: null,
  silhouetteSample: null,
  scEncoded: null,
  scAttracted: null,
  rl: null,
  rlPretrained: null,
  rrl: null,
  nmi: null,
  nmiGeometric: null,
  ari: null,
  ami: null,
  accuracy: null,
  homogeneity: null,
  entropyBits: null,
  sizes: null,
  clusters: 1,
  ...patch,
});
const silhouette = ownRows[0]!;

test('the best column is the highest as it reads', () => {
  expect(
    bestColumns(silhouette, [metrics({ silhouette: 0.4121 }), metrics({ silhouette: 0.4119 }), metrics({ silhouette: 0.374 })]),
  ).toEqual([true, true, false]);
});

test('nothing is best where nothing differs or is compared', () => {
  const same = metrics({ silhouette: 0.4, clusters: 3 });
  expect(bestColumns(silhouette, [same, same])).toEqual([false, false]);
  expect(bestColumns(silhouette, [same, null, metrics({})])).toEqual([false, false, false]);
  expect(
    bestColumns(
      ownRows.find((row) => row.key === 'clusters')!,
      [same, metrics({ clusters: 2 })],
    ),
  ).toEqual([false, false]);
});

test('what does not apply is a dash', () => {
  for (const row of [...ownRows.filter((row) => row.key !== 'clusters'), ...labelRows]) expect(row.text(metrics({}))).toBe('—');
  expect(ownRows.find((row) => row.key === 'sizes')!.text(metrics({ sizes: [1200, 3] }))).toBe('1,200–3');
  expect(ownRows.find((row) => row.key === 'sizes')!.text(metrics({ sizes: [27_183, 12_345] }))).toBe('27.2k–12.3k');
});

test('of deep methods each silhouette has its own row, and its space in its name', () => {
  const rows = deepRows(true);
  expect(rows.slice(0, 3).map(({ name }) => name)).toEqual(['SC on A(e(x))', 'SC on e(x)', 'SC, input space']);
  expect(rows.map(({ key }) => key)).toEqual([
    'scAttracted',
    'scEncoded',
    'silhouette',
    'rl',
    'rlPretrained',
    'rrl',
    'loss',
    'clusters',
    'sizes',
    'entropyBits',
  ]);
  expect(deepRows(false).map(({ key }) => key)).not.toContain('silhouette');
  const text = (key: string, patch: Partial<PartitionMetrics>) => rows.find((row) => row.key === key)!.text(metrics(patch));
  const dclam = { scAttracted: 0.62, scEncoded: 0.16, rl: 0.0196, rlPretrained: 0.02, rrl: -2 };
  expect(rows.slice(0, 6).map(({ key }) => text(key, dclam))).toEqual(['0.620', '0.160', '—', '0.0196', '0.02', '−2.0%']);
  for (const row of rows.filter(({ key }) => key !== 'clusters')) expect(row.text(metrics({}))).toBe('—');
});

test('the lowest reconstruction loss is the best', () => {
  const rl = deepRows(false).find((row) => row.key === 'rl')!;
  expect(bestColumns(rl, [metrics({ rl: 0.0196 }), metrics({}), metrics({ rl: 0.02 })])).toEqual([true, false, false]);
});
