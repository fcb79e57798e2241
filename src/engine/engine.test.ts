import { beforeEach, expect, test } from 'vitest';
import type { ClamConfig } from '../methods/config';
import type { Run } from './run/run';
import { blobs, config, data, engine, events, newDesk, restAfterEachBatch, settle } from './testing';
import { memoryOf } from '../core/partition/testing';

beforeEach(newDesk);

test('finds three blobs, chooses among its restarts and tells every epoch', async () => {
  await engine.load(data, config(), 1, null);
  const result = await engine.train(1, null);
  await settle();
  expect(result.best.metrics.nmi).toBeCloseTo(1, 6);
  expect(result.best.metrics.silhouette).toBeGreaterThan(0.7);
  expect(result.restarts.map((one) => one.seed)).toEqual([0, 1, 2]);
  const losses = result.restarts.map((one) => one.bestLoss!);
  expect(losses[result.chosen]).toBe(Math.min(...losses));
  expect(result.history.map((entry) => entry.epoch)).toEqual(Array.from({ length: 21 }, (_, i) => i));
  expect(result.history[0].loss).toBeNull();
  expect(result.history[20].loss).toBeLessThan(result.history[1].loss!);
  expect(events.filter((e) => e.type === 'snapshot').length).toBeGreaterThan(5);
  expect(events.at(-1)?.type).toBe('result');
});

test('the same seed gives the same bits, a reset too; another seed others', async () => {
  await engine.load(data, config(), 1, null);
  const first = await engine.train(1, null);
  await engine.reset(2);
  const again = await engine.train(2, null);
  expect(memoryOf(again.best).memories).toEqual(memoryOf(first.best).memories);
  await engine.configure(config({ seed: 9 }), 3);
  const other = await engine.train(3, null);
  expect(memoryOf(other.best).memories).not.toEqual(memoryOf(first.best).memories);
});

test('restart r of seed s is the single run of seed s + r', async () => {
  await engine.load(data, config(), 1, null);
  const many = await engine.train(1, null);
  await engine.configure(config({ seed: 2, restarts: 1 }), 2);
  const single = await engine.train(2, null);
  expect(single.restarts[0].bestLoss).toBe(many.restarts[2].bestLoss);
});

test.each<[string, Partial<ClamConfig>]>([
  ['unmasked', { mask: null }],
  ['fixed weights', { weights: [1, 2, 0.5] }],
  ['normal initialisation', { init: 'normal' }],
  ['k-means++ initialisation', { init: 'kmeans++' }],
  ['from k-means’ centres', { init: 'kmeans' }],
  ['paper masks', { mask: { probability: 0.4, value: 'min', wholeBatchEveryThird: true } }],
])('trains %s', async (_, patch) => {
  await engine.load(data, config({ epochs: 30, ...patch }), 1, null);
  const result = await engine.train(1, null);
  expect(result.best.metrics.nmi).toBeGreaterThan(0.5);
});

test('learns weights', async () => {
  await engine.load(data, config({ epochs: 30, weights: 'learned' }), 1, null);
  const { best } = await engine.train(1, null);
  expect(best.metrics.nmi).toBeGreaterThan(0.5);
  expect(Math.max(...memoryOf(best).logWeights!.map(Math.abs))).toBeGreaterThan(0);
});

test('trains on the sphere', async () => {
  const directions = blobs(90, [
    [3, 0, 0],
    [0, 3, 0],
    [0, 0, 3],
  ]);
  await engine.load(directions, config({ similarity: 'spherical', scaling: 'none', beta: 10, epochs: 30, mask: null }), 1, null);
  const result = await engine.train(1, null);
  expect(result.best.metrics.nmi).toBeGreaterThan(0.95);
});

test('what is refused leaves everything as it was', async () => {
  const huge = { ...data, values: data.values.map((x) => x * 1e16) };
  await engine.load(huge, config(), 1, null);
  await engine.train(1, 2);
  await expect(engine.configure(config({ scaling: 'none' }), 2)).rejects.toMatchObject({ code: 'too-large' });
  const result = await engine.train(1, null);
  expect(result.history.at(-1)?.epoch).toBe(20);
  await engine.load(data, config(), 3, null);
  const training = engine.train(3, null);
  await expect(engine.load(huge, config({ scaling: 'none' }), 4, null)).rejects.toMatchObject({ code: 'too-large' });
  expect((await training).best.metrics.nmi).toBeCloseTo(1, 6);
});

test('what is asked about a run that another has replaced, before or meanwhile, is answered with "replaced"', async () => {
  await engine.load(data, config({ epochs: 1 }), 1, null);
  const { best } = await engine.train(1, null);
  const model = { ...best, run: 1, codes: null };
  expect((await engine.assess(model)).labels).toEqual(best.labels);
  restAfterEachBatch();
  const underWay = engine.assess(model).catch((error: unknown) => error);
  // The next run takes its place while the answer is worked out.
  (engine as unknown as { run: Run }).run.replaced = true;
  // Five memories: what is of three fits it no more.
  await engine.configure(config({ k: 5 }), 2);
  const plane = [new Float64Array(3), Float64Array.of(1, 0, 0), Float64Array.of(0, 1, 0)] as const;
  const asked: (() => Promise<unknown>)[] = [
    () => engine.assess(model),
    () => engine.profile(1, best.labels, 3),
    () => engine.project(1, ...plane),
    () => engine.decode(1, 0, 1, new Float32Array(9)),
    () => engine.setPrototypes(1, memoryOf(best).memories),
    () => engine.select(1, 2),
    () => engine.train(1, null),
    () => engine.step(1),
    () => engine.result(1),
    () => engine.exactly(1),
    () => engine.cancelExact(1),
    () => engine.exportModel({ ...model, trained: {}, data: { name: '', k: 3, features: [], labelNames: [] } }),
  ];
  expect(await underWay).toMatchObject({ code: 'replaced' });
  for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: 'replaced' });
  await expect(engine.cancelPretraining(1)).resolves.toBeUndefined();
  // A pause of the run before leaves the training of this one alone.
  const training = engine.train(2, null);
  await engine.pause(1);
  expect((await training).stopped).toEqual({ epoch: 20, why: 'epochs' });
  expect(await engine.project(2, ...plane)).toHaveLength(2 * 90);
});

test('on the sphere the length of a point makes no difference', async () => {
  const directions = blobs(90, [
    [3, 0, 0, 1],
    [0, 3, 0, 1],
    [0, 0, 3, 1],
  ]);
  const settings = config({
    similarity: 'spherical',
    scaling: 'none',
    beta: 10,
    epochs: 10,
    mask: { probability: 0.25, value: 'mean', wholeBatchEveryThird: false },
  });
  await engine.load(directions, settings, 1, null);
  const one = await engine.train(1, null);
  await engine.load({ ...directions, values: directions.values.map((x) => x * 64) }, settings, 2, null);
  const other = await engine.train(2, null);
  expect(other.best.labels).toEqual(one.best.labels);
  expect(Math.max(...memoryOf(other.best).memories.map((x, i) => Math.abs(x - memoryOf(one.best).memories[i]!)))).toBeLessThan(1e-6);
});

test('asked for training without data, it says what to do', async () => {
  await expect(async () => engine.train(1, null)).rejects.toMatchObject({ code: 'no-data' });
});
