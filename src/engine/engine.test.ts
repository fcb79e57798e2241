import { beforeEach, expect, test } from 'vitest';
import { Random } from '../core/random';
import type { Backends } from './backends';
import { Engine } from './engine';
import type { EngineError } from './error';
import { rest } from './pace';
import { defaultConfig, type BackendName, type Config, type EngineData, type EngineEvent } from './protocol';

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
  return { values, n, d, labels };
}

const data = blobs(90, [[0, 0, 0], [5, 0, 2], [0, 5, -2]]);
const config = (patch: Partial<Config> = {}): Config => ({ ...defaultConfig, k: 3, beta: 2, epochs: 20, batchSize: 16, learningRate: 0.05, restarts: 3, ...patch });

let engine: Engine;
let events: EngineEvent[];
let channel: MessageChannel;

beforeEach(async () => {
  channel = new MessageChannel();
  events = [];
  channel.port1.onmessage = (message) => events.push(message.data as EngineEvent);
  engine = new Engine(cpu);
  await engine.start('cpu', channel.port2, null);
  return () => channel.port1.close();
});

const settle = () => new Promise((resolve) => setTimeout(resolve, 20));

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
  await engine.load(blobs(3000, [[0, 0, 0], [5, 0, 2], [0, 5, -2]]), config({ epochs: 400, restarts: 1 }), 1, null);
  const first = engine.train(null);
  for (let i = 0; i < 5; i++) await rest();
  await engine.pause();
  expect(await engine.result()).toBeNull();
  const second = engine.train(null);
  expect(await first).toBe(await second);
  expect((await second).history.at(-1)?.epoch).toBe(400);
});

test('a pause does not wait for a long epoch, and changes nothing of it', async () => {
  const large = blobs(6000, [[0, 0, 0], [5, 0, 2], [0, 5, -2]]);
  const long = config({ epochs: 3, restarts: 8, batchSize: 8 });
  await engine.load(large, long, 1, null);
  const whole = await engine.train(null);
  await engine.reset(2);
  for (let pauses = 0; pauses < 4; pauses++) {
    void engine.train(null);
    for (let i = 0; i < 2; i++) await rest();
    await engine.pause();
  }
  const { history, restarts, best } = await engine.train(null);
  expect(history.at(-1)?.epoch).toBe(3);
  expect(restarts.map((one) => one.bestLoss)).toEqual(whole.restarts.map((one) => one.bestLoss));
  expect(best.memories).toEqual(whole.best.memories);
});

test('another backend chosen in mid-epoch is moved to before the next, and changes nothing', async () => {
  const large = blobs(6000, [[0, 0, 0], [5, 0, 2], [0, 5, -2]]);
  const long = config({ epochs: 3, restarts: 8, batchSize: 8 });
  await engine.load(large, long, 1, null);
  const whole = await engine.train(null);
  await engine.reset(2);
  const ended = engine.train(null);
  for (let i = 0; i < 2; i++) await rest();
  await engine.useBackend('wasm');
  for (let i = 0; i < 2; i++) await rest();
  await engine.pause();
  await engine.useBackend('cpu');
  const { best } = await engine.train(null);
  expect((await ended).best.memories).toEqual(best.memories);
  expect(best.memories).toEqual(whole.best.memories);
});

test('a memory that is moved in mid-epoch is where the next epoch starts from', async () => {
  await engine.load(blobs(6000, [[0, 0, 0], [5, 0, 2], [0, 5, -2]]), config({ epochs: 3, restarts: 1, batchSize: 8, learningRate: 2e-5 }), 1, null);
  void engine.train(null).catch(() => {});
  for (let i = 0; i < 2; i++) await rest();
  const moved = Float32Array.from({ length: 9 }, (_, i) => i / 2);
  await engine.setMemories(moved);
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

test('a diverging loss ends with a sentence and the last good memories', async () => {
  await engine.load({ ...data, values: data.values.map((x) => x * 1e14) }, config({ scaling: 'none', mask: null, learningRate: 10, beta: 1e3, restarts: 1 }), 1, null);
  const result = await engine.train(null);
  expect(result.best.memories.every(Number.isFinite)).toBe(true);
});

test('asked for training without data, it says what to do', async () => {
  await expect(async () => engine.train(null)).rejects.toMatchObject({ code: 'no-data' });
});
