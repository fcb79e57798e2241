import { expect, test } from 'vitest';
import { noNumbers, valueOf, type NumberId } from '../../core/metrics/numbers';
import type { PartitionMetrics } from '../../engine/protocol';
import { clam } from '../../methods/clam/declare';
import { dclam } from '../../methods/dclam/declare';
import type { Method } from '../../methods/method';
import { rowsOf, textOf } from '../numbers';
import { bestColumns } from './rows';

const metrics = (patch: Partial<PartitionMetrics>): PartitionMetrics => ({ ...noNumbers, clusters: 1, ...patch });
const ids = (rows: readonly { id: NumberId }[]) => rows.map(({ id }) => id);
const numberIn = ({ numbers }: Pick<Method, 'numbers'>, id: NumberId) => numbers.all.find((one) => one.id === id)!;
const text = (method: Pick<Method, 'numbers'>, id: NumberId, patch: Partial<PartitionMetrics>) =>
  textOf(numberIn(method, id), valueOf(id, metrics(patch)));
const agreement: NumberId[] = ['nmi', 'nmiGeometric', 'ari', 'ami', 'accuracy', 'homogeneity'];

test('the best column is the highest as it reads', () => {
  const columns = [0.4121, 0.4119, 0.374].map((silhouette) => metrics({ silhouette }));
  expect(bestColumns(numberIn(clam, 'silhouette'), columns)).toEqual([true, true, false]);
});

test('nothing is best where nothing differs or is compared', () => {
  const same = metrics({ silhouette: 0.4, clusters: 3 });
  const silhouette = numberIn(clam, 'silhouette');
  expect(bestColumns(silhouette, [same, same])).toEqual([false, false]);
  expect(bestColumns(silhouette, [same, null, metrics({})])).toEqual([false, false, false]);
  expect(bestColumns(numberIn(clam, 'clusters'), [same, metrics({ clusters: 2 })])).toEqual([false, false]);
});

test('the lowest reconstruction loss is the best', () => {
  const columns = [metrics({ rl: 0.0196 }), metrics({}), metrics({ rl: 0.02 })];
  expect(bestColumns(numberIn(dclam, 'rl'), columns)).toEqual([true, false, false]);
});

test('what does not apply is a dash', () => {
  for (const method of [clam, dclam])
    for (const row of rowsOf(method, true)) expect([row.id, text(method, row.id, {})]).toEqual([row.id, row.id === 'clusters' ? '1' : '—']);
  expect(text(clam, 'sizes', { sizes: [1200, 3] })).toBe('1,200–3');
  expect(text(clam, 'sizes', { sizes: [27_183, 12_345] })).toBe('27.2k–12.3k');
  expect(text(clam, 'entropyBits', { entropyBits: 2.117 })).toBe('2.12');
});

test('of methods in the input space there is one silhouette', () => {
  expect(ids(rowsOf(clam, false))).toEqual([
    'silhouette',
    'loss',
    'assigned',
    'emptyBalls',
    'clusters',
    'sizes',
    'entropyBits',
    ...agreement,
  ]);
  expect(numberIn(clam, 'silhouette').name).toBe('SC');
});

test('of deep methods each silhouette has its own row, and its space in its name', () => {
  const rows = rowsOf(dclam, true);
  expect(rows.slice(0, 3).map(({ name }) => name)).toEqual(['SC on A(e(x))', 'SC on e(x)', 'SC, input space']);
  expect(ids(rows)).toEqual([
    'scAttracted',
    'scEncoded',
    'silhouette',
    'rl',
    'rlPretrained',
    'rrl',
    'loss',
    'codeVariance',
    'assigned',
    'emptyBalls',
    'clusters',
    'sizes',
    'entropyBits',
    ...agreement,
  ]);
  expect(ids(rowsOf(dclam, false))).not.toContain('silhouette');
  const values = { scAttracted: 0.62, scEncoded: 0.16, rl: 0.0196, rlPretrained: 0.02, rrl: -2 };
  expect(ids(rows.slice(0, 6)).map((id) => text(dclam, id, values))).toEqual(['0.620', '0.160', '—', '0.0196', '0.02', '−2.0%']);
});
