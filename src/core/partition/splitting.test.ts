import { expect, test } from 'vitest';
import { Random } from '../algebra/random';
import { examples } from './examples';
import { distinctCentres, sharpnessOf, splittingAlpha, widestVariance } from './splitting';

const [n, m] = [2000, 3];
const random = new Random(2);
/** Standard deviations 1, 0.7 and 0.5, turned by 30° in the plane of the first two. */
const points = Float32Array.from({ length: n * m }, () => 0);
for (let i = 0; i < n; i++) {
  const [a, b, c] = [random.normal(), 0.7 * random.normal(), 0.5 * random.normal()];
  points.set([Math.sqrt(0.75) * a - 0.5 * b, 0.5 * a + Math.sqrt(0.75) * b, c], i * m);
}

test('the widest variance is that along the longest axis, of a sample where there are many points', () => {
  const variance = widestVariance(points, n, m)!;
  expect(Math.abs(variance - 1)).toBeLessThan(0.06);
  const repeated = new Float32Array(30 * points.length);
  for (let copy = 0; copy < 30; copy++) repeated.set(points, copy * points.length);
  expect(Math.abs(widestVariance(repeated, 30 * n, m)! / variance - 1)).toBeLessThan(0.03);
  expect(
    widestVariance(
      points.map(() => Number.NaN),
      n,
      m,
    ),
  ).toBeNull();
  expect([splittingAlpha(0), splittingAlpha(0.5)]).toEqual([null, 0.5]);
});

test('centres that are nearer than a tenth of a standard deviation are one, in chains too', () => {
  const centres = Float32Array.of(0, 0, 0.08, 0, 0.16, 0, 1, 0, 1, 0.2);
  expect(distinctCentres(centres, 5, 2, 1)).toBe(3);
  expect(distinctCentres(centres, 5, 2, 1e-4)).toBe(5);
  expect(distinctCentres(new Float32Array(10), 5, 2, 0)).toBe(1);
});

test('sharpness is of memberships by a softmax of distances alone', () => {
  const { centres } = examples;
  expect(sharpnessOf({ ...centres, rule: { by: 'softmax', alpha: 3 } })).toEqual({ alpha: 3, splits: true });
  expect(sharpnessOf({ ...centres, rule: { by: 'softmax', alpha: 3 }, metric: 'cosine' })).toEqual({ alpha: 3, splits: false });
  expect([sharpnessOf(centres), sharpnessOf({ ...centres, rule: { by: 'power', alpha: 2 } }), sharpnessOf(examples.memory)]).toEqual([
    null,
    null,
    null,
  ]);
});
