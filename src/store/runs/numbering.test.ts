import { expect, test } from 'vitest';
import { defaultConfig } from '../../methods/config';
import { numbersFor } from './numbering';
import { emptyRun, noData, type RunRecord } from './record';

const run = (id: number, patch: Partial<RunRecord> = {}): RunRecord => {
  const record = emptyRun(id, defaultConfig, noData, 'hand');
  return { ...record, began: id, training: { ...record.training, epoch: 3 }, ...patch };
};
const runs = (...records: RunRecord[]) => new Map(records.map((record) => [record.id, record]));

test('trained runs are numbered as they began, references and untrained ones are not', () => {
  const untrained = emptyRun(5, defaultConfig, noData, 'hand');
  const { given, last } = numbersFor(runs(run(4, { began: 1 }), run(2), run(3, { origin: 'reference' }), untrained), 0);
  expect([...given]).toEqual([
    [4, 1],
    [2, 2],
  ]);
  expect(last).toBe(2);
});

test('the number of a run that was deleted is not given again, until there are none', () => {
  expect([...numbersFor(runs(run(1, { number: 1 }), run(9)), 4).given]).toEqual([[9, 5]]);
  expect(numbersFor(runs(), 4).last).toBe(0);
});
