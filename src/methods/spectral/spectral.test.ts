import { expect, test } from 'vitest';
import { Random } from '../../core/algebra/random';
import { drain } from '../../core/work/steps';
import { defaultsOf, methodOf, remarkOn, type ConfigOfMethod } from '../config';
import { landmarkAffinity } from './landmarkAffinity';
import { kernelAffinity } from './kernelAffinity';
import { normalisedCut, spectralMap } from './map';
import { graphAffinity } from './neighbourAffinity';
import { steps } from './steps';

const random = new Random(4);
/** Clouds of `each` points around 0, 10, 20, … on the diagonal. */
function clouds(count: number, each: number, d = 2) {
  const n = count * each;
  const points = Float32Array.from({ length: n * d }, (_, at) => 10 * Math.floor(at / d / each) + random.normal());
  return { points, n, d };
}

function clustered(data: ReturnType<typeof clouds>, patch: Partial<ConfigOfMethod<'spectral'>>) {
  const settings = { ...defaultsOf('spectral'), ...patch };
  const one = drain(steps.begin(data, settings, new Random(1), 1));
  const before = one.partition(settings);
  const outcome = drain(one.epoch(settings));
  const partition = one.partition(settings);
  if (partition.kind !== 'labelled') throw new TypeError(partition.kind);
  expect(before).toMatchObject({ kind: 'labelled', k: 1 });
  const other = drain(steps.begin(data, settings, new Random(2), 2));
  other.restore(structuredClone(one.save()));
  expect(other.partition(settings)).toEqual(partition);
  return { partition, ...outcome };
}

test('a graph that falls into as many pieces as clusters: these are the clusters, nothing is cut, and it is said', () => {
  for (const assign of ['kmeans', 'discretize'] as const) {
    const { partition, loss, ended, notes } = clustered(clouds(3, 20), { k: 3, neighbours: 5, assign });
    expect([...partition.pointLabels!]).toEqual(Array.from({ length: 60 }, (_, i) => Math.floor(i / 20)));
    expect([loss, ended]).toEqual([expect.closeTo(0, 9), 'complete']);
    expect(notes).toEqual([expect.stringMatching(/falls into 3 pieces without an edge between them/)]);
  }
});

test('more pieces than clusters: no piece is cut through, and it is said that which go together is arbitrary', () => {
  const { partition, notes } = clustered(clouds(6, 15), { k: 3, neighbours: 5 });
  for (let piece = 0; piece < 6; piece++) expect(new Set(partition.pointLabels!.subarray(15 * piece, 15 * piece + 15)).size).toBe(1);
  expect(notes![0]).toMatch(/6 pieces, more than the 3 clusters .* arbitrary\. Choose more neighbours\.$/);
});

test('points that are all equal, one dimension, as many clusters as points', () => {
  const equal = { points: new Float32Array(40).fill(3), n: 20, d: 2 };
  for (const affinity of ['neighbours', 'rbf'] as const) {
    const { partition, loss } = clustered(equal, { k: 3, affinity });
    expect(partition.k).toBeLessThanOrEqual(3);
    expect(Number.isFinite(loss)).toBe(true);
    const line = clustered(clouds(2, 20, 1), { k: 2, affinity, neighbours: 25 });
    expect([...line.partition.pointLabels!]).toEqual(Array.from({ length: 40 }, (_, i) => Math.floor(i / 20)));
    expect(clustered(clouds(1, 6), { k: 6, affinity, neighbours: 3 }).partition.pointLabels!.length).toBe(6);
  }
});

test('of weights ½ and 1, and a point that nobody knows has degree 1', () => {
  const { degrees } = graphAffinity({ n: 3, k: 1, indices: Uint32Array.of(1, 0, 0), distances: new Float32Array(3) });
  expect([...degrees]).toEqual([1.5, 1, 0.5]);
  const alone = graphAffinity({ n: 2, k: 0, indices: new Uint32Array(0), distances: new Float32Array(0) });
  expect([[...alone.degrees], alone.pieces.count]).toEqual([[1, 1], 2]);
});

test('landmarks give nearly the map of all pairs', () => {
  const data = clouds(3, 250, 3);
  const [all, nearly] = [drain(kernelAffinity(data, 0.05, random)), drain(landmarkAffinity(data, 0.05, new Random(3), 100))];
  const [exact, near] = [all, nearly].map((affinity) => drain(spectralMap(affinity, 3, random)).values);
  near.forEach((value, i) => expect(value).toBeCloseTo(exact[i], 2));
  const labels = Uint16Array.from({ length: data.n }, (_, i) => Math.floor(i / 250));
  expect(drain(normalisedCut(nearly, labels, 3))).toBeCloseTo(drain(normalisedCut(all, labels, 3)), 2);
});

test('what is done otherwise on many points is said before', () => {
  const config = defaultsOf('spectral');
  expect(remarkOn({ ...config, affinity: 'rbf' }, { n: 60_000, d: 10 })).toEqual([
    expect.stringMatching(/60,000 points are compared with a sample of 600/),
  ]);
  expect(remarkOn(config, { n: 60_000, d: 10 })).toEqual([]);
});

test('no more neighbours than points', () => {
  const { fits } = methodOf({ method: 'spectral' });
  const config = { ...defaultsOf('spectral'), neighbours: 30 };
  expect(fits!(config, { n: 20, d: 2, image: null })).toMatchObject({
    key: 'neighbours',
    sentence: expect.stringMatching(/is 30, .* only 20 points/),
  });
  expect(fits!(config, { n: 30, d: 2, image: null })).toBe(null);
  expect(fits!({ ...config, affinity: 'rbf' }, { n: 20, d: 2, image: null })).toBe(null);
});
