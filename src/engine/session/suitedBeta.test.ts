import { beforeEach, expect, test } from 'vitest';
import { memoryOf } from '../../core/partition/testing';
import { betaAt, betaOf, defaultsOf, withBeta, type Config } from '../../methods/config';
import { config, data, engine, events, newDesk, settle } from '../testing';

/** β of log-sum-ReLU that nobody named suits the start: 1/(2.25 q), q the 0.95 quantile of squared distances from the nearest memory. */

beforeEach(newDesk);

const balls = config({ energy: 'lsr', mask: null, restarts: 1, epochs: 3, scaling: 'none', init: 'kmeans' });

test('a run whose β nobody named begins with the one that suits its start, and is trained by it', async () => {
  const begun = await engine.load(data, balls, 1, null, null, null, true);
  const result = await engine.train(1, null);
  await settle();
  const [start] = events.flatMap((event) => (event.type === 'snapshot' && event.snapshot.epoch === 0 ? [event.snapshot] : []));
  const { memories, k, d } = memoryOf(start);
  const squares = Array.from({ length: data.n }, (_, i) =>
    Math.min(
      ...Array.from({ length: k }, (_one, mu) =>
        Array.from({ length: d }, (_each, j) => (data.values[i * d + j] - memories[mu * d + j]) ** 2).reduce((sum, x) => sum + x, 0),
      ),
    ),
  ).toSorted((a, b) => a - b);
  const at = 0.95 * (data.n - 1);
  const q = squares[Math.floor(at)] + (at % 1) * (squares[Math.floor(at) + 1] - squares[Math.floor(at)]);
  const beta = betaOf(begun.config)!;
  expect(beta / (1 / (2.25 * q))).toBeCloseTo(1, 2);
  expect([memoryOf(start).beta, betaOf(start.config), betaOf(result.config), memoryOf(result.best).beta]).toEqual([beta, beta, beta, beta]);
  expect(result.best.metrics.assigned).toBeGreaterThan(0.95);
});

test('a β that was named is kept, and so is that of log-sum-exp', async () => {
  const named = await engine.load(data, balls, 1, null);
  expect(betaOf(named.config)).toBe(2);
  const other = await engine.load(data, config({ energy: 'lse', restarts: 1 }), 2, null, null, null, true);
  expect(betaOf(other.config)).toBe(2);
});

test('of a deep method it suits the codes once more when they are pretrained, unless one was named meanwhile', async () => {
  const deep = {
    ...defaultsOf('dclam'),
    energy: 'lsr',
    k: 3,
    latent: 2,
    network: [8],
    pretrainEpochs: 20,
    pretrainRate: 3e-3,
    epochs: 2,
    batchSize: 16,
    scaling: 'none',
  } as Config;
  const begun = await engine.load(data, deep, 1, null, null, null, true);
  const before = betaOf(begun.config)!;
  const result = await engine.train(1, null);
  await settle();
  const starts = events.flatMap((event) => (event.type === 'snapshot' && event.snapshot.epoch === 0 ? [event.snapshot] : []));
  const { partition, latent } = starts.at(-1)!;
  const suited = betaAt(result.config, { partition, points: latent!.codes, n: data.n })!;
  expect(suited).not.toBe(before);
  expect([betaOf(result.config), betaOf(starts.at(-1)!.config)]).toEqual([suited, suited]);
  const told = events.flatMap((event) => (event.type === 'suited' ? [event.beta] : []));
  expect(told.at(-1)).toBe(suited);
  // Settings from a page that was not told yet do not take it back.
  const late = await engine.configure(withBeta(result.config, before), 1);
  expect(betaOf(late.config)).toBe(suited);
  const own = await engine.configure(withBeta(result.config, 0.77), 1);
  expect(betaOf(own.config)).toBe(0.77);

  await engine.configure({ ...withBeta(deep, 0.5), networkSeed: 3 } as Config, 2);
  const kept = await engine.train(2, null);
  expect(betaOf(kept.config)).toBe(0.5);
});
