import { expect, test } from 'vitest';
import type { TrainingResult } from '../../engine/protocol';
import { defaultConfig } from '../../methods/config';
import { emptyRun, type RunRecord } from '../../store/runs/record';
import { agreementTable } from './table';
import { agreementOf, leftOutSentence, letterOf, mostRuns, partitionsOf } from './partitions';

const data = (fingerprint: string) => ({ name: 'Points', fingerprint, n: 6, d: 2 });
const trained = (id: number, labels: readonly number[], rest: Partial<RunRecord> = {}): RunRecord => ({
  ...emptyRun(id, defaultConfig, data('a'), 'hand'),
  number: id,
  result: { config: defaultConfig, best: { labels: Uint16Array.from(labels), partition: { k: 3 } } } as unknown as TrainingResult,
  ...rest,
});
const runsOf = (...records: RunRecord[]) => ({ runs: new Map(records.map((record) => [record.id, record])), current: records[0].id });
const dataset = { n: 6, labels: Uint16Array.of(0, 0, 1, 1, 2, 2), labelNames: ['x', 'y', 'z'] };
const whole = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
};

test('the current run, others on the same data, its references and the classes are compared', () => {
  const reference = trained(7, [0, 0, 0, 1, 1, 1], { origin: 'reference' });
  const against = [{ id: 'kmeans', name: 'k-means', run: 7 }] as const;
  const other = trained(3, [0, 0, 1, 1, 1, 1], { data: data('b') });
  const state = runsOf(trained(1, [0, 0, 1, 1, 2, 2], { against, name: 'First' }), trained(2, [2, 2, 0, 0, 1, 1]), other, reference);
  const found = partitionsOf(state, dataset);
  expect(found.partitions.map(({ name, detail }) => [name, detail])).toEqual([
    ['First', 'CLAM, k 3'],
    ['Run 2', 'CLAM, k 3'],
    ['k-means', 'k 3'],
    ['Classes', 'k 3'],
  ]);
  expect(leftOutSentence(found)).toMatch(/^One run on other data is not here/);
  expect(leftOutSentence({ ...found, elsewhere: 0 })).toBe('');
});

test('the numbers are symmetric, and do not depend on how clusters are numbered', () => {
  const { partitions } = partitionsOf(runsOf(trained(1, [0, 0, 1, 1, 2, 2]), trained(2, [0, 0, 0, 1, 1, 1])), dataset);
  const { nmi, ari } = whole(agreementOf(partitions));
  // Of the run and the classes, which are the same.
  expect([nmi[2], nmi[6], ari[2]]).toEqual([1, 1, 1]);
  expect(nmi[1]).toBeCloseTo(0.51578, 4);
  expect(ari[3]).toBeCloseTo(0.24242, 4);
  expect(nmi[1]).toBe(nmi[3]);
});

test('one cluster agrees with nothing but itself, and runs that are too many are left out', () => {
  const one = partitionsOf(runsOf(trained(1, [0, 0, 0, 0, 0, 0]), trained(2, [4, 4, 4, 4, 4, 4])), dataset);
  const { nmi, ari } = whole(agreementOf(one.partitions));
  expect([...nmi]).toEqual([1, 1, 0, 1, 1, 0, 0, 0, 1]);
  expect([ari[1], ari[2]]).toEqual([1, 0]);
  const many = partitionsOf(runsOf(...Array.from({ length: mostRuns + 3 }, (_, i) => trained(i + 1, [0, 0, 1, 1, 2, 2]))), dataset);
  expect(many.left).toBe(3);
  expect(many.partitions.slice(0, 3).map(({ key }) => key)).toEqual(['run 1', 'run 13', 'run 12']);
  expect(leftOutSentence(many)).toMatch(/^3 runs before these are left out/);
});

test('runs without a result, and labels of another length, are not compared', () => {
  const training = { ...emptyRun(0, defaultConfig, data('a'), 'hand').training, state: 'training' } as const;
  const state = runsOf(trained(1, [0, 1], {}), trained(2, [0], { result: null, training }));
  expect(leftOutSentence(partitionsOf(state, dataset))).toBe('One run without a result is not here yet.');
  expect(partitionsOf(state, { ...dataset, labels: null }).partitions).toEqual([]);
  expect(partitionsOf(state, null).partitions).toEqual([]);
  expect([letterOf(0), letterOf(25), letterOf(26)]).toEqual(['A', 'Z', 'AA']);
});

test('as a table for files NMI stands above the diagonal and ARI below it, in full', () => {
  const { partitions } = partitionsOf(runsOf(trained(1, [0, 0, 1, 1, 2, 2], { name: 'First' }), trained(2, [0, 0, 0, 1, 1, 1])), dataset);
  const matrix = whole(agreementOf(partitions));
  const { head, rows } = agreementTable(partitions, matrix);
  expect(head.slice(1)).toEqual(['First (CLAM, k 3)', 'Run 2 (CLAM, k 3)', 'Classes (k 3)']);
  expect(rows.map(({ name }) => name)).toEqual(head.slice(1));
  expect(rows.map(({ cells }) => cells.map((cell) => cell?.text ?? null))).toEqual([
    [null, '0.52', '1.00'],
    ['0.24', null, '0.52'],
    ['1.00', '0.24', null],
  ]);
  expect(rows[0].cells[1]?.value).toBe(matrix.nmi[1]);
});
