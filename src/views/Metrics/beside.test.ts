import { expect, test } from 'vitest';
import { noNumbers } from '../../core/metrics/numbers';
import type { TrainingResult } from '../../engine/protocol';
import { defaultsOf, type MethodId } from '../../methods/config';
import { clam } from '../../methods/clam/declare';
import { dclam } from '../../methods/dclam/declare';
import type { Method } from '../../methods/method';
import { emptyRun, noData, type RunId, type RunRecord } from '../../store/runs/record';
import { besideRuns, otherScaling, rowsOfAll, runColumn } from './beside';
import { tableOf } from './table';

function trained(id: RunId, method: MethodId, patch: Partial<RunRecord> = {}, silhouette = 0.5): RunRecord {
  const config = defaultsOf(method);
  const record = emptyRun(id, config, noData, 'hand');
  const result = { config, best: { metrics: { ...noNumbers, clusters: 2, silhouette } } } as unknown as TrainingResult;
  return { ...record, number: id, training: { ...record.training, epoch: 3 }, result, ...patch };
}
const runs = (...records: RunRecord[]) => new Map(records.map((record) => [record.id, record]));
const ids = (state: Parameters<typeof besideRuns>[0]) => besideRuns(state).map(({ id }) => id);

test('the pinned and the compared runs stand beside the current one, unless others are chosen', () => {
  const elsewhere = trained(5, 'clam', { pinned: true, data: { ...noData, fingerprint: 'other' } });
  const all = runs(trained(1, 'clam'), trained(2, 'clam', { pinned: true }), trained(3, 'clam'), trained(4, 'clam'), elsewhere);
  const state = { runs: all, current: 4, compared: null, columns: null };
  expect(ids(state)).toEqual([2]);
  expect(ids({ ...state, compared: { run: 3, together: false, judged: null } })).toEqual([3, 2]);
  expect(ids({ ...state, columns: [1, 3] })).toEqual([3, 1]);
  // A run that is gone is in no column.
  expect(ids({ ...state, columns: [9] })).toEqual([]);
});

test('a column is a run by its name, and the best of all columns is marked', () => {
  const columns = [
    trained(1, 'clam', {}, 0.4),
    trained(2, 'clam', { name: 'A name that no column has room for' }, 0.6),
    trained(3, 'clam', {}, 0.5),
  ].map(runColumn);
  const table = tableOf(rowsOfAll([clam as Method], false), columns, false);
  expect(table.head).toEqual(['Metric', 'Run 1 CLAM', 'A name that no column h… CLAM', 'Run 3 CLAM']);
  const row = table.rows.find(({ name }) => name.startsWith('SC'))!;
  expect(row.cells.map((cell) => [cell?.text, cell?.best])).toEqual([
    ['0.400', false],
    ['0.600', true],
    ['0.500', false],
  ]);
});

test('runs of several methods have the rows of all, each silhouette with its space', () => {
  const names = (methods: readonly unknown[]) =>
    rowsOfAll(methods as Method[], false)
      .filter(({ group }) => group === 'own')
      .map(({ name }) => name);
  expect(names([clam, clam])).toEqual(['SC']);
  expect(names([clam, dclam])).toEqual(['SC on A(e(x))', 'SC on e(x)', 'SC, input space']);
  expect(names([dclam, clam])).toEqual(names([clam, dclam]));
});

test('runs that scale the points otherwise say that their silhouettes are of other spaces', () => {
  const own = trained(1, 'clam');
  const config = { ...defaultsOf('clam'), scaling: 'minmax' as const };
  const other = trained(2, 'clam', { result: { ...own.result!, config } });
  expect(otherScaling(own, [trained(3, 'clam')])).toBeNull();
  expect(otherScaling(own, [other])).toMatch(/^Run 2: the points are scaled otherwise than in Run 1/);
});
