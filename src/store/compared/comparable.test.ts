import { expect, test } from 'vitest';
import type { TrainingResult } from '../../engine/protocol';
import { defaultsOf, type Config } from '../../methods/config';
import { emptyRun, noData, type RunId, type RunRecord } from '../runs/record';
import { sameScaling, sharedKeys, underShared, whyNotComparable } from './comparable';

function trained(id: RunId, config: Config = defaultsOf('clam'), patch: Partial<RunRecord> = {}): RunRecord {
  return { ...emptyRun(id, config, noData, 'hand'), number: id, result: { config } as unknown as TrainingResult, ...patch };
}

test('runs on the same points can be compared, whatever their methods; others say why not', () => {
  const own = trained(1);
  expect(whyNotComparable(own, trained(2))).toBeNull();
  expect(whyNotComparable(own, trained(2, defaultsOf('kmeans')))).toBeNull();
  expect(whyNotComparable(own, own)).toMatch(/^Run 1 is the run that is shown/);
  const elsewhere = { ...noData, name: 'Wine', fingerprint: 'other' };
  expect(whyNotComparable(own, trained(2, own.config, { data: elsewhere }))).toMatch(/^Run 2 is on other data, “Wine”/);
  expect(whyNotComparable(own, trained(2, own.config, { result: null, name: 'Mine' }))).toMatch(/^Mine has no result yet/);
  const otherwise = { ...defaultsOf('clam'), scaling: 'minmax' as const };
  expect([sameScaling(own, trained(2)), sameScaling(own, trained(2, otherwise))]).toEqual([true, false]);
  expect(whyNotComparable(own, trained(2, otherwise))).toBeNull();
  const large = { data: { ...noData, n: 60_000, d: 784 } };
  expect(whyNotComparable({ ...own, ...large }, trained(2, otherwise, large))).toMatch(/scaled otherwise, and they are too many/);
});

test('runs of one method are looked at under the settings of one, which their partitions depend on', () => {
  const [own, other] = [
    { ...defaultsOf('clam'), beta: 0.5, steps: 3, epochs: 7 },
    { ...defaultsOf('clam'), beta: 2, epochs: 9 },
  ];
  expect(sharedKeys(own, other)).toEqual(expect.arrayContaining(['beta', 'steps']));
  expect(underShared(other, own)).toEqual({ ...other, beta: 0.5, steps: 3, stepSize: own.stepSize });
  const deep = defaultsOf('dclam');
  expect([sharedKeys(own, deep), underShared(deep, own)]).toEqual([[], deep]);
});
