import { expect, test } from 'vitest';
import type { CentresPartition, MemoryPartition } from '../../core/partition/model';
import type { Dataset } from '../../data/dataset';
import type { Latent, Space } from '../../engine/protocol';
import { compareFeatures, memoryFacts, pointFacts } from './facts';
import { memoryPartition } from '../../core/partition/testing';

const dataset: Dataset = {
  id: 'x',
  name: 'x',
  n: 2,
  d: 2,
  values: Float32Array.of(10, 100, 30, 100),
  features: ['height', 'weight'],
  labels: Uint16Array.of(0, 1),
  labelNames: ['cat', 'dog'],
  image: null,
  k: 2,
  source: null,
  notes: [],
};
const space: Space = {
  d: 2,
  scaling: { kind: 'standard', shift: Float64Array.of(20, 100), scale: Float64Array.of(10, 1) },
  variance: 1,
  pca: { mean: new Float64Array(2), axes: new Float64Array(4), explained: new Float64Array(2) },
};
// Memories in data units: (10, 100.5) and (40, 100).
const model = memoryPartition([-1, 0.5, 2, 0]);

test('a point is compared with the memory it ends in, the largest deviation first', () => {
  const facts = pointFacts(dataset, space, { model, latent: null, labels: Uint16Array.of(0, 1), voronoiLabels: null }, 1);
  expect(facts).toMatchObject({ label: 'dog', cluster: 1, nearest: 1 });
  expect(facts.entries).toEqual([
    { name: 'height', values: [30, 40], deviation: 1 },
    { name: 'weight', values: [100, 100], deviation: 0 },
  ]);
  // p of the far memory: exp(−4.25) against exp(−1).
  const p = Math.exp(-4.25) / (Math.exp(-4.25) + Math.exp(-1));
  expect(facts.memberships!.map((m) => m.memory)).toEqual([1, 0]);
  expect(facts.memberships![1]!.share).toBeCloseTo(p, 5);
  expect(facts.entropy).toBeCloseTo(-p * Math.log(p) - (1 - p) * Math.log(1 - p), 5);
  expect(facts.energy).toBeCloseTo(-Math.log(Math.exp(-4.25) + Math.exp(-1)), 5);
  // Ten steps of a tenth leave about 0.9^10 of the distance of 1, all of them downhill.
  expect(facts.path).toHaveLength(11);
  expect(facts.path![0]).toBeCloseTo(facts.energy!, 5);
  expect(Array.from(facts.path!).toSorted((a, b) => b - a)).toEqual(Array.from(facts.path!));
  expect(facts.left).toBeGreaterThan(0.3);
  expect(facts.left).toBeLessThan(0.5);
});

test('on the sphere a memory is told of as the Memories view draws it: at the mean length of the points', () => {
  const sphere = { ...model, similarity: 'spherical' as const };
  // The points are (−1, 0) and (1, 0) in the scaled space, so that memory 2, in the direction of (1, 0), is at height 30.
  expect(memoryFacts(dataset, space, { model: sphere, latent: null, labels: null }, 1).entries[0]).toMatchObject({
    name: 'height',
    values: [30, 20],
  });
  expect(pointFacts(dataset, space, { model: sphere, latent: null, labels: null, voronoiLabels: null }, 1).entries[0]).toMatchObject({
    values: [30, 30],
  });
});

test('where labels are not known yet they are computed for the one point', () => {
  expect(pointFacts(dataset, space, { model, latent: null, labels: null, voronoiLabels: null }, 0)).toMatchObject({
    cluster: 0,
    nearest: 0,
  });
});

test('a memory is compared with the mean of the data', () => {
  const facts = memoryFacts(dataset, space, { model, latent: null, labels: Uint16Array.of(1, 1) }, 1);
  expect(facts.members).toBe(2);
  expect(facts.entries[0]).toEqual({ name: 'height', values: [40, 20], deviation: 2 });
  expect(memoryFacts(dataset, space, { model, latent: null, labels: null }, 1).members).toBeNull();
});

test('of deep methods a point is its code: numbered entries, in order, beside where it ends and its memory', () => {
  // One code each: the first point is at the first memory, the second between the two, nearer to the second.
  const latent: Latent = { m: 1, codes: Float32Array.of(0, 3), decoded: new Float32Array(4), pretrained: true };
  const deep: MemoryPartition = { ...model, memories: Float32Array.of(0, 4), k: 2, d: 1 };
  const facts = pointFacts(dataset, space, { model: deep, latent, labels: null, voronoiLabels: null }, 1);
  expect(facts).toMatchObject({ label: 'dog', cluster: 1, nearest: 1 });
  const [entry] = facts.entries;
  expect(facts.entries).toHaveLength(1);
  expect(entry!.name).toBe('code 1');
  expect([entry!.values[0], entry!.values[2]]).toEqual([3, 4]);
  expect(entry!.values[1]).toBeGreaterThan(3.5);
  // The codes to decode: e(x) and A(e(x)).
  expect([...facts.codes]).toEqual([3, entry!.values[1]]);
  expect(memoryFacts(dataset, space, { model: deep, latent, labels: Uint16Array.of(0, 1) }, 1)).toMatchObject({
    members: 1,
    entries: [{ name: 'code 1', values: [4] }],
  });
});

test('a code that nothing moves is told of beside its centre alone, and nothing else of it is decoded', () => {
  const latent: Latent = { m: 1, codes: Float32Array.of(0, 3), decoded: new Float32Array(4), pretrained: true };
  const centres: CentresPartition = {
    kind: 'centres',
    k: 2,
    d: 1,
    prototypes: Float32Array.of(0, 4),
    rule: { by: 'softmax', alpha: 1 },
    metric: 'euclidean',
    weights: null,
  };
  const facts = pointFacts(dataset, space, { model: centres, latent, labels: null, voronoiLabels: null }, 1);
  expect(facts).toMatchObject({ cluster: 1, nearest: null, path: null, left: 1 });
  expect([...facts.codes]).toEqual([3]);
  expect(facts.entries).toEqual([{ name: 'code 1', values: [3, 4], deviation: 1 }]);
  expect(facts.memberships!.map(({ memory }) => memory)).toEqual([1, 0]);
});

test('what is not decoded yet leaves its columns empty', () => {
  const [first] = compareFeatures(dataset, space, [Float32Array.of(-1, 0), [], []]);
  expect(first).toMatchObject({ name: 'height', values: [10, Number.NaN, Number.NaN] });
});
