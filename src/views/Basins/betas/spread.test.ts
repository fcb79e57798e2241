import { expect, test } from 'vitest';
import { changingRange, eightBetas, memoryAt, toldOf, type Memory } from './spread';

/** Three memories in the plane, of which two are near one another. */
const model: Memory = {
  kind: 'memory',
  k: 3,
  d: 2,
  memories: Float32Array.of(0, 0, 1, 0, 4, 3),
  beta: 1,
  steps: 10,
  stepSize: 0.1,
  similarity: 'euclidean',
  weights: null,
} as unknown as Memory;
const places = Float32Array.from({ length: 2 * 400 }, (_, i) => (i % 2 === 0 ? ((i / 2) % 20) / 2 - 3.1 : Math.floor(i / 40) / 2 - 3.1));
const whole = <T>(work: Generator<unknown, T>): T => {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
};

test('at a large β basins are Voronoi cells, at a small one fewer are used', () => {
  const sharp = whole(toldOf({ ...model, beta: 1000 }, places, 400));
  const soft = whole(toldOf({ ...model, beta: 1e-5 }, places, 400));
  expect(sharp).toEqual({ elsewhere: 0, used: 3, none: 0 });
  expect(soft.elsewhere).toBeGreaterThan(0.1);
  expect(soft.used).toBeLessThanOrEqual(3);
  expect(whole(toldOf(model, new Float32Array(0), 0))).toEqual({ elsewhere: 0, used: 0, none: 0 });
});

test('β is spread over what changes: outside of it nothing does', () => {
  const range = whole(changingRange(model, places, 400))!;
  expect(range.low).toBeGreaterThan(1e-5);
  expect(range.high).toBeLessThan(1000);
  const told = (beta: number) => whole(toldOf({ ...model, beta }, places, 400));
  const middle = told(Math.sqrt(range.low * range.high)).elsewhere;
  expect(told(range.high).elsewhere).toBeLessThan(0.03);
  expect(Math.abs(told(range.low).elsewhere - told(1e-5).elsewhere)).toBeLessThan(0.03);
  expect(middle).toBeGreaterThan(told(range.high).elsewhere + 0.05);
  expect(middle).toBeLessThan(told(range.low).elsewhere - 0.05);
});

test('one memory has no β that changes anything', () => {
  expect(whole(changingRange({ ...model, k: 1, memories: Float32Array.of(0, 0) }, places, 400))).toBeNull();
});

test('the present β is among eight that rise by one factor', () => {
  const betas = eightBetas(1.234, { low: 0.01, high: 10 });
  expect(betas).toHaveLength(8);
  expect(betas).toContain(1.234);
  const steps = betas.slice(1).map((beta, i) => Math.log(beta / betas[i]));
  for (const step of steps) expect(step).toBeCloseTo(Math.log(1000) / 7, 1);
  expect(betas.toSorted((a, b) => a - b)).toEqual(betas);
});

test('where nothing changes, and at the ends of what β may be, eight different β stay within it', () => {
  for (const present of [1e-5, 1e-3, 1, 999, 1000])
    for (const range of [null, { low: 1e-5, high: 1000 }, { low: 2, high: 3 }]) {
      const betas = eightBetas(present, range);
      expect(new Set(betas).size).toBe(8);
      expect(betas).toContain(present);
      expect(Math.min(...betas)).toBeGreaterThanOrEqual(1e-5);
      expect(Math.max(...betas)).toBeLessThanOrEqual(1000);
    }
});

test('of log-sum-ReLU each β has emergent memories of its own, and points that no ball holds are in no basin', () => {
  const lsr: Memory = { ...model, energy: 'lsr' };
  const at = (beta: number) => whole(memoryAt(lsr, beta, places, 400));
  const wide = at(0.05);
  expect(wide.sets!.length).toBeGreaterThan(0);
  expect(whole(toldOf(wide, places, 400)).used).toBeGreaterThan(1);
  const narrow = at(100);
  expect(narrow.sets).toEqual([]);
  const told = whole(toldOf(narrow, places, 400));
  expect(told.none).toBeGreaterThan(0.9);
  expect(told.elsewhere).toBeGreaterThanOrEqual(told.none);
  // What another β had is not taken along.
  expect(whole(memoryAt({ ...wide, energy: 'lsr' }, 100, places, 400)).sets).toEqual([]);
  expect(whole(memoryAt({ ...model, sets: undefined }, 1, places, 400)).sets).toBeUndefined();
});
