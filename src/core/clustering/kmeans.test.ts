import { expect, test } from 'vitest';
import { kmeans, kmeansPlusPlus, kmeansSteps, lloyd } from './kmeans';
import { Random } from '../algebra/random';

function blobs(n: number, d: number, k: number, spread: number, seed: number): Float32Array {
  const random = new Random(seed);
  const centres = Array.from({ length: k * d }, () => random.normal());
  return Float32Array.from({ length: n * d }, (_, at) => centres[(Math.floor(at / d) % k) * d + (at % d)] + spread * random.normal());
}

/** Lloyd's iteration as in the textbook, for comparison. */
function plain(points: Float32Array, n: number, d: number, start: Float64Array, k: number) {
  const centres = start.slice();
  const labels = Array.from({ length: n }, () => -1);
  for (;;) {
    let changed = false;
    let inertia = 0;
    for (let i = 0; i < n; i++) {
      let nearest = 0;
      let best = Infinity;
      for (let c = 0; c < k; c++) {
        let square = 0;
        for (let f = 0; f < d; f++) square += (points[i * d + f] - centres[c * d + f]) ** 2;
        if (square < best) [best, nearest] = [square, c];
      }
      inertia += best;
      if (labels[i] !== nearest) changed = true;
      labels[i] = nearest;
    }
    if (!changed) return { labels, inertia };
    for (let c = 0; c < k; c++) {
      const members = labels.flatMap((label, i) => (label === c ? [i] : []));
      for (let f = 0; f < d; f++) centres[c * d + f] = members.reduce((sum, i) => sum + points[i * d + f], 0) / members.length;
    }
  }
}

test.each([
  [300, 2, 5, 0.6],
  [400, 7, 9, 1],
  [250, 30, 6, 2],
])('the bounds change nothing: %i points of %i numbers, k = %i', (n, d, k, spread) => {
  const points = blobs(n, d, k, spread, n);
  for (let seed = 0; seed < 5; seed++) {
    const start = new Float64Array(k * d);
    kmeansPlusPlus(points, n, d, k, new Random(seed)).forEach((row, c) => start.set(points.subarray(row * d, row * d + d), c * d));
    const expected = plain(points, n, d, start, k);
    const result = lloyd(points, n, d, start, k);
    expect([...result.labels]).toEqual(expected.labels);
    expect(result.inertia).toBeCloseTo(expected.inertia, 6);
  }
});

test('the same seed gives the same partition', () => {
  const points = blobs(200, 3, 4, 1, 1);
  const run = (seed: number) => kmeans(points, 200, 3, 4, new Random(seed), { restarts: 3 });
  expect(run(5)).toEqual(run(5));
});

test('k = n gives every point a cluster of its own', () => {
  const points = blobs(40, 2, 4, 1, 2);
  const result = kmeans(points, 40, 2, 40, new Random(0));
  expect(new Set(result.labels).size).toBe(40);
  expect(result.inertia).toBe(0);
});

test('k = 1 is the mean', () => {
  const result = kmeans(Float32Array.from([0, 0, 2, 4, 4, 2]), 3, 2, 1, new Random(0));
  expect([...result.centres]).toEqual([2, 2]);
  expect(result.inertia).toBe(16);
});

test('duplicates, and points all equal, end without empty promises', () => {
  const twice = Float32Array.from([0, 0, 0, 5, 5, 5, 9, 9]);
  const three = kmeans(twice, 8, 1, 3, new Random(0));
  expect(three.inertia).toBe(0);
  expect(new Set(three.labels).size).toBe(3);
  const five = kmeans(twice, 8, 1, 5, new Random(0));
  expect(five.inertia).toBe(0);
  expect([...five.centres].every(Number.isFinite)).toBe(true);
  const equal = kmeans(new Float32Array(20).fill(7), 10, 2, 4, new Random(0));
  expect(equal.inertia).toBe(0);
  expect(new Set(equal.labels).size).toBe(1);
});

test('a cluster that starts empty is moved to the farthest point', () => {
  const points = Float32Array.from([0, 1, 10, 11, 50]);
  const result = lloyd(points, 5, 1, Float64Array.from([0, 10, 1000]), 3);
  expect([...result.labels]).toEqual([0, 0, 1, 1, 2]);
});

test('seeds are distinct points where there are any', () => {
  const points = Float32Array.from([3, 3, 3, 3, 8, 3, 3, 1]);
  const seeds = kmeansPlusPlus(points, 8, 1, 3, new Random(4));
  expect(new Set([...seeds].map((i) => points[i]))).toEqual(new Set([1, 3, 8]));
  expect(new Set(kmeansPlusPlus(points, 8, 1, 8, new Random(4))).size).toBe(8);
});

test('limits of iterations and movement are kept', () => {
  const points = blobs(500, 4, 6, 2, 5);
  expect(kmeans(points, 500, 4, 6, new Random(0), { restarts: 1, maximumIterations: 2 }).iterations).toBe(2);
  const loose = kmeans(points, 500, 4, 6, new Random(0), { restarts: 1, tolerance: 0.5 });
  const strict = kmeans(points, 500, 4, 6, new Random(0), { restarts: 1 });
  expect(loose.iterations).toBeLessThan(strict.iterations);
  expect(loose.inertia).toBeGreaterThanOrEqual(strict.inertia);
});

test('large magnitudes neither overflow nor stall', () => {
  const points = Float32Array.from([3e38, 2.9e38, -3e38, -2.9e38]);
  const { labels, inertia } = kmeans(points, 4, 1, 2, new Random(0));
  expect(labels[0]).toBe(labels[1]);
  expect(labels[2]).toBe(labels[3]);
  expect(labels[0]).not.toBe(labels[2]);
  expect(inertia).toSatisfy(Number.isFinite);
});

test('what cannot be clustered is refused', () => {
  const points = Float32Array.from([1, 2, 3]);
  expect(() => kmeans(points, 3, 1, 4, new Random(0))).toThrow(RangeError);
  expect(() => kmeans(points, 3, 1, 0, new Random(0))).toThrow(RangeError);
  expect(() => kmeans(points, 3, 1, 1.5, new Random(0))).toThrow(RangeError);
  expect(() => kmeans(points, 3, 1, 2, new Random(0), { restarts: 0 })).toThrow(RangeError);
  expect(() => kmeans(Float32Array.from([1, Number.NaN, 3]), 3, 1, 2, new Random(0))).toThrow(/finite/);
});

test('more starts are made as long as there is work left, and none before the least number', () => {
  const points = blobs(300, 4, 6, 2, 7);
  const run = (further: { restarts: number; work: number }) => kmeans(points, 300, 4, 6, new Random(0), { restarts: 3, further });
  const whole = kmeans(points, 300, 4, 6, new Random(0), { restarts: 40 });
  expect(run({ restarts: 40, work: Infinity })).toEqual(whole);
  expect(whole.restarts).toBe(40);
  expect(run({ restarts: 40, work: 0 })).toEqual(kmeans(points, 300, 4, 6, new Random(0), { restarts: 3 }));
  const some = run({ restarts: 40, work: 2e5 });
  expect(some.restarts).toBeGreaterThan(3);
  expect(some.restarts).toBeLessThan(40);
  expect(some).toEqual(kmeans(points, 300, 4, 6, new Random(0), { restarts: some.restarts }));
});

test('of many points the starts see a sample, and the best of them goes on over all', () => {
  const points = blobs(3000, 3, 4, 0.1, 9);
  const sampled = kmeans(points, 3000, 3, 4, new Random(0), { restarts: 5, sample: 200 });
  const whole = kmeans(points, 3000, 3, 4, new Random(0), { restarts: 5 });
  expect([sampled.sample, sampled.restarts, whole.sample]).toEqual([200, 5, 3000]);
  expect(sampled.labels.length).toBe(3000);
  expect(sampled.inertia).toBeCloseTo(whole.inertia, 6);
});

test('a step takes a millisecond or so, however many points there are', () => {
  const [n, d, k] = [20_000, 50, 10];
  const points = blobs(n, d, k, 1, 11);
  const steps = kmeansSteps(points, n, d, k, new Random(0), { restarts: 1, maximumIterations: 3 });
  let count = 0;
  while (!steps.next().done) count++;
  // Each seed is the best of four points that are measured against all, each iteration measures at most all points against all centres.
  expect(count).toBeGreaterThanOrEqual((n * d * k * 4) / 1e6);
});
