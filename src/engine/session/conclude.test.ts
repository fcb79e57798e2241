import { withPrototypes } from '../../core/partition/kinds';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { EngineError } from '../wire/error';
import { silhouetteLimits } from '../judge/evaluate';
import { rest } from '../wire/timeSlice';
import type { Run } from '../run/run';
import { config, data, engine, events, newDesk, restAfterEachBatch, settle } from '../testing';
import { memoryOf } from '../../core/partition/testing';

beforeEach(newDesk);

test('the result is the epoch of the lowest loss over the whole set: every fifth is judged, and the last', async () => {
  await engine.load(data, config({ epochs: 23, restarts: 2 }), 1, null);
  const { best, history, restarts, chosen, lossPoints, stopped } = await engine.train(1, null);
  const judged = history.filter(({ wholeLoss }) => wholeLoss !== null);
  expect(judged.map(({ epoch }) => epoch)).toEqual([5, 10, 15, 20]);
  expect(best.epoch === 23 || best.epoch % 5 === 0).toBe(true);
  expect(best.wholeLoss).toBe(restarts[chosen].bestLoss);
  expect(best.epoch).toBe(restarts[chosen].bestEpoch);
  expect(Math.min(...judged.map(({ wholeLoss }) => wholeLoss!))).toBeGreaterThanOrEqual(best.wholeLoss!);
  expect(restarts[chosen].bestLoss).toBe(Math.min(...restarts.map(({ bestLoss }) => bestLoss!)));
  expect([lossPoints, stopped]).toEqual([90, { epoch: 23, why: 'epochs' }]);
});

test('a result under way says that it was stopped, and does not change what comes of the whole', async () => {
  await engine.load(data, config({ epochs: 100_000, restarts: 1, learningRate: 0.01 }), 1, null);
  const training = engine.train(1, null);
  for (let i = 0; i < 3; i++) await rest();
  await engine.pause(1);
  const { stopped, history, best } = await training;
  expect(stopped).toEqual({ epoch: history.at(-1)!.epoch, why: 'user' });
  expect(best.epoch).toBeLessThanOrEqual(stopped.epoch);
  expect((await engine.train(1, 4)).stopped).toEqual({ epoch: stopped.epoch + 4, why: 'epochs' });
});

test('under another β the loss is another quantity: only later epochs count then', async () => {
  await engine.load(data, config({ epochs: 10, restarts: 1, beta: 50 }), 1, null);
  const before = await engine.train(1, null);
  await engine.configure(config({ epochs: 20, restarts: 1, beta: 0.05 }), 1);
  const { best } = await engine.train(1, null);
  expect(best.wholeLoss).toBeGreaterThan(before.best.wholeLoss!);
  expect([memoryOf(best).beta, best.epoch > 10]).toEqual([0.05, true]);
});

test('a learning rate at its floor ends training, and says so', async () => {
  await engine.load(data, config({ epochs: 400, restarts: 1, learningRate: 1.1e-5 }), 1, null);
  const { stopped, history } = await engine.train(1, null);
  expect(stopped).toEqual({ epoch: history.at(-1)!.epoch, why: 'rate' });
  expect(stopped.epoch).toBeLessThan(400);
});

test('a loss that is no number ends its restart with a sentence, at the last good memories and weights', async () => {
  await engine.load(data, config({ weights: 'learned', restarts: 2 }), 1, null);
  await engine.train(1, 3);
  // Real data are scaled and bounded, so that no setting within its range gets this far: the trainer's own end of an epoch is spoiled.
  const { run } = engine as unknown as { run: Run };
  const { trainer } = run;
  const end = trainer.end.bind(trainer);
  trainer.end = async () => {
    const real = await end();
    const [first, ...others] = real.partitions;
    const spoilt = withPrototypes(first, new Float32Array(9).fill(Number.NaN));
    return { ...real, partitions: [spoilt, ...others], losses: real.losses.map((loss, r) => (r === 0 ? Number.NaN : loss)) };
  };
  const good = run.restarts[0].frames.items.at(-1)!;
  const ended = await engine.train(1, null);
  expect(ended.chosen).toBe(1);
  expect([ended.restarts[0].chosenEpoch, ended.restarts[0].bestEpoch]).toEqual([3, 3]);
  await settle();
  const notice = events.find((e) => e.type === 'notice');
  expect(notice?.type === 'notice' && notice.notice.sentence).toMatch(
    /^The loss of restart 1 was no finite number any more at epoch 4; it went back to epoch 3 and stopped\./,
  );
  trainer.end = end;
  expect((await trainer.end()).partitions[0]).toEqual(good.partition);
  expect(run.summaries().map((one) => [one.epoch, one.finished])).toEqual([
    [3, true],
    [20, expect.any(Boolean)],
  ]);
});

test('a training that is paused before its first epoch ends has its initialisation as the result', async () => {
  restAfterEachBatch();
  await engine.load(data, config({ batchSize: 8 }), 1, null);
  const training = engine.train(1, null);
  await rest();
  await engine.pause(1);
  const { best, stopped, restarts } = await training;
  expect([best.epoch, best.wholeLoss, stopped]).toEqual([0, null, { epoch: 0, why: 'user' }]);
  expect(restarts.every(({ bestLoss, chosenEpoch }) => bestLoss === null && chosenEpoch === 0)).toBe(true);
});

test('one memory is one cluster: nothing is sampled that has no silhouette', async () => {
  await engine.load(data, config({ k: 1, epochs: 6, restarts: 2 }), 1, null);
  const { best, exact, restarts, chosen } = await engine.train(1, null);
  expect([best.metrics.silhouette, exact, best.metrics.clusters]).toEqual([null, true, 1]);
  expect(restarts[chosen].bestLoss).toBe(Math.min(...restarts.map(({ bestLoss }) => bestLoss!)));
});

test('a training whose first epoch is no number has its initialisation as the result', async () => {
  await engine.load(data, config({ restarts: 1 }), 1, null);
  const { run } = engine as unknown as { run: Run };
  const end = run.trainer.end.bind(run.trainer);
  run.trainer.end = async () => ({ ...(await end()), losses: Float64Array.of(Number.NaN) });
  const { best, stopped, restarts } = await engine.train(1, null);
  expect([best.epoch, best.loss, best.wholeLoss, stopped, restarts[0].bestLoss]).toEqual([
    0,
    null,
    null,
    { epoch: 1, why: 'diverged' },
    null,
  ]);
});

/** As if a set of more than 40 points were a large one. */
function withSmallSamples(): void {
  const usual = { ...silhouetteLimits };
  Object.assign(silhouetteLimits, { live: 40, exact: 50, exactWork: 1000, sampleWork: 5000 });
  onTestFinished(() => void Object.assign(silhouetteLimits, usual));
}

test('a result of many points is judged on a sample, and on request on all of them', async () => {
  withSmallSamples();
  await engine.load(data, config({ epochs: 5, restarts: 2 }), 1, null);
  await expect(engine.exactly(1)).rejects.toMatchObject({ code: 'no-result' });
  const { best, exact, chosen } = await engine.train(1, null);
  expect([exact, best.metrics.silhouetteSample, best.labels.length]).toEqual([false, 50, 90]);
  const whole = await engine.exactly(1);
  await settle();
  expect([whole.exact, whole.best.metrics.silhouetteSample, whole.restarts[chosen].metrics]).toEqual([true, 90, whole.best.metrics]);
  expect(whole.best.metrics.silhouette).not.toBe(best.metrics.silhouette);
  expect(whole.best.metrics.silhouette).toBeCloseTo(best.metrics.silhouette!, 1);
  expect(await engine.result(1)).toBe(whole);
  const told = events.flatMap((event) => (event.type === 'exact' ? [event] : []));
  expect(told.at(-1)).toMatchObject({ progress: null, result: { exact: true } });
  const shares = told.flatMap(({ progress }) => (progress ? [progress.fraction] : []));
  expect(shares.length).toBeGreaterThan(0);
  expect(shares.every((share) => share > 0 && share <= 1)).toBe(true);
  expect(await engine.exactly(1)).toBe(whole);
});

test('exact judging is cancelled, or training that goes on takes its place', async () => {
  withSmallSamples();
  restAfterEachBatch();
  await engine.load(data, config({ epochs: 2, restarts: 1 }), 1, null);
  await engine.train(1, null);
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error as EngineError).code,
    );
  const cancelled = codeOf(engine.exactly(1));
  await rest();
  await engine.cancelExact(1);
  expect(await cancelled).toBe('cancelled');
  const judging = codeOf(engine.exactly(1));
  await rest();
  const trained = engine.train(1, 1);
  expect(await judging).toBe('cancelled');
  expect((await trained).stopped).toEqual({ epoch: 3, why: 'epochs' });
});

test('a result that comes while an earlier one is judged exactly takes its place', async () => {
  withSmallSamples();
  restAfterEachBatch();
  await engine.load(data, config({ epochs: 40, restarts: 1 }), 1, null);
  await engine.train(1, 1);
  const training = engine.train(1, null);
  for (let i = 0; i < 5; i++) await rest();
  await engine.pause(1);
  const exact = engine.exactly(1).catch(() => {});
  const result = await training;
  await exact;
  expect(await engine.result(1)).toBe(result);
});

test('a result has the settings that its epoch was trained with, and by loss only epochs under the last settings compete', async () => {
  const sharp = config({ epochs: 30, restarts: 1, beta: 5, choose: 'silhouette', mask: null });
  await engine.load(data, sharp, 1, null);
  await engine.train(1, null);
  // With so small a β the memories pull together, and the loss is a smaller quantity.
  await engine.configure({ ...sharp, beta: 0.02, epochs: 50 }, 1);
  const bySilhouette = await engine.train(1, null);
  expect(bySilhouette.best.epoch).toBeLessThanOrEqual(30);
  expect(bySilhouette.config).toEqual({ ...sharp, epochs: 50 });
  expect(bySilhouette.best.config).toMatchObject({ beta: 5 });
  await engine.configure({ ...sharp, beta: 0.02, epochs: 55, choose: 'loss' }, 1);
  const byLoss = await engine.train(1, null);
  expect(byLoss.best.epoch).toBeGreaterThan(30);
  expect(byLoss.config).toMatchObject({ beta: 0.02, epochs: 55, choose: 'loss' });
  expect(memoryOf(byLoss.best).beta).toBe(0.02);
});
