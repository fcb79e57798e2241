import { beforeEach, expect, test } from 'vitest';
import { partitionerOf, trailOf } from '../../core/partition/kinds';
import { steps } from '../../methods/agglomerative/steps';
import { defaultsOf, partitionUnder, type Config } from '../../methods/config';
import type { PointsMethod } from '../../methods/points';
import { blobs, data, engine, events, halfway, newDesk, restAfterEachBatch, settle } from '../testing';
import { rest } from '../wire/timeSlice';
import { pointsMethod } from './pointsTrainer';

beforeEach(newDesk);

const config = (patch: object = {}): Config => ({ ...defaultsOf('kmeans'), k: 3, restarts: 4, backend: 'cpu', ...patch });

test('k-means ends where no label changes; a centre that is dragged then moves again, and the run of least inertia is chosen', async () => {
  await engine.load(data, config(), 1, null);
  const result = await engine.train(1, null);
  expect(result.stopped).toMatchObject({ why: 'tolerance', changed: 0 });
  const { best, restarts } = result;
  expect([best.epoch, best.voronoiLabels, best.voronoi, best.learningRate]).toEqual([result.stopped.epoch, null, null, null]);
  expect(best.metrics.inertia! / (data.n * data.d)).toBeCloseTo(best.wholeLoss!, 9);
  expect(best.wholeLoss).toBe(Math.min(...restarts.map(({ bestLoss }) => bestLoss!)));
  expect(best.metrics.nmi).toBe(1);
  await settle();
  const epochs = events.flatMap((event) => (event.type === 'snapshot' ? [event.snapshot.epoch] : []));
  expect(epochs).toContain(0);

  const elsewhere = Float32Array.from(partitionerOf(best.partition).prototypes);
  elsewhere.fill(elsewhere[0] + 0.4, 0, 2);
  await engine.setPrototypes(1, elsewhere);
  const again = await engine.train(1, null);
  expect(again.best.epoch).toBeGreaterThan(best.epoch);
  expect(again.best.metrics.inertia).toBeCloseTo(best.metrics.inertia!, 3);
});

test('a checkpoint goes on to the same centres, and epochs can be stepped', async () => {
  await engine.load(data, config({ init: 'points', seed: 3 }), 1, null);
  await engine.step(1);
  await settle();
  const saved = structuredClone(events.findLast((event) => event.type === 'checkpoint')!.checkpoint);
  const whole = await engine.train(1, null);
  await engine.load(data, config({ init: 'points', seed: 3 }), 2, saved);
  const resumed = await engine.train(2, null);
  expect(resumed.best.partition).toEqual(whole.best.partition);
});

test('a method that is one computation is complete after its epoch, and begins again under other settings of the partition', async () => {
  const config: Config = { ...defaultsOf('agglomerative'), k: 3, backend: 'cpu' };
  await engine.load(data, config, 1, null);
  await settle();
  const before = events.findLast((event) => event.type === 'snapshot')!.snapshot;
  expect([before.epoch, before.metrics.clusters, before.partition.k]).toEqual([0, 1, 1]);
  const { best, stopped, config: trained } = await engine.train(1, null);
  expect([best.epoch, stopped.why, best.metrics.clusters, trained]).toEqual([1, 'epochs', 3, { ...config }]);
  // Nothing is left to do.
  expect((await engine.train(1, null)).best.epoch).toBe(1);

  await engine.configure({ ...config, k: 5 }, 1);
  const again = await engine.train(1, null);
  expect([again.best.epoch, again.best.metrics.clusters, again.best.partition.k]).toEqual([2, 5, 5]);
  expect([...again.best.labels]).toEqual([...again.best.partition.pointLabels!]);
  await settle();
  const { checkpoint } = events.findLast((event) => event.type === 'checkpoint')!;
  await engine.load(data, { ...config, k: 5 }, 2, structuredClone(checkpoint));
  await settle();
  const resumed = events.findLast((event) => event.type === 'snapshot')!.snapshot;
  expect([resumed.epoch, [...resumed.labels]]).toEqual([2, [...again.best.labels]]);
});

test('a model of labelled points is opened with the labels that it has, and is cut again; other data follow its points', async () => {
  const config: Config = { ...defaultsOf('agglomerative'), k: 4, backend: 'cpu' };
  await engine.load(data, config, 1, null);
  const { best } = await engine.train(1, null);
  const names = { name: 'x', k: 3, features: Array.from({ length: data.d }, (_, f) => `f${f}`), labelNames: [] };
  const { labels, metrics, partition } = best;
  const request = { run: 1, partition, restart: 0, epoch: 1, config, trained: {}, labels, metrics, data: names };
  const bytes = await engine.exportModel(request);
  await engine.load(data, { ...defaultsOf('kmeans'), k: 3, backend: 'cpu' }, 2, null);
  const opened = await engine.openModel(new Blob([bytes]), 'model.zip', 3);
  await settle();
  const shown = events.findLast((event) => event.type === 'snapshot')!.snapshot;
  expect([opened.sameData, shown.epoch]).toEqual([true, 1]);
  expect(shown.partition).toEqual(partition);
  expect([...shown.labels]).toEqual([...labels]);
  expect(events.filter((event) => event.type === 'notice')).toEqual([]);
  const { labels: cut } = await engine.assess({
    ...shown,
    codes: null,
    run: 3,
    partition: partitionUnder({ ...config, k: 2 }, shown.partition),
  });
  expect(new Set(cut).size).toBe(2);

  const others = { ...data, values: data.values.map((x) => x + 0.01), labels: data.labels };
  await engine.load(others, config, 4, null);
  await engine.openModel(new Blob([bytes]), 'model.zip', 5);
  await settle();
  const followed = events.findLast((event) => event.type === 'snapshot')!.snapshot;
  expect(followed.partition.pointLabels).toBe(undefined);
  expect([...followed.labels]).toEqual([...labels]);
});

test('an epoch can be paused in its midst, and goes on from there, and tells how far it is', async () => {
  restAfterEachBatch();
  const config: Config = { ...defaultsOf('agglomerative'), linkage: 'average', k: 3, backend: 'cpu' };
  const many = blobs(600, [Array.from({ length: 60 }, () => 0), Array.from({ length: 60 }, () => 2), Array.from({ length: 60 }, () => 4)]);
  await engine.load(many, config, 1, null);
  const training = engine.train(1, null);
  while (!halfway(engine)) await rest();
  await engine.pause(1);
  const paused = await training;
  expect([paused.best.epoch, paused.stopped.why]).toEqual([0, 'user']);
  const { best } = await engine.train(1, null);
  expect([best.epoch, best.metrics.clusters]).toEqual([1, 3]);

  const trainer = await pointsMethod('agglomerative', steps as PointsMethod).create({ ...many, points: many.values, config } as never);
  trainer.begin({ epoch: 1, config, learningRates: Float64Array.of(1) });
  const told: number[] = [];
  while (!(await trainer.advance(0))) told.push(trainer.progress!());
  expect(told.length).toBeGreaterThan(3);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect(told.at(-1)).toBeLessThanOrEqual(1);
});

test('a rate that is far too great ends in a sentence that names the epoch, with what was there before it', async () => {
  const optimiser = { kind: 'sgd', epsilon: 1e-3, momentum: 0 };
  const { stopped, best, history } = await trainedWith({
    ...defaultsOf('cm'),
    k: 3,
    learningRate: 10,
    optimiser,
    backend: 'cpu',
  } as Config);
  expect(stopped.why).toBe('diverged');
  expect(partitionerOf(best.partition).prototypes.every(Number.isFinite)).toBe(true);
  expect(history.at(-1)!.epoch).toBe(stopped.epoch - 1);
  const notices = events.flatMap((event) => (event.type === 'notice' ? [event.notice.sentence] : []));
  expect(notices.join()).toMatch(new RegExp(`no finite number any more at epoch ${stopped.epoch}`));
});

test('terms of a loss stand in the history, and the last epoch of CM is the mean of its steps', async () => {
  const { best, history } = await trainedWith({ ...defaultsOf('cm'), k: 3, epochs: 3, batchSize: 20, backend: 'cpu' } as Config);
  expect(trailOf(best.partition)).not.toBeNull();
  expect(history.map(({ terms }) => Object.keys(terms ?? {}).length)).toEqual([0, 4, 4, 4]);
  const { loss, terms } = history.at(-1)!;
  expect(Object.values(terms!).reduce((a, b) => a + b)).toBeCloseTo(loss!, 9);
});

async function trainedWith(of: Config) {
  await engine.load(data, of, 1, null);
  const result = await engine.train(1, null);
  await settle();
  return result;
}
