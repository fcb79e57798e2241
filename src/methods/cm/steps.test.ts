import { expect, test } from 'vitest';
import { agreement } from '../../core/metrics/agreement';
import { Random } from '../../core/algebra/random';
import { partitionerOf, trailOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import { ConfigError, defaultsOf, parseConfig } from '../config';
import { steps } from './steps';

const [n, d] = [90, 3];
const random = new Random(4);
// Three clusters, a corner of a triangle each, about the origin.
const points = Float32Array.from({ length: n * d }, (_, i) => random.normal() + (Math.floor(i / d) % 3 === i % d ? 4 : -2));
const data = { points, n, d };
const settings = { ...defaultsOf('cm'), k: 3, batchSize: 20, learningRate: 1e-2 };
type Patch = Partial<typeof settings>;
const begun = (patch: Patch = {}, of = data) => drain(steps.begin(of, { ...settings, ...patch }, new Random(7), 7));

test('it learns the three clusters from each start, and the terms add up to the loss', () => {
  for (const init of ['mixture', 'random', 'pinv'] as const) {
    const one = begun({ init });
    let last = drain(one.epoch(settings));
    for (let epoch = 1; epoch < 150; epoch++) last = drain(one.epoch(settings));
    expect(last.loss).toBeCloseTo(
      Object.values(last.terms!).reduce((a, b) => a + b, 0),
      9,
    );
    const { assign } = partitionerOf(one.partition(settings));
    const labels = Uint16Array.from({ length: n }, (_, i) => i % 3);
    expect(agreement(assign(points, n), labels).nmi).toBeGreaterThan(0.9);
  }
});

test('a pass that averages leaves the mean of its steps, with the way of the centres', () => {
  const one = begun();
  drain(one.epoch(settings));
  expect(trailOf(one.partition(settings))).toBeNull();
  expect([steps.averages!(settings, 150), steps.averages!(settings, 149), steps.averages!({ ...settings, averaging: false }, 150)]).toEqual(
    [true, false, false],
  );
  drain(one.epoch(settings, true));
  const partition = one.partition(settings);
  const trail = trailOf(partition)!;
  // 90 points in batches of 20 are four steps and a rest of half a batch.
  expect(trail.length).toBe(5 * 3 * d);
  partitionerOf(partition).prototypes.forEach((value, at) => {
    const places = Array.from({ length: 5 }, (_, step) => trail[step * 3 * d + at]);
    expect(value).toBeCloseTo(places.reduce((a, b) => a + b) / 5, 5);
  });
  drain(one.epoch(settings));
  expect(trailOf(one.partition(settings))).toBeNull();
});

test('what is saved goes on to the same; a centre that is moved leaves the regions; a partition is gone on from', () => {
  for (const kind of ['adam', 'sgd'] as const) {
    const optimiser = { kind, epsilon: 1e-3, momentum: 0.5 };
    const [one, other] = [begun({ optimiser }), begun({ optimiser, init: 'random' })];
    drain(one.epoch(settings));
    other.restore(structuredClone(one.save()));
    drain(one.epoch(settings));
    drain(other.epoch(settings));
    expect(other.partition(settings)).toEqual(one.partition(settings));
    const before = one.partition(settings);
    const moved = partitionerOf(before).prototypes.map((value) => value + 1);
    one.setPrototypes!(moved);
    expect(one.partition(settings)).toMatchObject({ weights: Object(before)['weights'], prototypes: moved });
    other.setPartition!(before);
    expect(other.partition(settings)).toEqual(before);
  }
});

test('one cluster, as many as points, points that are all the same, one dimension; a rate far too great ends in no number', () => {
  for (const [patch, of] of [
    [{ k: 1 }, data],
    [{ k: n, init: 'pinv' }, data],
    [{ k: 4 }, { ...data, points: new Float32Array(n * d).fill(2) }],
    [
      { k: 4, init: 'pinv' },
      { ...data, points: new Float32Array(n * d) },
    ],
    [{ k: 4 }, { points: points.subarray(0, n), n, d: 1 }],
  ] as const) {
    const one = begun(patch, of);
    for (let epoch = 0; epoch < 5; epoch++) expect(drain(one.epoch({ ...settings, ...patch })).loss).toSatisfy(Number.isFinite);
    expect(partitionerOf(one.partition(settings)).prototypes.every(Number.isFinite)).toBe(true);
    expect(drain(steps.loss!(of, one.partition(settings)))).toBeGreaterThanOrEqual(0);
  }
  const optimiser = { kind: 'sgd', epsilon: 1e-3, momentum: 0 } as const;
  const one = begun({ optimiser });
  let { loss } = drain(one.epoch({ ...settings, optimiser, learningRate: 10 }));
  for (let epoch = 0; epoch < 200 && Number.isFinite(loss); epoch++) ({ loss } = drain(one.epoch({ ...settings, learningRate: 10 })));
  expect(loss).toBeNaN();
});

test('settings out of range are refused by a sentence', () => {
  const refused = (patch: object) => {
    try {
      parseConfig({ method: 'cm', k: 3, ...patch });
    } catch (error) {
      if (error instanceof ConfigError) return error.message;
    }
    return null;
  };
  expect(refused({ concentration: [1, 2] })).toBe('“concentration” has 2 numbers for 3 clusters; give one for each, or one for all.');
  expect(refused({ concentration: 0 })).toMatch(/“concentration” must be/);
  expect(refused({ terms: { merging: -1 } })).toBe('“terms.merging” must be between 0 and 100, not -1.');
  expect(refused({ terms: { mergin: 1 } })).toMatch(/unknown key “terms.mergin”.*merging/);
  expect(refused({ optimiser: { kind: 'rmsprop' } })).toMatch(/“optimiser.kind” must be one of "adam", "sgd"/);
  expect(refused({ concentration: [1, 2, 3], terms: { prior: 0 }, optimiser: { kind: 'sgd' } })).toBeNull();
});
