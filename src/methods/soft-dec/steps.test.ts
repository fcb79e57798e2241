import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { partitionerOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import { defaultsOf } from '../config';
import type { PointsRestart } from '../points';
import { steps } from './steps';

const [n, d] = [90, 3];
const random = new Random(4);
const points = Float32Array.from({ length: n * d }, (_, i) => random.normal() + 3 * (Math.floor(i / d) % 3));
const data = { points, n, d };
const settings = { ...defaultsOf('soft-dec'), k: 3, batchSize: 16, refreshSteps: 4 };
const begun = (patch: Partial<typeof settings> = {}, of = data) => drain(steps.begin(of, { ...settings, ...patch }, new Random(7), 7));
const centresOf = (one: PointsRestart<typeof settings>) => partitionerOf(one.partition(settings)).prototypes;
const trained = (one: PointsRestart<typeof settings>, patch: Partial<typeof settings> = {}, epochs = 200) => {
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const { loss, ended } = drain(one.epoch({ ...settings, ...patch }));
    if (ended !== null) return { epoch, loss, ended };
  }
  return null;
};

test('one step and one refresh leave the start’s partition; with five, centres have moved before it ends', () => {
  const letter = { refreshSteps: 1, leastRefreshes: 1 };
  const one = begun(letter);
  const start = centresOf(one);
  expect(trained(one, letter)).toMatchObject({ epoch: 1, ended: 0 });
  centresOf(one).forEach((value, at) => expect(Math.abs(value - start[at])).toBeLessThanOrEqual(1.0001e-3));

  const other = begun();
  // 6 batches an epoch: the fifth refresh is in the fourth.
  expect(trained(other)).toMatchObject({ epoch: 4, ended: 0 });
});

test('from random centres the divergence falls, and a tolerance of 0 never ends it', () => {
  const one = begun({ init: 'normal' });
  const before = drain(steps.loss!(data, one.partition(settings)));
  expect(trained(one, { tolerance: 0, learningRate: 0.05 }, 100)).toBeNull();
  const after = drain(steps.loss!(data, one.partition(settings)));
  expect(before).toBeLessThan(1e-2);
  expect(after).toBeGreaterThan(before);
  const { assign } = partitionerOf(one.partition(settings));
  expect(new Set(assign(points, n)).size).toBe(3);
});

test('what is saved goes on to the same centres; centres that are moved by hand are what the next target is made of', () => {
  const [one, other] = [begun(), begun({ init: 'normal' })];
  drain(one.epoch(settings));
  other.restore(structuredClone(one.save()));
  drain(one.epoch(settings));
  drain(other.epoch(settings));
  expect(centresOf(other)).toEqual(centresOf(one));

  const moved = centresOf(one).map((value) => value + 1);
  one.setPrototypes!(moved);
  expect([...centresOf(one)]).toEqual([...moved]);
  drain(one.epoch(settings));
  expect(centresOf(one).every(Number.isFinite)).toBe(true);
});

test('one cluster, as many as points, points that are all the same, one dimension, a rate at its limit', () => {
  for (const [patch, of] of [
    [{ k: 1 }, data],
    [{ k: n }, data],
    [{ k: 4 }, { ...data, points: new Float32Array(n * d).fill(2) }],
    [{ k: 4 }, { points: points.subarray(0, n), n, d: 1 }],
    [{ learningRate: 10 }, data],
  ] as const) {
    const one = begun(patch, of);
    for (let epoch = 0; epoch < 20; epoch++) {
      const { loss, ended } = drain(one.epoch({ ...settings, ...patch }));
      expect(loss).toBeGreaterThanOrEqual(-1e-12);
      if (ended !== null) break;
    }
    expect(centresOf(one).every(Number.isFinite)).toBe(true);
  }
});
