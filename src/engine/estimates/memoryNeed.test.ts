import { describe, expect, test } from 'vitest';
import { dclamHead } from '../../methods/dclam/head';
import { defaultConfig, defaultsOf, parseConfig, type ConfigPatch } from '../../methods/config';
import { checkAgainst } from './fit';
import { memoryBudget, memoryNeed, networkNeed, tooLarge } from './memoryNeed';
import { architectureOf } from '../networks/architecture';
import { trainingBytes } from '../networks/typed/create';

const mebi = 2 ** 20;
const gibi = 2 ** 30;
const pictures = { width: 28, height: 28, channels: 1 };
const digits = { n: 1797, d: 64, image: { width: 8, height: 8, channels: 1 } };
const clam = (patch: ConfigPatch = {}) => parseConfig(patch, defaultConfig);
const dclam = (patch: ConfigPatch = {}) => parseConfig(patch, defaultsOf('dclam'));

test('the budget is a share of the device, within what a page may have, and cautious where the browser says nothing', () => {
  expect(memoryBudget({ device: null, heap: null })).toBe(2 * gibi);
  expect(memoryBudget({ device: 0.5, heap: null })).toBe(gibi / 4);
  expect(memoryBudget({ device: 8, heap: null })).toBe(4 * gibi);
  expect(memoryBudget({ device: 64, heap: null })).toBe(4 * gibi);
  expect(memoryBudget({ device: 8, heap: gibi })).toBe(gibi);
});

test.each([
  ['eae', { d: 784, image: null }],
  ['cae', { d: 784, image: pictures }],
  ['rae', { d: 784, image: pictures }],
  [[4096, 4096], { d: 64, image: null }],
] as const)('of a network about as much is estimated as its kernels take: %s', (network, shape) => {
  for (const batch of [32, 256, 4096]) {
    const architecture = architectureOf(typeof network === 'string' ? network : [...network], shape, 10);
    const taken = trainingBytes(architecture, batch, 10, dclamHead);
    // The kernels' threads have some 2 MB of their own.
    expect(networkNeed(architecture, batch)).toBeGreaterThan(0.95 * taken - 4 * mebi);
    expect(networkNeed(architecture, batch)).toBeLessThan(1.4 * taken);
  }
});

test('usual runs fit where the browser says nothing', () => {
  const budget = memoryBudget({ device: null, heap: null });
  for (const [config, shape] of [
    [clam({ restarts: 10, k: 10 }), { n: 60_000, d: 784, image: pictures }],
    [clam({ restarts: 100, k: 7 }), digits],
    [dclam({ k: 10 }), { n: 60_000, d: 784, image: pictures }],
    [dclam({ k: 10, restarts: 10 }), digits],
    [dclam({ k: 10, network: 'rae', restarts: 5 }), { n: 9298, d: 256, image: { width: 16, height: 16, channels: 1 } }],
  ] as const)
    expect(tooLarge(config, shape, budget)).toBeNull();
});

describe('what would not fit is refused with what takes how much, and what would fit', () => {
  test.each<[string, ReturnType<typeof clam>, Parameters<typeof tooLarge>[1], string, RegExp]>([
    [
      'wide networks',
      dclam({ network: Array.from({ length: 8 }, () => 4096), latent: 2 }),
      digits,
      'network',
      /^A run with these settings takes about 2\d,\d{3} MB of memory, most of it for the networks, and a page has about 2,048 MB here: choose narrower layers, or fewer of them\.$/,
    ],
    [
      'networks of many restarts',
      dclam({ restarts: 100 }),
      digits,
      'restarts',
      /most of it for the networks of 100 restarts, .*: choose at most \d+ restarts, or a smaller network\.$/,
    ],
    [
      'memories of many restarts',
      clam({ k: 256, restarts: 100 }),
      { n: 500, d: 5000, image: null },
      'restarts',
      /most of it for 256 memories of 100 restarts, .*: choose at most \d+ restarts\.$/,
    ],
    [
      'large batches',
      dclam({ network: 'rae', batchSize: 60_000 }),
      { n: 60_000, d: 784, image: pictures },
      'batchSize',
      /most of it for batches of 60000 points, .*: choose batches of at most \d+ points\.$/,
    ],
    [
      'codes of many restarts',
      dclam({ restarts: 100, latent: 10, network: [8] }),
      { n: 1_000_000, d: 10, image: null },
      'restarts',
      /most of it for the codes of 100 restarts/,
    ],
  ])('%s', (_, config, shape, key, sentence) => {
    const budget = memoryBudget({ device: null, heap: null });
    const refused = tooLarge(config, shape, budget);
    expect(refused?.key).toBe(key);
    expect(refused?.sentence).toMatch(sentence);
    expect(() => checkAgainst(config, shape, budget)).toThrow(expect.objectContaining({ name: 'ConfigError', code: 'too-large', key }));
    const remedy = /at most (\d+)/.exec(refused!.sentence);
    if (!remedy) return;
    const most = Number(remedy[1]);
    expect(tooLarge({ ...config, [key]: most }, shape, budget)).toBeNull();
    expect(tooLarge({ ...config, [key]: most + 1 }, shape, budget)).not.toBeNull();
  });
});

test('points that are fewer than a batch count, not the batch', () => {
  expect(memoryNeed(clam({ batchSize: 65_536 }), digits)).toEqual(memoryNeed(clam({ batchSize: digits.n }), digits));
});
