import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { partitionerOf } from '../../core/partition/kinds';
import { drain } from '../../core/work/steps';
import { defaultsOf } from '../config';
import { gmm } from './declare';
import { steps } from './steps';

const [n, d] = [90, 3];
const random = new Random(4);
const points = Float32Array.from({ length: n * d }, (_, i) => random.normal() + 3 * (Math.floor(i / d) % 3));
const data = { points, n, d };
const settings = { ...defaultsOf('gmm'), k: 3 };
type Patch = Partial<typeof settings>;
const begun = (patch: Patch = {}, of = data) => drain(steps.begin(of, { ...settings, ...patch }, new Random(7), 7));
const covariances = ['full', 'tied', 'diagonal', 'spherical', 'isotropic'] as const;

test.each(covariances)('the likelihood of %s Gaussians rises until it gains less than the tolerance', (covariance) => {
  const own = { ...settings, covariance };
  const one = begun(own);
  const losses: number[] = [];
  let outcome = drain(one.epoch(own));
  while (outcome.ended === null) {
    losses.push(outcome.loss);
    outcome = drain(one.epoch(own));
  }
  losses.push(outcome.loss);
  const { gained } = outcome.ended as { gained: number };
  expect(gained).toBeLessThan(1e-3);
  expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  expect(drain(steps.numbers!(data, one.partition(own), own)).logLikelihood).toBeCloseTo(-losses.at(-1)!, 4);
});

test('what is saved goes on to the same mixture; a mean that was moved moves again', () => {
  const [one, other] = [begun(), begun({ k: 3 }, { ...data, points: points.map((x) => 2 * x) })];
  drain(one.epoch(settings));
  other.setPartition!(one.partition(settings));
  expect(other.partition(settings)).toEqual(one.partition(settings));
  const again = begun();
  again.restore(structuredClone(one.save()));
  drain(one.epoch(settings));
  drain(again.epoch(settings));
  expect(again.partition(settings)).toEqual(one.partition(settings));

  const moved = Float32Array.from(partitionerOf(one.partition(settings)).prototypes);
  moved[0] += 1;
  one.setPrototypes!(moved);
  const before = drain(steps.numbers!(data, one.partition(settings), settings)).logLikelihood!;
  expect(drain(one.epoch(settings)).loss).toBeLessThan(-before);
  expect(partitionerOf(one.partition(settings)).prototypes[0]).not.toBe(moved[0]);
});

test('a Gaussian that no point is near stays where it is, and a form that the settings change is taken up', () => {
  const one = begun();
  const { factors } = one.partition(settings) as { factors: Float32Array };
  const far = Float32Array.from(partitionerOf(one.partition(settings)).prototypes);
  far.fill(1e4, 0, d);
  one.setPrototypes!(far);
  drain(one.epoch(settings));
  const after = one.partition(settings) as { prototypes: Float32Array; factors: Float32Array; logShares: Float32Array };
  expect([...after.prototypes.subarray(0, d)]).toEqual([1e4, 1e4, 1e4]);
  expect([...after.factors.subarray(0, 6)]).toEqual([...factors.subarray(0, 6)]);
  expect(after.logShares[0]).toBeLessThan(-30);
  drain(one.epoch({ ...settings, covariance: 'diagonal' }));
  expect(one.partition(settings)).toMatchObject({
    covariance: 'diagonal',
    factors: expect.toSatisfy((all) => all.every((x: number) => x > 0)),
  });
});

test('one Gaussian, as many as points, points that are all the same, one dimension, planes and large numbers have finite mixtures', () => {
  for (const covariance of covariances)
    for (const [k, of] of [
      [1, data],
      [n, data],
      [4, { ...data, points: new Float32Array(n * d).fill(2) }],
      [4, { points: points.subarray(0, n), n, d: 1 }],
      [2, { ...data, points: points.map((x, i) => (i % d === 0 ? x : points[i - (i % d)])) }],
      [2, { ...data, points: points.map((x, i) => 1e9 * (i % d === 0 ? x : points[i - (i % d)])) }],
    ] as const) {
      const own = { ...settings, covariance, k };
      const one = begun(own, of);
      for (let epoch = 0; epoch < 20 && drain(one.epoch(own)).ended === null; epoch++);
      const partition = one.partition(own) as { prototypes: Float32Array; factors: Float32Array; logShares: Float32Array };
      for (const numbers of [partition.prototypes, partition.factors, partition.logShares])
        expect(numbers.every(Number.isFinite)).toBe(true);
      expect(Number.isFinite(drain(steps.numbers!(of, one.partition(own), own)).bic)).toBe(true);
    }
});

test('points that are few for their covariances are told of', () => {
  const said = (patch: Patch, shape: { n: number; d: number }) => gmm.remark!({ ...settings, ...patch }, shape);
  expect(said({ k: 15 }, { n: 360, d: 90 })).toMatch(/^360 points are few for 15 covariances of 90 features: /);
  expect(said({ covariance: 'tied' }, { n: 40, d: 40 })).toMatch(/^40 points are few for a covariance of 40 features: /);
  expect(said({ covariance: 'tied' }, { n: 41, d: 40 })).toBeNull();
  expect(said({ covariance: 'diagonal' }, { n: 40, d: 90 })).toBeNull();
});
