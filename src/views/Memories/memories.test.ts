import { expect, test } from 'vitest';
import type { MemoryPartition } from '../../core/partition/model';
import { Random } from '../../core/algebra/random';
import type { Dataset } from '../../data/dataset';
import type { Latent, Snapshot, Space } from '../../engine/protocol';
import { movedMemories } from './moved';
import { extremeMembers, inTurns, type Extremes } from './nearest';
import { newPoints } from './drawPoints';
import { drawnMemory, measure, position } from './ranges';
import { examples } from '../../core/partition/examples';
import { partitionerOf } from '../../core/partition/kinds';

const n = 500;
const d = 3;
const random = new Random(5);
const dataset: Dataset = {
  id: 'x',
  name: 'x',
  n,
  d,
  values: Float32Array.from({ length: n * d }, () => 5 + 2 * random.normal()),
  features: ['a', 'b', 'c'],
  labels: null,
  labelNames: [],
  image: null,
  k: 2,
  source: null,
  notes: [],
};
const space: Space = {
  d,
  scaling: { kind: 'standard', shift: new Float64Array(d).fill(5), scale: new Float64Array(d).fill(2) },
  variance: 1,
  pca: { mean: new Float64Array(d), axes: new Float64Array(2 * d), explained: new Float64Array(2) },
};
const model: MemoryPartition = {
  kind: 'memory',
  memories: Float32Array.of(1, 0, 0, -1, 0.5, 0),
  k: 2,
  d,
  beta: 1,
  steps: 5,
  stepSize: 0.2,
  similarity: 'euclidean',
  logWeights: null,
};
const labels = Uint16Array.from({ length: n }, (_, i) => (dataset.values[i * d]! > 5 ? 0 : 1));

const latent: Latent = {
  m: 3,
  codes: Float32Array.from(dataset.values, (value) => (value - 5) / 2),
  decoded: new Float32Array(2 * d),
  pretrained: true,
};
/** The same places, read from the data: the scaled points are the codes above. */
function sorted(mu: number): number[] {
  const at = (i: number) => Math.hypot(...[0, 1, 2].map((f) => latent.codes[i * d + f]! - model.memories[mu * d + f]!));
  return Array.from({ length: n }, (_, i) => i)
    .filter((i) => labels[i] === mu)
    .sort((a, b) => at(a) - at(b));
}
const found = (of: Latent | null, most = 6, partition = labels) =>
  new Promise<Extremes[]>((done) => inTurns(extremeMembers(dataset, space, { model, latent: of }, partition, most), done, 0));
const expected = (mu: number) => ({ closest: sorted(mu).slice(0, 6), farthest: sorted(mu).toReversed().slice(0, 6) });

test('the closest and the farthest members are those that sorting finds, in the input space', async () => {
  expect(await found(null)).toEqual([expected(0), expected(1)]);
});

test('of deep methods they are those whose codes are closest to the memory, and farthest from it', async () => {
  expect(await found(latent)).toEqual([expected(0), expected(1)]);
  // Codes in the opposite order: what was close is far.
  const mirrored = { ...latent, codes: latent.codes.map((_, at) => latent.codes[(n - 1 - Math.floor(at / d)) * d + (at % d)]!) };
  const there = await found(
    mirrored,
    6,
    Uint16Array.from({ length: n }, (_, i) => labels[n - 1 - i]!),
  );
  expect(there[0]!.closest).toEqual(
    sorted(0)
      .slice(0, 6)
      .map((i) => n - 1 - i),
  );
});

test('a small cluster has each member once, a dead memory none', async () => {
  const few = Uint16Array.from({ length: n }, (_, i) => (i < 8 ? 1 : 2));
  const [dead, small] = await found(null, 6, few);
  expect(dead).toEqual({ closest: [], farthest: [] });
  expect([small!.closest.length, small!.farthest.length]).toEqual([6, 2]);
  expect(new Set([...small!.closest, ...small!.farthest]).size).toBe(8);
});

test('a memory that was put elsewhere by hand is known, a β that was moved is none', () => {
  const frames = [{ latent, partition: model } as unknown as Snapshot];
  const elsewhere = { ...model, memories: Float32Array.from(model.memories) };
  elsewhere.memories[4] = 9;
  expect(movedMemories({ model, latent, altered: true }, frames)).toEqual([]);
  expect(movedMemories({ model: elsewhere, latent, altered: true }, frames)).toEqual([1]);
  expect(movedMemories({ model: elsewhere, latent: null, altered: true }, frames)).toEqual([]);
  expect(movedMemories({ model: elsewhere, latent, altered: true }, [])).toEqual([0, 1]);
});

test('ranges hold the data, also when only some rows are read', () => {
  const all = measure(dataset, space);
  const some = measure(dataset, space, 300);
  for (let f = 0; f < d; f++) {
    expect(all.low[f]).toBeLessThanOrEqual(some.low[f]!);
    expect(all.high[f]).toBeGreaterThanOrEqual(some.high[f]!);
    expect(position(all, f, all.low[f]!)).toBe(0);
    expect(position(all, f, all.high[f]!)).toBe(1);
    expect(all.usual.low[f]).toBeCloseTo(-2, 0);
    expect(all.usual.high[f]).toBeCloseTo(2, 0);
  }
  expect(some.meanLength).toBeCloseTo(all.meanLength, 0);
  expect(position({ low: Float64Array.of(2), high: Float64Array.of(2) }, 0, 2)).toBe(0.5);
});

test('on the sphere a memory is drawn at the mean length of the points', () => {
  expect([...drawnMemory(partitionerOf(model), 1, dataset, space)]).toEqual([-1, 0.5, 0]);
  expect(Math.hypot(...drawnMemory({ prototypes: model.memories, sphere: true }, 1, dataset, space))).toBeCloseTo(
    measure(dataset, space).meanLength,
    6,
  );
});

test('new points are those of the seed, spread as their Gaussian is', () => {
  const { gaussians } = examples;
  const count = 4000;
  const points = newPoints(gaussians, 3, count);
  expect(newPoints(gaussians, 3, count)).toEqual(points);
  expect(newPoints(gaussians, 4, count)).not.toEqual(points);
  for (let j = 0; j < gaussians.k; j++)
    for (let f = 0; f < gaussians.d; f++) {
      const values = Float64Array.from({ length: count }, (_, i) => points[(j * count + i) * gaussians.d + f]!);
      const mean = values.reduce((sum, x) => sum + x, 0) / count;
      const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / count);
      expect(Math.abs(mean - gaussians.prototypes[j * gaussians.d + f]!)).toBeLessThan(0.1);
      expect(deviation / gaussians.factors[j * gaussians.d + f]!).toBeCloseTo(1, 1);
    }
  expect(() => newPoints(model, 1)).toThrow(TypeError);
});
