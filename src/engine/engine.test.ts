import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { Random } from '../core/random';
import type { Backends } from './backends';
import { Engine } from './engine';
import type { EngineError } from './error';
import { silhouetteLimits } from './evaluate';
import { initialMemories, kmeansSample } from './methods/initialise';
import { Pace, rest } from './pace';
import { defaultConfig, type BackendName, type Config, type EngineData, type EngineEvent } from './protocol';
import type { Run } from './run';

/** The CPU path needs no backend at all: this is the real engine without its worker. */
const info = (name: BackendName) => ({ name, reason: 'Unit test.', hardware: false, adapter: '', forced: true });
let current = info('cpu');
const cpu: Backends = {
  get current() {
    return current;
  },
  lost: false,
  lossBehind: async () => false,
  choose: async (choice) => (current = info(choice === 'auto' ? 'cpu' : choice)),
  ready: () => Promise.reject(new Error('The CPU path of CLAM loads no TensorFlow.js.')),
  onLost: () => {},
  replaceLost: async () => current,
  destroyDevice: () => {},
  memory: () => ({ tensors: 0, bytes: 0 }),
};

function blobs(n: number, centres: number[][], seed = 1): EngineData {
  const random = new Random(seed);
  const d = centres[0].length;
  const labels = Uint16Array.from({ length: n }, (_, i) => i % centres.length);
  const values = new Float32Array(n * d);
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) values[i * d + j] = centres[labels[i]][j] + 0.3 * random.normal();
  return { values, n, d, labels, image: null };
}

const data = blobs(90, [[0, 0, 0], [5, 0, 2], [0, 5, -2]]);
const mask = { probability: 0.15, value: 'mean', wholeBatchEveryThird: false } as const;
const config = (patch: Partial<Config> = {}): Config => ({ ...defaultConfig, mask, init: 'points', k: 3, beta: 2, epochs: 20, batchSize: 16, learningRate: 0.05, restarts: 3, ...patch });

let engine: Engine;
let events: EngineEvent[];
let channel: MessageChannel;

beforeEach(async () => {
  channel = new MessageChannel();
  events = [];
  channel.port1.onmessage = ({ data: told }: MessageEvent<EngineEvent | string>) => (typeof told === 'string' ? arrived.shift()?.() : events.push(told));
  engine = new Engine(cpu);
  await engine.start('cpu', channel.port2, null);
  return () => channel.port1.close();
});

const arrived: (() => void)[] = [];
/** Once all that has been told so far is here: what is posted after it comes after it. */
const settle = () =>
  new Promise<void>((resolve) => {
    arrived.push(resolve);
    channel.port2.postMessage('all told');
  });

/** Messages are let in after each batch, so that a few rests end in the midst of an epoch however few the points. */
function restAfterEachBatch(): void {
  const { sliceMs } = Pace;
  Pace.sliceMs = 0;
  onTestFinished(() => {
    Pace.sliceMs = sliceMs;
  });
}
const halfway = () => (engine as unknown as { run: Run }).run.halfway;

test('finds three blobs, chooses among its restarts and tells every epoch', async () => {
  await engine.load(data, config(), 1, null);
  const result = await engine.train(null);
  await settle();
  expect(result.best.metrics.nmi).toBeCloseTo(1, 6);
  expect(result.best.metrics.silhouette).toBeGreaterThan(0.7);
  expect(result.kmeans?.metrics.nmi).toBeCloseTo(1, 6);
  expect(result.restarts.map((one) => one.seed)).toEqual([0, 1, 2]);
  const losses = result.restarts.map((one) => one.bestLoss!);
  expect(losses[result.chosen]).toBe(Math.min(...losses));
  expect(result.history.map((entry) => entry.epoch)).toEqual(Array.from({ length: 21 }, (_, i) => i));
  expect(result.history[0].loss).toBeNull();
  expect(result.history[20].loss).toBeLessThan(result.history[1].loss!);
  expect(events.filter((e) => e.type === 'snapshot').length).toBeGreaterThan(5);
  expect(events.at(-1)?.type).toBe('result');
});

test('the result is the epoch of the lowest loss over the whole set: every fifth is judged, and the last', async () => {
  await engine.load(data, config({ epochs: 23, restarts: 2 }), 1, null);
  const { best, history, restarts, chosen, lossPoints, stopped } = await engine.train(null);
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
  const training = engine.train(null);
  for (let i = 0; i < 3; i++) await rest();
  await engine.pause();
  const { stopped, history, best } = await training;
  expect(stopped).toEqual({ epoch: history.at(-1)!.epoch, why: 'user' });
  expect(best.epoch).toBeLessThanOrEqual(stopped.epoch);
  expect((await engine.train(4)).stopped).toEqual({ epoch: stopped.epoch + 4, why: 'epochs' });
});

test('under another β the loss is another quantity: only later epochs count then', async () => {
  await engine.load(data, config({ epochs: 10, restarts: 1, beta: 50 }), 1, null);
  const before = await engine.train(null);
  await engine.configure(config({ epochs: 20, restarts: 1, beta: 0.05 }), 1);
  const { best } = await engine.train(null);
  expect(best.wholeLoss).toBeGreaterThan(before.best.wholeLoss!);
  expect([best.beta, best.epoch > 10]).toEqual([0.05, true]);
});

test('a learning rate at its floor ends training, and says so', async () => {
  await engine.load(data, config({ epochs: 400, restarts: 1, learningRate: 1.1e-5 }), 1, null);
  const { stopped, history } = await engine.train(null);
  expect(stopped).toEqual({ epoch: history.at(-1)!.epoch, why: 'rate' });
  expect(stopped.epoch).toBeLessThan(400);
});

test('the same seed gives the same bits, a reset too; another seed others', async () => {
  await engine.load(data, config(), 1, null);
  const first = await engine.train(null);
  await engine.reset(2);
  const again = await engine.train(null);
  expect(again.best.memories).toEqual(first.best.memories);
  await engine.configure(config({ seed: 9 }), 3);
  const other = await engine.train(null);
  expect(other.best.memories).not.toEqual(first.best.memories);
});

test('restart r of seed s is the single run of seed s + r', async () => {
  await engine.load(data, config(), 1, null);
  const many = await engine.train(null);
  await engine.configure(config({ seed: 2, restarts: 1 }), 2);
  const single = await engine.train(null);
  expect(single.restarts[0].bestLoss).toBe(many.restarts[2].bestLoss);
});

test('training in pieces, paused and stepped, equals training in one go', async () => {
  await engine.load(data, config({ restarts: 1 }), 1, null);
  const whole = await engine.train(null);
  await engine.reset(2);
  await engine.train(7);
  await engine.step();
  const remaining = await engine.train(null);
  expect(remaining.best.memories).toEqual(whole.best.memories);
  expect(remaining.history.length).toBe(21);
});

test('a trained run comes back as it was after others that were not trained, and goes on as if they had not been', async () => {
  await engine.load(data, config(), 1, null);
  const whole = await engine.train(null);
  await engine.reset(2);
  const half = await engine.train(9);
  for (const [id, k] of [[3, 4], [4, 5], [5, 3]] as const) await engine.configure(config({ k, scaling: 'none' }), id);
  await engine.reset(6);
  expect(await engine.earlierRun()).toBe(2);
  await expect(engine.undo(3)).rejects.toMatchObject({ code: 'nothing-to-undo' });
  await engine.undo(2);
  await settle();
  expect(await engine.result()).toBe(half);
  expect(events.findLast((event) => event.type === 'status')).toMatchObject({ run: 2, state: 'paused', epoch: 9 });
  const finished = await engine.train(null);
  expect(finished.best.memories).toEqual(whole.best.memories);
  expect(finished.history).toHaveLength(21);

  // Training the run after it, or loading other data, lets go of it.
  await engine.configure(config({ k: 4 }), 7);
  expect(await engine.earlierRun()).toBe(2);
  await engine.step();
  expect(await engine.earlierRun()).toBe(null);
  await engine.configure(config({ k: 3 }), 8);
  expect(await engine.earlierRun()).toBe(7);
  await engine.load(blobs(30, [[0, 0], [5, 5]]), config(), 9, null);
  expect(await engine.earlierRun()).toBe(null);
});

test('a change of β during training is taken up at the next epoch, without a new run', async () => {
  await engine.load(data, config({ epochs: 3, restarts: 1 }), 1, null);
  await engine.train(null);
  const { restarted } = await engine.configure(config({ epochs: 6, beta: 7, restarts: 1 }), 1);
  expect(restarted).toBe(false);
  await engine.train(null);
  await settle();
  const betas = events.flatMap((e) => (e.type === 'snapshot' && e.snapshot.epoch > 0 && e.snapshot.restart === 0 ? [[e.snapshot.epoch, e.snapshot.beta]] : []));
  expect(betas).toContainEqual([1, 2]);
  expect(betas).toContainEqual([4, 7]);
});

test('a new run during training ends the old one with a code', async () => {
  await engine.load(data, config({ epochs: 100_000, restarts: 20 }), 1, null);
  const ended = engine.train(null).then(
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
  const first = engine.train(null);
  for (let i = 0; i < 5; i++) await rest();
  await engine.pause();
  expect(await engine.result()).toBeNull();
  const second = engine.train(null);
  expect(await first).toBe(await second);
  expect((await second).history.at(-1)?.epoch).toBe(40);
});

test('a pause does not wait for a long epoch, and changes nothing of it', async () => {
  restAfterEachBatch();
  const long = config({ epochs: 3, batchSize: 8 });
  await engine.load(data, long, 1, null);
  const whole = await engine.train(null);
  await engine.reset(2);
  for (let pauses = 0; pauses < 4; pauses++) {
    void engine.train(null);
    for (let i = 0; i < 2; i++) await rest();
    await engine.pause();
    expect(halfway()).toBe(true);
  }
  const { history, restarts, best } = await engine.train(null);
  expect(history.at(-1)?.epoch).toBe(3);
  expect(restarts.map((one) => one.bestLoss)).toEqual(whole.restarts.map((one) => one.bestLoss));
  expect(best.memories).toEqual(whole.best.memories);
});

test('another backend chosen in mid-epoch is moved to before the next, and changes nothing', async () => {
  restAfterEachBatch();
  const long = config({ epochs: 3, batchSize: 8 });
  await engine.load(data, long, 1, null);
  const whole = await engine.train(null);
  await engine.reset(2);
  const ended = engine.train(null);
  for (let i = 0; i < 2; i++) await rest();
  await engine.useBackend('wasm');
  for (let i = 0; i < 2; i++) await rest();
  await engine.pause();
  expect(halfway()).toBe(true);
  await engine.useBackend('cpu');
  const { best } = await engine.train(null);
  expect((await ended).best.memories).toEqual(best.memories);
  expect(best.memories).toEqual(whole.best.memories);
});

test('a memory that is moved in mid-epoch is where the next epoch starts from', async () => {
  restAfterEachBatch();
  await engine.load(data, config({ epochs: 3, restarts: 1, batchSize: 8, learningRate: 2e-5 }), 1, null);
  void engine.train(null).catch(() => {});
  for (let i = 0; i < 2; i++) await rest();
  expect(halfway()).toBe(true);
  const moved = Float32Array.from({ length: 9 }, (_, i) => i / 2);
  await engine.setMemories(1, moved);
  await engine.pause();
  await engine.train(null);
  await settle();
  const memories = events.flatMap((e) => (e.type === 'snapshot' && e.snapshot.epoch === 3 ? [...e.snapshot.memories] : []));
  // The rate is too low to lead them far.
  expect(memories.map((x, i) => Math.abs(x - moved[i]) < 0.06)).toEqual(Array(9).fill(true));
});

test('a checkpoint goes on elsewhere to the same bits', async () => {
  await engine.load(data, config({ weights: 'learned' }), 1, null);
  await engine.train(8);
  await settle();
  const checkpoints = events.filter((e) => e.type === 'checkpoint');
  const { checkpoint } = structuredClone(checkpoints.at(-1)!);
  expect(checkpoint.epoch).toBe(8);
  const whole = await engine.train(null);
  const other = new Engine(cpu);
  await other.start('cpu', new MessageChannel().port1, null);
  await other.load(data, config({ weights: 'learned' }), 5, checkpoint);
  const resumed = await other.train(null);
  expect(resumed.best.memories).toEqual(whole.best.memories);
  expect(resumed.best.logWeights).toEqual(whole.best.logWeights);
});

test.each<[string, Partial<Config>]>([
  ['unmasked', { mask: null }],
  ['fixed weights', { weights: [1, 2, 0.5] }],
  ['normal initialisation', { init: 'normal' }],
  ['k-means++ initialisation', { init: 'kmeans++' }],
  ['from k-means’ centres', { init: 'kmeans' }],
  ['paper masks', { mask: { probability: 0.4, value: 'min', wholeBatchEveryThird: true } }],
])('trains %s', async (_, patch) => {
  await engine.load(data, config({ epochs: 30, ...patch }), 1, null);
  const result = await engine.train(null);
  expect(result.best.metrics.nmi).toBeGreaterThan(0.5);
});

test('learns weights', async () => {
  await engine.load(data, config({ epochs: 30, weights: 'learned' }), 1, null);
  const { best } = await engine.train(null);
  expect(best.metrics.nmi).toBeGreaterThan(0.5);
  expect(Math.max(...best.logWeights!.map(Math.abs))).toBeGreaterThan(0);
});

test('trains on the sphere', async () => {
  const directions = blobs(90, [[3, 0, 0], [0, 3, 0], [0, 0, 3]]);
  await engine.load(directions, config({ similarity: 'spherical', scaling: 'none', beta: 10, epochs: 30, mask: null }), 1, null);
  const result = await engine.train(null);
  expect(result.best.metrics.nmi).toBeGreaterThan(0.95);
});

test('a loss that is no number ends its restart with a sentence, at the last good memories and weights', async () => {
  await engine.load(data, config({ weights: 'learned', restarts: 2 }), 1, null);
  await engine.train(3);
  // Real data are scaled and bounded, so that no setting within its range gets this far: the trainer's own end of an epoch is spoiled.
  const { run } = engine as unknown as { run: Run };
  const { trainer } = run;
  const end = trainer.end.bind(trainer);
  trainer.end = async () => {
    const real = await end();
    const spoilt = real.memories.map((x, i) => (i < 9 ? Number.NaN : x));
    return { ...real, memories: spoilt, losses: real.losses.map((loss, r) => (r === 0 ? Number.NaN : loss)) };
  };
  const good = run.restarts[0].frames.items.at(-1)!;
  const ended = await engine.train(null);
  expect(ended.chosen).toBe(1);
  expect([ended.restarts[0].chosenEpoch, ended.restarts[0].bestEpoch]).toEqual([3, 3]);
  await settle();
  const notice = events.find((e) => e.type === 'notice');
  expect(notice?.type === 'notice' && notice.notice.sentence).toMatch(/^The loss of restart 1 was no finite number any more at epoch 4; it went back to epoch 3 and stopped\./);
  trainer.end = end;
  const { memories, logWeights } = await trainer.end();
  expect(Float32Array.from(memories.subarray(0, 9))).toEqual(good.memories);
  expect(Float32Array.from(logWeights!.subarray(0, 3))).toEqual(good.logWeights);
  expect(run.summaries().map((one) => [one.epoch, one.finished])).toEqual([
    [3, true],
    [20, expect.any(Boolean)],
  ]);
});

test('a training that is paused before its first epoch ends has its initialisation as the result', async () => {
  restAfterEachBatch();
  await engine.load(data, config({ batchSize: 8 }), 1, null);
  const training = engine.train(null);
  await rest();
  await engine.pause();
  const { best, stopped, restarts } = await training;
  expect([best.epoch, best.wholeLoss, stopped]).toEqual([0, null, { epoch: 0, why: 'user' }]);
  expect(restarts.every(({ bestLoss, chosenEpoch }) => bestLoss === null && chosenEpoch === 0)).toBe(true);
});

test('one memory is one cluster: nothing is sampled that has no silhouette', async () => {
  await engine.load(data, config({ k: 1, epochs: 6, restarts: 2 }), 1, null);
  const { best, exact, restarts, chosen } = await engine.train(null);
  expect([best.metrics.silhouette, exact, best.metrics.clusters]).toEqual([null, true, 1]);
  expect(restarts[chosen].bestLoss).toBe(Math.min(...restarts.map(({ bestLoss }) => bestLoss!)));
});

test('a training whose first epoch is no number has its initialisation as the result', async () => {
  await engine.load(data, config({ restarts: 1 }), 1, null);
  const { run } = engine as unknown as { run: Run };
  const end = run.trainer.end.bind(run.trainer);
  run.trainer.end = async () => ({ ...(await end()), losses: Float64Array.of(Number.NaN) });
  const { best, stopped, restarts } = await engine.train(null);
  expect([best.epoch, best.loss, best.wholeLoss, stopped, restarts[0].bestLoss]).toEqual([0, null, null, { epoch: 1, why: 'diverged' }, null]);
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
  const { best, exact, kmeans, chosen } = await engine.train(null);
  expect([exact, best.metrics.silhouetteSample, kmeans?.metrics.silhouetteSample, best.labels.length]).toEqual([false, 50, 50, 90]);
  const whole = await engine.exactly(1);
  await settle();
  expect([whole.exact, whole.best.metrics.silhouetteSample, whole.kmeans?.metrics.silhouetteSample, whole.restarts[chosen].metrics]).toEqual([true, 90, 90, whole.best.metrics]);
  expect(whole.best.metrics.silhouette).not.toBe(best.metrics.silhouette);
  expect(whole.best.metrics.silhouette).toBeCloseTo(best.metrics.silhouette!, 1);
  expect(await engine.result()).toBe(whole);
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
  await engine.train(null);
  const codeOf = (work: Promise<unknown>) => work.then(() => 'done', (error: unknown) => (error as EngineError).code);
  const cancelled = codeOf(engine.exactly(1));
  await rest();
  await engine.cancelExact(1);
  expect(await cancelled).toBe('cancelled');
  const judging = codeOf(engine.exactly(1));
  await rest();
  const trained = engine.train(1);
  expect(await judging).toBe('cancelled');
  expect((await trained).stopped).toEqual({ epoch: 3, why: 'epochs' });
});

test('what is refused leaves everything as it was', async () => {
  const huge = { ...data, values: data.values.map((x) => x * 1e16) };
  await engine.load(huge, config(), 1, null);
  await engine.train(2);
  await expect(engine.configure(config({ scaling: 'none' }), 2)).rejects.toMatchObject({ code: 'too-large' });
  const result = await engine.train(null);
  expect(result.history.at(-1)?.epoch).toBe(20);
  await engine.load(data, config(), 3, null);
  const training = engine.train(null);
  await expect(engine.load(huge, config({ scaling: 'none' }), 4, null)).rejects.toMatchObject({ code: 'too-large' });
  expect((await training).best.metrics.nmi).toBeCloseTo(1, 6);
});

test('what is asked for at once is done one after the other', async () => {
  await engine.load(data, config({ epochs: 100_000 }), 1, null);
  void engine.train(null).catch(() => {});
  for (let i = 0; i < 3; i++) await rest();
  const other = blobs(60, [[0, 0], [5, 5]]);
  const [reset, configured, , loaded, result] = await Promise.all([
    engine.reset(2).then(() => 'reset'),
    engine.configure(config({ beta: 3, epochs: 5 }), 3),
    engine.load(data, config(), 4, null),
    engine.load(other, config({ k: 2, epochs: 5 }), 5, null),
    engine.train(null),
  ]);
  expect([reset, configured.restarted, loaded.d, result.run, result.best.labels.length]).toEqual(['reset', false, 2, 5, 60]);
});

test('more or fewer epochs are taken up while training goes on', async () => {
  await engine.load(data, config({ epochs: 100_000, restarts: 1, learningRate: 0.01 }), 1, null);
  const training = engine.train(null);
  for (let i = 0; i < 3; i++) await rest();
  const { run } = engine as unknown as { run: Run };
  const epochs = run.epoch + 50;
  await engine.configure(config({ epochs, restarts: 1, learningRate: 0.01 }), 2);
  expect((await training).history.at(-1)?.epoch).toBe(epochs);
});

test('a restart that is selected while training goes on has its whole past', async () => {
  await engine.load(data, config({ epochs: 3000, restarts: 2, learningRate: 0.01 }), 1, null);
  void engine.train(null).catch(() => {});
  while ((engine as unknown as { run: Run }).run.epoch < 150) await rest();
  events.length = 0;
  await engine.select(1, 1);
  await engine.pause();
  await settle();
  const from = events.findIndex((e) => e.type === 'replay');
  const epochs = events.slice(from).flatMap((e) => (e.type === 'snapshot' ? [e.snapshot.epoch] : []));
  expect(epochs[0]).toBe(0);
  expect(epochs).toEqual(epochs.toSorted((x, y) => x - y));
  expect(epochs.length).toBeGreaterThan(50);
  const entries = events.slice(from).flatMap((e) => (e.type === 'status' ? e.entries : []));
  expect(entries.filter(({ metrics }) => metrics !== null).length).toBeGreaterThan(50);
});

test('what is asked about a run that another has replaced, before or meanwhile, is answered with "replaced"', async () => {
  await engine.load(data, config({ epochs: 1 }), 1, null);
  const { best } = await engine.train(null);
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
    () => engine.setMemories(1, best.memories),
    () => engine.select(1, 2),
    () => engine.exportModel({ ...model, data: { name: '', k: 3, features: [], labelNames: [] } }),
  ];
  expect(await underWay).toMatchObject({ code: 'replaced' });
  for (const ask of asked) await expect(ask()).rejects.toMatchObject({ code: 'replaced' });
  await expect(engine.cancelPretraining(1)).resolves.toBeUndefined();
  expect(await engine.project(2, ...plane)).toHaveLength(2 * 90);
});

test('memories that begin at points begin at different ones, however often a point comes', async () => {
  const twice = { ...data, values: Float32Array.from({ length: 270 }, (_, i) => data.values[i % 15]!) };
  for (let seed = 0; seed < 20; seed++) {
    const memories = initialMemories(config({ k: 5, init: 'points', seed }), twice.values, 90, 3, 0);
    const rows = new Set(Array.from({ length: 5 }, (_, mu) => memories.subarray(3 * mu, 3 * mu + 3).join()));
    expect(rows.size).toBe(5);
  }
});

test('k-means is the best of 20 starts while a model trains, of more for a result, and says so', async () => {
  const crowded = blobs(400, Array.from({ length: 12 }, (_, c) => [Math.cos(c), Math.sin(2 * c), Math.cos(3 * c)]), 3);
  await engine.load(crowded, config({ k: 12, epochs: 2, restarts: 1 }), 1, null);
  const { kmeans } = await engine.train(null);
  await settle();
  const told = events.flatMap((e) => (e.type === 'kmeans' && e.kmeans.k === 12 ? [e.kmeans] : []));
  expect([told[0]!.starts, told.at(-1)!.starts, told[0]!.startsOn]).toEqual([20, 300, 400]);
  expect(kmeans!.inertia).toBe(told.at(-1)!.inertia);
  expect(kmeans!.inertia).toBeLessThan(told[0]!.inertia);
  await engine.reset(2);
  await settle();
  expect(events.flatMap((e) => (e.type === 'kmeans' && e.kmeans.k === 12 && e.run === 2 ? [e.kmeans.starts] : []))).toEqual([300]);
});

test('k-means’ centres that training starts from are found on a sample where points are many', () => {
  expect([kmeansSample(2310, 19, 7), kmeansSample(1797, 64, 10), kmeansSample(200_000, 10, 10), kmeansSample(60_000, 784, 10), kmeansSample(5000, 3000, 200)]).toEqual([2310, 1797, 20_000, 1000, 4000]);
  const many = blobs(30_000, Array.from({ length: 10 }, (_, c) => [10 * c, (c % 3) * 10, (c % 2) * 10]));
  const memories = initialMemories(config({ k: 10, init: 'kmeans' }), many.values, many.n, many.d, 0);
  const nearest = Array.from({ length: 10 }, (_, c) => Math.min(...Array.from({ length: 10 }, (_, mu) => Math.hypot(memories[3 * mu] - 10 * c, memories[3 * mu + 1] - (c % 3) * 10, memories[3 * mu + 2] - (c % 2) * 10))));
  expect(Math.max(...nearest)).toBeLessThan(0.1);
});

test('on the sphere the length of a point makes no difference', async () => {
  const directions = blobs(90, [[3, 0, 0, 1], [0, 3, 0, 1], [0, 0, 3, 1]]);
  const settings = config({ similarity: 'spherical', scaling: 'none', beta: 10, epochs: 10, mask: { probability: 0.25, value: 'mean', wholeBatchEveryThird: false } });
  await engine.load(directions, settings, 1, null);
  const one = await engine.train(null);
  await engine.load({ ...directions, values: directions.values.map((x) => x * 64) }, settings, 2, null);
  const other = await engine.train(null);
  expect(other.best.labels).toEqual(one.best.labels);
  expect(Math.max(...other.best.memories.map((x, i) => Math.abs(x - one.best.memories[i]!)))).toBeLessThan(1e-6);
});

test('asked for training without data, it says what to do', async () => {
  await expect(async () => engine.train(null)).rejects.toMatchObject({ code: 'no-data' });
});
