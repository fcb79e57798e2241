import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { kmeans } from '../../core/clustering/kmeans';
import { lloyd } from '../../core/clustering/lloyd';
import { partitionerOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import { defaultsOf } from '../config';
import type { EpochOutcome, PointsRestart } from '../points';
import { steps } from './steps';

const [n, d] = [90, 3];
const random = new Random(4);
const points = Float32Array.from({ length: n * d }, (_, i) => random.normal() + 3 * (Math.floor(i / d) % 3));
const data = { points, n, d };
const settings = { ...defaultsOf('kmeans'), k: 4 };
const begun = (patch: Partial<typeof settings> = {}, of = data) => drain(steps.begin(of, { ...settings, ...patch }, new Random(7), 7));
const centresOf = (one: PointsRestart<typeof settings>) => partitionerOf(one.partition(settings)).prototypes;

test.each(['kmeans++', 'points'] as const)(
  'from %s the epochs lead where Lloyd’s iteration does, and the last changes no label',
  (init) => {
    const one = begun({ init });
    const start = centresOf(one);
    const losses: number[] = [];
    let ended: EpochOutcome['ended'] = null;
    while (ended === null) {
      const outcome = drain(one.epoch(settings));
      losses.push(outcome.loss);
      ({ ended } = outcome);
    }
    const whole = lloyd(points, n, d, start, 4);
    expect(ended).toBe(0);
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
    expect(losses.at(-1)! * n * d).toBeCloseTo(whole.inertia, 6);
    expect([...centresOf(one)]).toEqual([...Float32Array.from(whole.centres)]);
    const partition = one.partition(settings);
    expect(drain(steps.loss!(data, partition)) * n * d).toBeCloseTo(whole.inertia, 4);
    expect(drain(steps.numbers!(data, partition, settings)).inertia).toBeCloseTo(whole.inertia, 4);
  },
);

test('what is saved goes on to the same centres', () => {
  const [one, other] = [begun(), begun({ init: 'points' })];
  drain(one.epoch(settings));
  other.restore(structuredClone(one.save()));
  drain(one.epoch(settings));
  drain(other.epoch(settings));
  expect(centresOf(other)).toEqual(centresOf(one));
});

test('one cluster, as many as points, and points that are all the same', () => {
  for (const [k, of] of [
    [1, data],
    [n, data],
    [4, { ...data, points: new Float32Array(n * d).fill(2) }],
  ] as const) {
    const one = begun({ k }, of);
    for (let epoch = 0, ended = null as EpochOutcome['ended']; ended === null && epoch < 50; epoch++)
      ({ ended } = drain(one.epoch({ ...settings, k })));
    expect(centresOf(one).every(Number.isFinite)).toBe(true);
    expect(drain(steps.loss!(of, one.partition({ ...settings, k })))).toBeLessThan(20);
  }
});

test('the best of many starts is where Lloyd’s iteration ends, tells how it was found, and ends at its first epoch', () => {
  const one = begun({ init: 'best' });
  const best = kmeans(points, n, d, 4, new Random(7, 3), { restarts: 20, further: { restarts: 300, work: 2e9 } });
  expect(one.search).toEqual({ starts: 300, startsOn: n, inertia: best.inertia });
  expect(Array.from(centresOf(one))).toEqual(Array.from(best.centres, Math.fround));
  expect(drain(one.epoch(settings)).ended).toBe(0);
  expect(begun().search).toBeNull();
});
