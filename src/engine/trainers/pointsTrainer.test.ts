import { beforeEach, expect, test } from 'vitest';
import { partitionerOf } from '../../core/partition/kinds';
import { defaultsOf, type Config } from '../../methods/config';
import { data, engine, newDesk, settle, events } from '../testing';

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
