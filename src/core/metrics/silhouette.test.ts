import { expect, test } from 'vitest';
import { Random } from '../algebra/random';
import { noCluster } from '../algebra/noCluster';
import { SilhouetteScorer, silhouette } from './silhouette';

const gaussian = (count: number, seed: number) => {
  const random = new Random(seed);
  return Float32Array.from({ length: count }, () => random.normal());
};
const randomLabels = (n: number, k: number, seed: number) => {
  const random = new Random(seed);
  return Uint16Array.from({ length: n }, () => random.integer(k));
};

/** The definition, written out. */
function definition(points: ArrayLike<number>, n: number, d: number, labels: ArrayLike<number>): number[] {
  const distance = (i: number, j: number) => {
    let square = 0;
    for (let f = 0; f < d; f++) square += (points[i * d + f] - points[j * d + f]) ** 2;
    return Math.sqrt(square);
  };
  return Array.from({ length: n }, (_, i) => {
    const sums = new Map<number, [number, number]>();
    for (let j = 0; j < n; j++) {
      const [sum, count] = sums.get(labels[j]) ?? [0, 0];
      sums.set(labels[j], [sum + distance(i, j), count + 1]);
    }
    const [own, size] = sums.get(labels[i]) ?? [0, 1];
    if (size === 1) return 0;
    sums.delete(labels[i]);
    const a = own / (size - 1);
    const b = Math.min(...[...sums.values()].map(([sum, count]) => sum / count));
    return Math.max(a, b) > 0 ? (b - a) / Math.max(a, b) : 0;
  });
}

test.each([
  [2, 1, 1],
  [5, 3, 2],
  [61, 1, 3],
  [130, 7, 4],
  [203, 70, 60],
])('cached and blockwise are the definition: n = %i, d = %i, up to %i clusters', (n, d, k) => {
  const points = gaussian(n * d, n);
  // An unused label and a cluster of one are among them.
  const labels = randomLabels(n, k, d).map((label) => label * 3);
  labels[0] = 999;
  const expected = new Set(labels).size < n ? definition(points, n, d, labels) : null;
  const cached = new SilhouetteScorer(points, n, d).samples(labels);
  const blockwise = new SilhouetteScorer(points, n, d, { cacheLimitBytes: 0 }).samples(labels);
  const gap = (values: Float64Array | null) =>
    Math.max(0, ...(expected ?? []).map((value, i) => Math.abs(value - (values?.[i] ?? Infinity))));
  expect([cached === null, blockwise === null]).toEqual([expected === null, expected === null]);
  expect(gap(cached)).toBeLessThan(1e-6);
  expect(gap(blockwise)).toBeLessThan(1e-11);
});

test('tiles of columns join up', () => {
  const n = 400;
  const d = 600;
  const points = gaussian(n * d, 1);
  const labels = randomLabels(n, 3, 2);
  const cached = new SilhouetteScorer(points, n, d).score(labels).value;
  expect(silhouette(points, n, d, labels).value).toBeCloseTo(cached ?? Infinity, 7);
});

test('labels may change between scores', () => {
  const points = gaussian(120, 4);
  const scorer = new SilhouetteScorer(points, 60, 2);
  for (let seed = 0; seed < 4; seed++) {
    const labels = randomLabels(60, 2 + seed, seed);
    expect(scorer.score(labels).value).toBeCloseTo(silhouette(points, 60, 2, labels).value ?? Infinity, 7);
  }
});

test('without two clusters, or with as many as points, there is none', () => {
  const points = gaussian(20, 1);
  const scorer = new SilhouetteScorer(points, 10, 2);
  expect(scorer.score(new Uint16Array(10).fill(4))).toEqual({ value: null, sampleSize: 10 });
  expect(scorer.samples(new Uint16Array(10))).toBeNull();
  expect(scorer.score(Uint16Array.from({ length: 10 }, (_, i) => i)).value).toBeNull();
  expect(silhouette(points, 1, 2, [0])).toEqual({ value: null, sampleSize: 1 });
  expect(silhouette(new Float32Array(0), 0, 2, [])).toEqual({ value: null, sampleSize: 0 });
});

test('points that are not finite have none', () => {
  const points = gaussian(20, 1);
  points[3] = Number.NaN;
  expect(silhouette(points, 10, 2, randomLabels(10, 2, 1)).value).toBeNull();
});

test('points all equal score 0', () => {
  expect(silhouette(new Float32Array(20).fill(0.1), 10, 2, randomLabels(10, 3, 1)).value).toBe(0);
});

test.each([1e-30, 1e30])('the scale of %d does not matter', (scale) => {
  const points = gaussian(100, 1);
  const labels = randomLabels(50, 3, 1);
  const scaled = points.map((value) => value * scale);
  for (const cacheLimitBytes of [0, 2 ** 20]) {
    const value = new SilhouetteScorer(scaled, 50, 2, { cacheLimitBytes }).score(labels).value;
    expect(value).toBeCloseTo(silhouette(points, 50, 2, labels).value ?? Infinity, 5);
  }
});

test('tight clusters far from each other and from 0 keep their digits', () => {
  const noise = gaussian(90, 1);
  const labels = randomLabels(30, 3, 1);
  const points = Float64Array.from(noise, (value, at) => 1e4 + 100 * labels[Math.floor(at / 3)] + 1e-6 * value);
  const expected = definition(points, 30, 3, labels);
  for (const cacheLimitBytes of [0, 2 ** 20]) {
    const samples = new SilhouetteScorer(points, 30, 3, { cacheLimitBytes }).samples(labels);
    expected.forEach((value, i) => expect(Math.abs(1 - value)).toBeCloseTo(1 - (samples?.[i] ?? Infinity), 12));
  }
});

test('a sample is seeded, and says its size', () => {
  const points = gaussian(4000, 1);
  const labels = randomLabels(2000, 4, 1);
  const score = (seed: number) => silhouette(points, 2000, 2, labels, { maximum: 500, seed });
  expect(score(1)).toEqual(score(1));
  expect(score(1).value).not.toBe(score(2).value);
  expect(score(1).sampleSize).toBe(500);
  const scorer = new SilhouetteScorer(points, 2000, 2, { maximum: 500, seed: 1 });
  const rows = scorer.rows ?? new Uint32Array();
  const picked = Float32Array.from([...rows].flatMap((row) => [points[2 * row], points[2 * row + 1]]));
  const expected = silhouette(
    picked,
    500,
    2,
    Array.from(rows, (row) => labels[row]),
  ).value;
  expect(scorer.score(labels).value).toBeCloseTo(expected ?? Infinity, 7);
  expect(scorer.samples(labels)).toHaveLength(500);
});

test('wrong sizes are refused', () => {
  expect(() => new SilhouetteScorer(new Float32Array(5), 3, 2)).toThrow(RangeError);
  expect(() => new SilhouetteScorer(new Float32Array(6), 3, 2).score([0, 1])).toThrow(RangeError);
  expect(() => new SilhouetteScorer(new Float32Array(6), 3, 2, { maximum: 1 })).toThrow(RangeError);
});

test.each([32 * 2 ** 20, 0])('points in no cluster have no silhouette and count for nobody’s (cache of %i bytes)', (cacheLimitBytes) => {
  const [n, d] = [90, 3];
  const points = gaussian(n * d, 7);
  const labels = randomLabels(n, 4, 8).map((label) => (label === 2 ? noCluster : label));
  const kept = [...labels.keys()].filter((i) => labels[i] !== noCluster);
  const among = Float32Array.from(kept.flatMap((i) => [...points.subarray(i * d, (i + 1) * d)]));
  const without = definition(
    among,
    kept.length,
    d,
    kept.map((i) => labels[i]),
  );
  const scorer = new SilhouetteScorer(points, n, d, { cacheLimitBytes });
  const samples = scorer.samples(labels)!;
  kept.forEach((i, at) => expect(samples[i]).toBeCloseTo(without[at], 5));
  expect([...samples].filter(Number.isNaN)).toHaveLength(n - kept.length);
  const { value, sampleSize } = scorer.score(labels);
  expect(value).toBeCloseTo(without.reduce((sum, s) => sum + s, 0) / kept.length, 6);
  expect(sampleSize).toBe(kept.length);
  // One cluster, and points in none, are no two clusters.
  expect(scorer.score(labels.map((label) => (label === 0 ? 0 : noCluster))).value).toBe(null);
});
