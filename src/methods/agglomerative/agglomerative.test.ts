import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { cutPartition } from '../../core/partition/labelled';
import { leavesOf } from '../../core/partition/mergeTree';
import { drain } from '../../core/work/steps';
import { defaultsOf, methodOf, parseConfig, remarkOn } from '../config';
import { mergedPoints } from './extent';
import { steps, treeOf } from './steps';

const random = new Random(2);
/** Three clouds far apart, in turn, in other directions from the origin. */
const [n, d] = [120, 3];
const points = Float32Array.from({ length: n * d }, (_, at) => (Math.floor(at / d) % d === at % d ? 20 : 0) + random.normal());
const data = { points, n, d };
const inTurns = Array.from({ length: n }, (_, i) => i % 3);

test.each([
  ['ward', 'euclidean'],
  ['average', 'cosine'],
  ['single', 'manhattan'],
  ['complete', 'euclidean'],
] as const)('of a sample the other points take the clusters: %s, %s', (linkage, metric) => {
  const sample = random.distinct(30, n).sort();
  const shares: number[] = [];
  const search = treeOf(data, sample, { linkage, metric });
  let step = search.next();
  for (; !step.done; step = search.next()) shares.push(step.value);
  const tree = step.value;
  expect(leavesOf(tree)).toBe(30);
  expect(sample.every((row, leaf) => tree.leaves![row] === leaf)).toBe(true);
  expect([...cutPartition({ ...data, rows: null }, tree, 3).pointLabels!]).toEqual(inTurns);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});

test('equal points, one point, and a row of zeros under the cosine', () => {
  for (const linkage of ['ward', 'average', 'complete', 'single'] as const)
    for (const metric of linkage === 'ward' ? (['euclidean'] as const) : (['euclidean', 'manhattan', 'cosine'] as const)) {
      const settings = { ...defaultsOf('agglomerative'), linkage, metric, k: 2 };
      const equal = drain(steps.begin({ points: new Float32Array(20).fill(3), n: 10, d: 2 }, settings, random, 0));
      expect(drain(equal.epoch(settings))).toEqual({ loss: 0, ended: 'complete' });
      expect(equal.partition(settings).k).toBe(2);
      const one = drain(steps.begin({ points: Float32Array.of(1, 2), n: 1, d: 2 }, settings, random, 0));
      expect(drain(one.epoch({ ...settings, k: 1 })).loss).toBe(0);
      const zero = drain(treeOf({ points: Float32Array.of(0, 0, 1, 0, 0, 1), n: 3, d: 2 }, null, { linkage, metric }));
      expect(zero.heights.every((height) => Number.isFinite(height) && height >= 0)).toBe(true);
    }
});

test('how many points are merged one by one, and what is said of it', () => {
  expect([mergedPoints('average', 10_000, 784), mergedPoints('average', 60_000, 10), mergedPoints('complete', 60_000, 784)]).toEqual([
    10_000, 10_000, 1000,
  ]);
  expect([mergedPoints('single', 60_000, 10), mergedPoints('ward', 60_000, 10), mergedPoints('ward', 60_000, 64)]).toEqual([
    60_000, 60_000, 10_000,
  ]);
  const config = defaultsOf('agglomerative');
  expect(remarkOn({ ...config, linkage: 'average' }, { n: 60_000, d: 10 })).toEqual([
    expect.stringMatching(/^On a sample of 10,000 of the 60,000 points/),
  ]);
  expect(remarkOn(config, { n: 60_000, d: 10 })).toEqual([]);
});

test('Ward is of the straight distance alone', () => {
  expect(() => parseConfig({ method: 'agglomerative', metric: 'cosine' })).toThrow(/“metric” must be "euclidean" with linkage "ward"/);
  const { follow } = methodOf({ method: 'agglomerative' });
  expect(follow!({ linkage: 'ward' }, { metric: 'cosine' }, false)).toEqual({ metric: 'euclidean' });
});
