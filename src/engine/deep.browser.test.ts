import { beforeEach, expect, test } from 'vitest';
import { defaultConfig, defaultsOf, type Config, type ConfigOfMethod } from '../methods/config';
import { annealedAlphas } from '../methods/dkm/annealing';
import { bars, desk, type Desk } from './testing';
import { memoryOf } from '../core/partition/testing';

/** DCLAM in the engine, on typed arrays: from pictures to a result. */
const side = 6;
const n = 96;

const config = (patch: Partial<ConfigOfMethod<'dclam'>> = {}): ConfigOfMethod<'dclam'> => ({
  ...defaultsOf('dclam'),
  k: 3,
  network: [24, 12],
  pretrainEpochs: 30,
  epochs: 20,
  batchSize: 16,
  pretrainRate: 3e-3,
  ...patch,
});

let engine: Desk['engine'];
let events: Desk['events'];
let snapshots: Desk['snapshots'];
let settle: Desk['settle'];
let toldOf: Desk['toldOf'];

beforeEach(async () => {
  const opened = await desk();
  ({ engine, events, snapshots, settle, toldOf } = opened);
  return opened.close;
});

test('pretrains, trains, and tells codes, decoded memories and both silhouettes of every epoch', async () => {
  await engine.load(bars(96, side), config(), 1, null);
  const result = await engine.train(1, null);
  await settle();
  const { best, pretraining } = result;
  expect(pretraining?.losses).toHaveLength(30);
  expect(pretraining!.losses.at(-1)!).toBeLessThan(0.5 * pretraining!.losses[0]);
  expect(best.latent!.codes).toHaveLength(n * 3);
  expect(best.latent!.decoded).toHaveLength(3 * side * side);
  expect(memoryOf(best).memories).toHaveLength(3 * 3);
  const { metrics } = best;
  expect(metrics.nmi).toBeCloseTo(1, 6);
  expect(metrics.silhouette).toBeNull();
  expect(metrics.scAttracted!).toBeGreaterThan(metrics.scEncoded!);
  expect(metrics.rlPretrained).toBe(pretraining!.rlPretrained);
  expect(metrics.rrl).toBeCloseTo((100 * (metrics.rl! - metrics.rlPretrained!)) / metrics.rlPretrained!, 6);
  expect(snapshots().at(-1)!.epoch).toBe(20);
  expect(events.filter((event) => event.type === 'pretraining' && event.active).length).toBeGreaterThan(1);
  // Its own decoder draws what the snapshot has.
  const decoded = await engine.decode(1, 0, best.epoch, memoryOf(best).memories);
  best.latent!.decoded.forEach((value, i) => expect(decoded!.values[i]).toBeCloseTo(value, 5));
  // Epoch 0 is that of the pretrained network, not of those on the way to it.
  const first = snapshots()
    .filter(({ epoch }) => epoch === 0)
    .at(-1)!;
  const decodedAtFirst = await engine.decode(1, 0, 0, memoryOf(first).memories);
  first.latent!.decoded.forEach((value, i) => expect(decodedAtFirst!.values[i]).toBeCloseTo(value, 5));
});

test('networks that would not fit are refused beforehand, with what would', async () => {
  await expect(engine.load(bars(96, side), config({ network: [4096, 4096], restarts: 100 }), 1, null)).rejects.toThrow(
    /^A run with these settings takes about [\d,]+ MB of memory, most of it for the networks of 100 restarts, and a page has about [\d,]+ MB here: choose /,
  );
});

test('another β, T or seed needs no new pretraining; another network does', async () => {
  await engine.load(bars(96, side), config({ epochs: 2 }), 1, null);
  await engine.train(1, null);
  await settle();
  events.length = 0;
  await engine.configure(config({ epochs: 2, seed: 7, beta: 3 }), 2);
  await engine.train(2, null);
  await settle();
  expect(events.some((event) => event.type === 'pretraining' && event.active)).toBe(false);
  await engine.configure(config({ epochs: 2, latent: 2 }), 3);
  await engine.train(3, null);
  await settle();
  expect(events.some((event) => event.type === 'pretraining' && event.active)).toBe(true);
});

test('pretraining pauses, goes on and is cancelled', async () => {
  await engine.load(bars(96, side), config({ pretrainEpochs: 10_000 }), 1, null);
  const training = engine.train(1, null);
  await toldOf((event) => event.type === 'pretraining' && (event.pretraining?.epoch ?? 0) > 0);
  await engine.pause(1);
  await training;
  await settle();
  const paused = events.findLast((event) => event.type === 'pretraining')!;
  expect(paused).toMatchObject({ active: false, pretraining: { done: false } });
  await engine.step(1);
  await settle();
  const stepped = events.findLast((event) => event.type === 'pretraining')!;
  expect(stepped.pretraining!.epoch).toBe(paused.pretraining!.epoch + 1);
  await engine.cancelPretraining(1);
  await expect.poll(() => events.findLast((event) => event.type === 'pretraining')).toMatchObject({ pretraining: null, active: false });
  expect(snapshots().at(-1)).toMatchObject({ epoch: 0, latent: { pretrained: false } });
});

test('paused or cancelled while a network on its way is being shown, it can still be told what there is', async () => {
  // So many points that judging them is not done in one slice.
  await engine.load(bars(1500, side), config({ pretrainEpochs: 10_000 }), 1, null);
  for (let round = 0; round < 4; round++) {
    const training = engine.train(1, null);
    await toldOf((event) => event.type === 'pretraining' && event.active && event.pretraining!.epoch > 2 * round);
    await engine.pause(1);
    const { best } = await training;
    expect([best.epoch, best.latent!.pretrained, best.labels.length]).toEqual([0, false, 1500]);
  }
  await engine.cancelPretraining(1);
});

test('the same seeds give the same numbers, and a checkpoint goes on as if nothing had happened', async () => {
  const train = async (epochs: number) => {
    await engine.load(bars(96, side), config({ epochs, pretrainEpochs: 5 }), 1, null);
    return engine.train(1, null);
  };
  const whole = await train(6);
  await train(3);
  await settle();
  const { checkpoint } = events.findLast((event) => event.type === 'checkpoint')!;
  const { engine: other, events: told } = await desk();
  await other.load(bars(96, side), config({ epochs: 6, pretrainEpochs: 5 }), 2, structuredClone(checkpoint));
  const resumed = await other.train(2, null);
  expect(resumed.history.at(-1)!.loss).toBe(whole.history.at(-1)!.loss);
  expect([...memoryOf(resumed.best).memories]).toEqual([...memoryOf(whole.best).memories]);

  // A run that is over comes back with the networks of its result, and goes on, too.
  const short = config({ epochs: 3, pretrainEpochs: 5 });
  const result = structuredClone(await other.load(bars(96, side), short, 3, null).then(() => other.train(3, null)));
  const { codes } = result.best.latent!;
  const drawn = await other.decode(3, 0, result.best.epoch, codes.slice());
  await settle();
  const end = structuredClone(told.findLast((event) => event.type === 'checkpoint')!.checkpoint);
  await other.configure({ ...defaultConfig, k: 4 }, 4);
  await other.load(null, short, 3, end, null, { result, restart: 0, entries: result.history });
  expect(await other.result(3)).toEqual(result);
  expect(await other.decode(3, 0, result.best.epoch, codes.slice())).toEqual(drawn);
  await other.configure(config({ epochs: 6, pretrainEpochs: 5 }), 5);
  expect([...memoryOf((await other.train(3, null)).best).memories]).toEqual([...memoryOf(whole.best).memories]);
});

test('a loss that is no number ends pretraining with a sentence', async () => {
  const { values, ...rest } = bars(96, side);
  await engine.load(
    { ...rest, values: values.map((x) => 1e12 * x), image: null },
    config({ scaling: 'none', pretrainRate: 10, network: Array.from({ length: 8 }, () => 256) }),
    1,
    null,
  );
  await expect(engine.train(1, null)).rejects.toThrow(
    /^The loss of pretraining was no finite number any more at epoch \d+\. Lower “pretrainRate” \(it is 10\)/,
  );
});

test('a loss that is no number in the joint training ends that restart with its last good state, and says so', async () => {
  await engine.load(
    bars(96, side),
    config({ pretrainEpochs: 3, epochs: 40, rates: { encoder: 10, decoder: 10, head: 10 }, network: [64, 64, 64, 64, 64, 64] }),
    1,
    null,
  );
  const result = await engine.train(1, null);
  await settle();
  const notice = events.find((event) => event.type === 'notice');
  expect(notice).toMatchObject({
    notice: {
      code: 'diverged',
      sentence: expect.stringMatching(
        /no finite number any more at epoch \d+; it went back to epoch \d+ and stopped\. Lower the learning rates or β/,
      ),
    },
  });
  expect(result.best.latent!.codes.every(Number.isFinite)).toBe(true);
});

const small = { k: 3, network: [24, 12], pretrainEpochs: 30, batchSize: 16, pretrainRate: 3e-3 } as const;

test('DKM trains on from the networks of AE + k-means, to clusters that are farther apart', async () => {
  const only: Config = { ...defaultsOf('ae-kmeans'), ...small };
  await engine.load(bars(96, side), only, 1, null);
  const first = await engine.train(1, null);
  await settle();
  expect([first.best.epoch, first.best.partition.kind, first.best.latent!.pretrained, first.best.metrics.scAttracted]).toEqual([
    0,
    'centres',
    true,
    null,
  ]);
  expect(first.best.metrics.rl).toBeCloseTo(first.pretraining!.rlPretrained!, 6);
  events.length = 0;
  await engine.configure({ ...defaultsOf('dkm'), ...small, epochs: 30, restarts: 2 }, 2);
  const result = await engine.train(2, null);
  await settle();
  expect(events.some((event) => event.type === 'pretraining' && event.active)).toBe(false);
  expect(result.stopped).toEqual({ epoch: 30, why: 'epochs' });
  expect(result.best.epoch).toBe(30);
  expect(result.best.partition).toMatchObject({ kind: 'centres', rule: { by: 'softmax', alpha: 1000 }, metric: 'euclidean' });
  expect(result.best.metrics.nmi).toBeCloseTo(1, 6);
  expect(result.best.metrics.scEncoded!).toBeGreaterThan(first.best.metrics.scEncoded!);
  expect(result.restarts.map(({ bestEpoch }) => bestEpoch)).toEqual([30, 30]);
});

test('DKM from a random start trains without pretraining, and α rises by its schedule', async () => {
  const anneal = { first: 0.1, values: 3, epochsEach: 2 };
  await engine.load(bars(96, side), { ...defaultsOf('dkm'), ...small, start: 'random', anneal, distance: 'cosine', epochs: 8 }, 1, null);
  const result = await engine.train(1, null);
  await settle();
  expect(events.some((event) => event.type === 'pretraining' && event.active)).toBe(false);
  const rules = snapshots().map(({ partition }) =>
    partition.kind === 'centres' && partition.rule.by === 'softmax' ? partition.rule.alpha : null,
  );
  expect(rules.at(0)).toBe(0.1);
  expect(rules.at(-1)).toBeCloseTo(annealedAlphas(3)[2], 6);
  expect(result.best.metrics.rrl).toBeNull();
  expect(result.best.latent!.codes.every(Number.isFinite)).toBe(true);
});
