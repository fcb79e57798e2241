import { expect, test } from 'vitest';
import { Random } from './random';

test('the same seed gives the same numbers, another seed or stream others', () => {
  const draw = (seed: number, stream = 0) =>
    Array.from(
      { length: 8 },
      (
        (r) => () =>
          r.uint32()
      )(new Random(seed, stream)),
    );
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  expect(draw(7)).not.toEqual(draw(7, 1));
  expect(() => new Random(Number.NaN)).toThrow(/finite/);
});

test('uniform and normal numbers have the moments they should', () => {
  const random = new Random(1);
  const n = 100_000;
  let u = 0;
  let z = 0;
  let zz = 0;
  for (let i = 0; i < n; i++) {
    u += random.uniform();
    const v = random.normal();
    z += v;
    zz += v * v;
  }
  expect(u / n).toBeCloseTo(0.5, 2);
  expect(z / n).toBeCloseTo(0, 1);
  expect(zz / n).toBeCloseTo(1, 1);
});

test('a saved generator takes up where it left off', () => {
  const random = new Random(3);
  random.normal();
  const state = random.save();
  const expected = [random.normal(), random.uniform(), random.normal()];
  const other = new Random(0);
  other.restore(state);
  expect([other.normal(), other.uniform(), other.normal()]).toEqual(expected);
});

test('distinct draws are distinct, and refuse the impossible', () => {
  const drawn = new Random(5).distinct(20, 30);
  expect(new Set(drawn).size).toBe(20);
  expect(Math.max(...drawn)).toBeLessThan(30);
  expect(() => new Random(5).distinct(3, 2)).toThrow(RangeError);
});
