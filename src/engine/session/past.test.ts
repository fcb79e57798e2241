import { beforeEach, expect, test } from 'vitest';
import { bars, config, data, desk, engine, events, newDesk, settle } from '../testing';
import { defaultsOf, type ClamConfig, type Config } from '../../methods/config';
import type { Past, TrainingResult } from '../protocol';
import { memoryOf } from '../../core/partition/testing';

beforeEach(newDesk);

/** What the page holds of the run that was trained last. */
async function left(result: TrainingResult | null): Promise<{ checkpoint: never; past: Past }> {
  await settle();
  const statuses = events.filter((event) => event.type === 'status');
  const entries = statuses.flatMap((event) => event.entries);
  const { checkpoint } = events.findLast((event) => event.type === 'checkpoint')!;
  return structuredClone({ checkpoint: checkpoint as never, past: { result, restart: statuses.at(-1)!.restart, entries } });
}

const settings = (patch: Partial<ClamConfig> = {}) => config({ restarts: 2, ...patch });

test('a run goes on elsewhere from its checkpoint to the same result, and knows what was told of it', async () => {
  await engine.load(data, settings(), 1, null);
  const whole = await engine.train(1, null);
  await newDesk();
  await engine.load(data, settings(), 1, null);
  const half = await engine.train(1, 9);
  const { checkpoint, past } = await left(half);

  const { engine: other, events: told, settle: allTold } = await desk();
  await other.load(data, settings(), 7, checkpoint, null, past);
  expect(await other.result(7)).toEqual(half);
  await allTold();
  expect(told.findLast((event) => event.type === 'status')).toMatchObject({ run: 7, state: 'paused', epoch: 9, restart: 0 });
  const finished = await other.train(7, null);
  expect(memoryOf(finished.best).memories).toEqual(memoryOf(whole.best).memories);
  expect(finished.history.map(({ epoch, loss }) => [epoch, loss])).toEqual(whole.history.map(({ epoch, loss }) => [epoch, loss]));
  expect(finished.seconds.train).toBeGreaterThan(half.seconds.train);

  await allTold();
  // A finished run is finished there, too, and can be judged on all points.
  const done = structuredClone(finished);
  const end = structuredClone(told.findLast((event) => event.type === 'checkpoint')!.checkpoint);
  const { engine: third, events: seen, settle: allSeen } = await desk();
  await third.load(data, settings(), 8, end, null, { result: done, restart: done.chosen, entries: done.history });
  await allSeen();
  expect(seen.findLast((event) => event.type === 'status')).toMatchObject({ state: 'finished', epoch: 20 });
  expect((await third.exactly(8)).best.labels).toEqual(finished.best.labels);
});

test('the silhouette chooses among the epochs before the checkpoint as well', async () => {
  const choose = { choose: 'silhouette', learningRate: 0.3, mask: null } as const;
  await engine.load(data, settings(choose), 1, null);
  const whole = await engine.train(1, null);
  await newDesk();
  await engine.load(data, settings(choose), 1, null);
  await engine.train(1, 18);
  const { checkpoint, past } = await left(null);
  const { engine: other } = await desk();
  await other.load(data, settings(choose), 2, checkpoint, null, past);
  const resumed = await other.train(2, null);
  expect(resumed.restarts.map(({ chosenEpoch, metrics }) => [chosenEpoch, metrics.silhouette])).toEqual(
    whole.restarts.map(({ chosenEpoch, metrics }) => [chosenEpoch, metrics.silhouette]),
  );
  expect(Math.min(...whole.restarts.map(({ chosenEpoch }) => chosenEpoch))).toBeLessThan(18);
});

test('a run that was left after its last epoch and before its result trains no further for it', async () => {
  await engine.load(data, settings(), 1, null);
  const whole = await engine.train(1, null);
  const { checkpoint, past } = await left(null);
  const { engine: other } = await desk();
  await other.load(data, settings(), 2, checkpoint, null, past);
  const late = await other.train(2, null);
  expect(late.stopped).toEqual(whole.stopped);
  expect(late.best.epoch).toBe(whole.best.epoch);
});

test('pretraining that was left in its midst goes on elsewhere to the same networks', async () => {
  const deep = {
    ...defaultsOf('dclam'),
    k: 3,
    latent: 2,
    network: [8],
    pretrainEpochs: 12,
    epochs: 3,
    batchSize: 16,
    pretrainRate: 3e-3,
  } as Config;
  const pictures = bars(45, 4);
  await engine.load(structuredClone(pictures), deep, 1, null);
  const whole = await engine.train(1, null);
  await newDesk();
  await engine.load(structuredClone(pictures), deep, 1, null);
  for (let epoch = 0; epoch < 5; epoch++) await engine.step(1);
  await settle();
  const { checkpoint } = structuredClone(events.findLast((event) => event.type === 'checkpoint')!);

  const { engine: other, events: told, settle: allTold } = await desk();
  await other.load(structuredClone(pictures), deep, 2, checkpoint, null, { result: null, restart: 0, entries: [] });
  await allTold();
  expect(told.findLast((event) => event.type === 'pretraining')?.pretraining).toMatchObject({ epoch: 5, epochs: 12, done: false });
  const resumed = await other.train(2, null);
  expect(resumed.pretraining).toEqual(whole.pretraining);
  expect(resumed.best.latent!.codes).toEqual(whole.best.latent!.codes);
});

test('a run whose restarts end at different epochs is over where it goes on elsewhere', async () => {
  const kmeans = { ...defaultsOf('kmeans'), k: 9, restarts: 8, scaling: 'none' } as const;
  await engine.load(data, kmeans, 1, null);
  const result = await engine.train(1, null);
  const ends = result.restarts.map(({ epoch }) => epoch);
  expect(Math.min(...ends)).toBeLessThan(Math.max(...ends));
  const { checkpoint, past } = await left(result);
  const { engine: other, events: told, settle: allTold } = await desk();
  await other.load(data, kmeans, 2, checkpoint, null, past);
  await allTold();
  expect(told.findLast((event) => event.type === 'status')).toMatchObject({ state: 'finished' });
});
