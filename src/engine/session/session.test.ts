import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { EngineError } from '../wire/error';
import { rest } from '../wire/timeSlice';
import type { Run } from '../run/run';
import { blobs, config, data, desk, engine, events, halfway, newDesk, restAfterEachBatch, settle } from '../testing';
import { memoryOf } from '../../core/partition/testing';

beforeEach(newDesk);

test('training in pieces, paused and stepped, equals training in one go', async () => {
  await engine.load(data, config({ restarts: 1 }), 1, null);
  const whole = await engine.train(1, null);
  await engine.reset(2);
  await engine.train(2, 7);
  await engine.step(2);
  const remaining = await engine.train(2, null);
  expect(memoryOf(remaining.best).memories).toEqual(memoryOf(whole.best).memories);
  expect(remaining.history.length).toBe(21);
});

test('a change of β during training is taken up at the next epoch, without a new run', async () => {
  await engine.load(data, config({ epochs: 3, restarts: 1 }), 1, null);
  await engine.train(1, null);
  const { restarted } = await engine.configure(config({ epochs: 6, beta: 7, restarts: 1 }), 1);
  expect(restarted).toBe(false);
  await engine.train(1, null);
  await settle();
  const betas = events.flatMap((e) =>
    e.type === 'snapshot' && e.snapshot.epoch > 0 && e.snapshot.restart === 0 ? [[e.snapshot.epoch, memoryOf(e.snapshot).beta]] : [],
  );
  expect(betas).toContainEqual([1, 2]);
  expect(betas).toContainEqual([4, 7]);
});

test('the first epoch is recorded under the settings that training begins with', async () => {
  await engine.load(data, config({ epochs: 1, restarts: 1 }), 1, null);
  await engine.configure(config({ epochs: 1, energy: 'lsr', beta: 0.1, restarts: 1 }), 1);
  const { history } = await engine.train(1, null);
  await settle();
  const starts = events.flatMap((e) => (e.type === 'snapshot' && e.snapshot.epoch === 0 ? [e.snapshot] : []));
  expect(starts.map(({ partition }) => memoryOf({ partition }).beta)).toEqual([2, 0.1]);
  expect(history.map(({ epoch, metrics }) => [epoch, metrics?.assigned !== undefined])).toEqual([
    [0, true],
    [1, true],
  ]);
});

test('a new run during training ends the old one with a code', async () => {
  await engine.load(data, config({ epochs: 100_000, restarts: 20 }), 1, null);
  const ended = engine.train(1, null).then(
    () => 'finished',
    (error: unknown) => (error as EngineError).code,
  );
  // Node runs no timers while messages wait, so this waits for messages.
  for (let i = 0; i < 5; i++) await rest();
  await engine.reset(2);
  expect(await ended).toBe('replaced');
});

test('a pause is answered before the result is measured, and training that goes on meanwhile takes its place', async () => {
  restAfterEachBatch();
  await engine.load(data, config({ epochs: 40, restarts: 1 }), 1, null);
  const first = engine.train(1, null);
  for (let i = 0; i < 5; i++) await rest();
  await engine.pause(1);
  expect(await engine.result(1)).toBeNull();
  const second = engine.train(1, null);
  expect(await first).toBe(await second);
  expect((await second).history.at(-1)?.epoch).toBe(40);
});

test('a pause does not wait for a long epoch, and changes nothing of it', async () => {
  restAfterEachBatch();
  const long = config({ epochs: 3, batchSize: 8 });
  await engine.load(data, long, 1, null);
  const whole = await engine.train(1, null);
  await engine.reset(2);
  for (let pauses = 0; pauses < 4; pauses++) {
    void engine.train(2, null);
    for (let i = 0; i < 2; i++) await rest();
    await engine.pause(2);
    expect(halfway(engine)).toBe(true);
  }
  const { history, restarts, best } = await engine.train(2, null);
  expect(history.at(-1)?.epoch).toBe(3);
  expect(restarts.map((one) => one.bestLoss)).toEqual(whole.restarts.map((one) => one.bestLoss));
  expect(memoryOf(best).memories).toEqual(memoryOf(whole.best).memories);
});

test('another backend chosen in mid-epoch is moved to before the next, and changes nothing', async () => {
  restAfterEachBatch();
  const long = config({ epochs: 3, batchSize: 8 });
  await engine.load(data, long, 1, null);
  const whole = await engine.train(1, null);
  await engine.reset(2);
  const ended = engine.train(2, null);
  for (let i = 0; i < 2; i++) await rest();
  await engine.useBackend('wasm');
  for (let i = 0; i < 2; i++) await rest();
  await engine.pause(2);
  expect(halfway(engine)).toBe(true);
  await engine.useBackend('cpu');
  const { best } = await engine.train(2, null);
  expect(memoryOf((await ended).best).memories).toEqual(memoryOf(best).memories);
  expect(memoryOf(best).memories).toEqual(memoryOf(whole.best).memories);
});

test('a memory that is moved in mid-epoch is where the next epoch starts from', async () => {
  restAfterEachBatch();
  await engine.load(data, config({ epochs: 3, restarts: 1, batchSize: 8, learningRate: 2e-5 }), 1, null);
  void engine.train(1, null).catch(() => {});
  for (let i = 0; i < 2; i++) await rest();
  expect(halfway(engine)).toBe(true);
  const moved = Float32Array.from({ length: 9 }, (_, i) => i / 2);
  await engine.setPrototypes(1, moved);
  await engine.pause(1);
  await engine.train(1, null);
  await settle();
  const memories = events.flatMap((e) => (e.type === 'snapshot' && e.snapshot.epoch === 3 ? [...memoryOf(e.snapshot).memories] : []));
  // The rate is too low to lead them far.
  expect(memories.map((x, i) => Math.abs(x - moved[i]) < 0.06)).toEqual(Array(9).fill(true));
});

test('a checkpoint goes on elsewhere to the same bits', async () => {
  await engine.load(data, config({ weights: 'learned' }), 1, null);
  await engine.train(1, 8);
  await settle();
  const checkpoints = events.filter((e) => e.type === 'checkpoint');
  const { checkpoint } = structuredClone(checkpoints.at(-1)!);
  expect(checkpoint.epoch).toBe(8);
  const whole = await engine.train(1, null);
  const { engine: other, close } = await desk();
  onTestFinished(close);
  await other.load(data, config({ weights: 'learned' }), 5, checkpoint);
  const resumed = await other.train(5, null);
  expect(memoryOf(resumed.best).memories).toEqual(memoryOf(whole.best).memories);
  expect(memoryOf(resumed.best).logWeights).toEqual(memoryOf(whole.best).logWeights);
});

test('what is asked for at once is done one after the other', async () => {
  await engine.load(data, config({ epochs: 100_000 }), 1, null);
  void engine.train(1, null).catch(() => {});
  for (let i = 0; i < 3; i++) await rest();
  const other = blobs(60, [
    [0, 0],
    [5, 5],
  ]);
  const [reset, configured, , loaded, result] = await Promise.all([
    engine.reset(2).then(() => 'reset'),
    engine.configure(config({ beta: 3, epochs: 5 }), 3),
    engine.load(data, config(), 4, null),
    engine.load(other, config({ k: 2, epochs: 5 }), 5, null),
    engine.train(5, null),
  ]);
  expect([reset, configured.restarted, loaded.space.d, result.run, result.best.labels.length]).toEqual(['reset', false, 2, 5, 60]);
});

test('more or fewer epochs are taken up while training goes on', async () => {
  await engine.load(data, config({ epochs: 100_000, restarts: 1, learningRate: 0.01 }), 1, null);
  const training = engine.train(1, null);
  for (let i = 0; i < 3; i++) await rest();
  const { run } = engine as unknown as { run: Run };
  const epochs = run.epoch + 50;
  await engine.configure(config({ epochs, restarts: 1, learningRate: 0.01 }), 2);
  expect((await training).history.at(-1)?.epoch).toBe(epochs);
});

test('a restart that is selected while training goes on has its whole past', async () => {
  await engine.load(data, config({ epochs: 3000, restarts: 2, learningRate: 0.01 }), 1, null);
  void engine.train(1, null).catch(() => {});
  while ((engine as unknown as { run: Run }).run.epoch < 150) await rest();
  events.length = 0;
  await engine.select(1, 1);
  await engine.pause(1);
  await settle();
  const from = events.findIndex((e) => e.type === 'replay');
  const epochs = events.slice(from).flatMap((e) => (e.type === 'snapshot' ? [e.snapshot.epoch] : []));
  expect(epochs[0]).toBe(0);
  expect(epochs).toEqual(epochs.toSorted((x, y) => x - y));
  expect(epochs.length).toBeGreaterThan(50);
  const entries = events.slice(from).flatMap((e) => (e.type === 'status' ? e.entries : []));
  expect(entries.filter(({ metrics }) => metrics !== null).length).toBeGreaterThan(50);
});
