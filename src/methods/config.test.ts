import { expect, test } from 'vitest';
import {
  ConfigError,
  defaultConfig,
  defaultsOf,
  networkKey,
  settingsOf,
  methodOf,
  parseConfig,
  partitionUnder,
  presets,
  presetsFor,
  resolveConfig,
  startOf,
  suggestedConfig,
  suitedTo,
  version1Sentence,
  writtenConfig,
  type Config,
} from './config';
import { methods } from './index';
import type { PartitionModel } from '../core/partition/model';
import { fittingLatent } from './shared/autoencoder';
import { common } from './shared/common';
import { stepSizeOf } from './shared/memory';

function refusalOf(input: unknown): ConfigError | null {
  try {
    parseConfig(input);
    return null;
  } catch (error) {
    return error as ConfigError;
  }
}

test('an empty config is the default one', () => {
  expect(parseConfig({})).toEqual(defaultConfig);
});

test.each<[unknown, RegExp, string | null]>([
  [{ bta: 1 }, /unknown key “bta”.*Did you mean “beta”/, 'bta'],
  [{ beta: 2000 }, /“beta” must be between 0.00001 and 1000|“beta” must be between 1e-?5 and 1000/, 'beta'],
  [{ beta: Number.NaN }, /“beta”/, 'beta'],
  [{ beta: '2' }, /“beta” must be a number, not "2"/, 'beta'],
  [{ k: 2.5 }, /“k” must be a whole number/, 'k'],
  [{ k: 0 }, /“k”/, 'k'],
  [{ steps: -1 }, /“steps”/, 'steps'],
  [{ stepSize: 2 }, /“stepSize”/, 'stepSize'],
  [{ epochs: Infinity }, /“epochs”/, 'epochs'],
  [{ similarity: 'cosine' }, /“similarity” must be one of "euclidean", "spherical"/, 'similarity'],
  [{ mask: { probability: 2 } }, /“mask.probability”/, 'mask'],
  [{ mask: { probabilty: 0.2 } }, /unknown key “mask.probabilty”.*“probability”/, 'mask.probabilty'],
  [{ weights: [1, 2] }, /“weights” has 2 numbers for 3 memories/, 'weights'],
  [{ weights: [1, -2, 1] }, /“weights/, 'weights'],
  [{ weights: 'learned', similarity: 'spherical' }, /“weights”/, 'weights'],
  [{ version: 3 }, /“version” must be 1 or 2, not 3/, 'version'],
  [{ toString: 1 }, /unknown key “toString”/, 'toString'],
  [{ latent: 3 }, /“latent” is a setting of DCLAM, which CLAM does not have: .*"method": "dclam"/, 'latent'],
  [{ method: 'dclam', mask: null }, /“mask” is a setting of CLAM, which DCLAM does not have/, 'mask'],
  [{ method: 'kmedoids' }, /“method” must be one of "clam", "dclam"/, 'method'],
  [null, /JSON object/, null],
  [[1], /JSON object/, null],
  [{ energy: 'lsr', similarity: 'spherical' }, /Euclidean similarity only, not "spherical": set “similarity” to "euclidean"\.$/, 'energy'],
  [{ energy: 'lsr', weights: 'learned' }, /weigh alike only: set “weights” to "none"\.$/, 'energy'],
  [{ method: 'dclam', energy: 'epanechnikov' }, /must be one of "lse", "lsr", not "epanechnikov"\.$/, 'energy'],
])('refuses %j with a sentence that names the key', (input, sentence, key) => {
  const refusal = refusalOf(input);
  expect(refusal).toBeInstanceOf(ConfigError);
  expect(refusal?.message).toMatch(sentence);
  expect(refusal?.key).toBe(key);
});

const circular: Record<string, unknown> = {};
circular['mask'] = { probability: circular };
const throwing = {
  get beta(): number {
    throw new Error('no beta today');
  },
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();

test.each<[string, unknown, RegExp]>([
  ['nothing', undefined, /^A config is a JSON object such as \{"beta": 1\.2, "k": 7\}, not undefined\.$/],
  ['a BigInt', 1n, /, not 1n\.$/],
  ['a function', () => 1, /, not a function\.$/],
  ['a symbol', Symbol('k'), /, not a symbol\.$/],
  ['text', '{"k": 3}', /, not ".*"\.$/],
  ['an object that holds itself', circular, /^The config cannot be read: it is nested too deeply\./],
  ['a getter that throws', throwing, /^The config cannot be read: no beta today\./],
  ['a proxy that is no more', revoked.proxy, /^The config cannot be read: .*proxy/],
  ['a list without an end', { weights: Array.from({ length: 5000 }) }, /^The config cannot be read: it has a list of 5000 entries\./],
  ['a preset that is no name', { preset: Symbol('zoo') }, /^There is no preset “a symbol”\./],
  ['a preset that is an object', { preset: Object.create(null) }, /^There is no preset “\{\}”\./],
])('refuses %s with a sentence of its own', (_, input, sentence) => {
  for (const read of [parseConfig, resolveConfig]) {
    if (read === parseConfig && sentence.source.includes('preset')) continue;
    expect(() => read(input)).toThrow(
      expect.objectContaining({ name: 'ConfigError', code: 'bad-config', message: expect.stringMatching(sentence) }),
    );
  }
});

test('refuses whatever is of a wrong type, key by key, in one sentence that says what it must be', () => {
  const wrong: unknown[] = [
    -1,
    1n,
    Number.NaN,
    '',
    'x',
    true,
    [],
    [[]],
    [1n],
    {},
    { x: 1 },
    { probability: '1' },
    { encoder: [] },
    { method: 7 },
    () => 0,
    Symbol('s'),
    new Date(0),
    new Map(),
    1e308,
  ];
  for (const [key, method] of (['clam', 'dclam'] as const).flatMap((id) => Object.keys(defaultsOf(id)).map((key) => [key, id])))
    for (const value of wrong) {
      const refusal = refusalOf({ method, [key]: value });
      if (!refusal) continue;
      expect(refusal).toBeInstanceOf(ConfigError);
      expect(refusal.message).toMatch(new RegExp(`^(“${key}[.”]|The config has an unknown key “${key}\\.)`));
      expect(refusal.message).not.toMatch(/Invalid|Expected|undefined|\[object/);
    }
  expect(refusalOf({ mask: -1 })?.message).toBe('“mask” must be null, or an object such as {"probability": 0.15}, not -1.');
  expect(refusalOf({ method: 'dclam', rates: 'x' })?.message).toBe('“rates” must be an object such as {"head": 0.01}, not "x".');
  expect(refusalOf({ embed: 3 })?.message).toBe('“embed” must be null, or an object such as {"method": "tsne"}, not 3.');
  expect(refusalOf({ method: 'dclam', network: [] })?.message).toMatch(
    /^“network” must be "eae", "cae", "rae" or a list of 1 to 8 whole numbers between 1 and 4096, not \[\]\.$/,
  );
  expect(refusalOf({ weights: {} })?.message).toBe('“weights” must be "none", "learned" or a list of k positive numbers, not {}.');
  expect(refusalOf({ k: 3n })?.message).toBe('“k” must be a whole number, not 3n.');
});

test('what is absent stays, what is given changes', () => {
  const base = parseConfig({ beta: 3, mask: null });
  expect(parseConfig({ k: 4 }, base)).toEqual({ ...base, k: 4 });
  expect(parseConfig({ mask: {} }, base)).toMatchObject({ mask: { probability: 0.15, value: 'mean', wholeBatchEveryThird: false } });
});

test('the presets of the paper halve its β, and other keys may be set beside one', () => {
  const zoo = resolveConfig({ preset: 'clam-paper/zoo', epochs: 50 });
  expect(zoo).toMatchObject({
    preset: 'clam-paper/zoo',
    k: 7,
    beta: 1.2,
    steps: 10,
    learningRate: 0.1,
    batchSize: 8,
    epochs: 50,
    restarts: 10,
    init: 'points',
  });
  expect(zoo).toMatchObject({ mask: { probability: 0.2, value: 'mean', wholeBatchEveryThird: true } });
  expect(presets.map((preset) => preset.id)).toContain('clam-paper/fashion-mnist');
  expect(presets.filter(({ id, dataset }) => id.startsWith('clam-paper/') && dataset === null)).toHaveLength(10);
  for (const preset of presets) expect(() => resolveConfig({ preset: preset.id })).not.toThrow();
  expect(() => resolveConfig({ preset: 'clam-paper/zo' })).toThrow(/no preset “clam-paper\/zo”.*Did you mean “clam-paper\/zoo”/);
});

test('presets are offered for the data that they were made for, whatever the file is called', () => {
  const ids = (name: string, more = {}) => presetsFor({ id: `file:${name}`, name, ...more }).map(({ id }) => id);
  expect(ids('zoo.csv')).toEqual(['clam-paper/zoo']);
  expect(ids('Data_Cortex_Nuclear')).toEqual(['clam-paper/mice-protein']);
  expect(ids('Movement Libras')).toEqual(['clam-paper/movlib']);
  expect(ids('usps')).toEqual(
    expect.arrayContaining(['clam-paper/usps', 'dclam-paper/usps-cae', 'dkm-paper/usps-annealed', 'k-friendly-paper/usps']),
  );
  expect([ids('COIL-100.zip'), ids('cmu_pie')]).toEqual([['k-friendly-paper/coil100'], ['k-friendly-paper/cmu-pie']]);
  expect(ids('Fashion-MNIST').filter((id) => id.startsWith('dkm'))).toEqual([]);
  expect(ids('zoology')).toEqual([]);
  expect(ids('usps · CAE codes', { codesOf: 'usps' })).toEqual([]);
});

test('by itself no set asks for a code that is longer than its points', () => {
  expect(suggestedConfig({ n: 100, d: 2, k: 5, image: null }, 'dclam')).toMatchObject({ k: 5, latent: 2 });
  expect(suggestedConfig({ n: 100, d: 5, k: 5, image: null }, 'dclam')).not.toHaveProperty('latent');
  expect([fittingLatent(10, 4), fittingLatent(4, 4), fittingLatent(null, 4)]).toEqual([null, 4, null]);
});

test.each(['dkm', 'k-friendly'] as const)('%s pretrains few points of many features less, unless a config says how long', (method) => {
  const digits = { n: 1797, d: 64, k: 10, image: {} };
  const usps = { n: 2007, d: 256, k: 10, image: {} };
  const { pretrainEpochs: usual } = defaultsOf(method);
  const suggested = (shape: typeof usps) => suggestedConfig(shape, method).pretrainEpochs!;
  expect([digits, { ...usps, n: 60_000 }].map(suggested)).toEqual([usual, usual]);
  expect(suggested(usps)).toBeLessThan(usual);
  const after = suitedTo({ ...defaultsOf(method), ...suggestedConfig(usps, method) } as Config, digits);
  expect(after).toMatchObject({ pretrainEpochs: usual });
  expect(resolveConfig({ pretrainEpochs: 33 }, suitedTo(defaultsOf(method), usps))).toMatchObject({ pretrainEpochs: 33 });
  const preset = method === 'dkm' ? 'dkm-paper/usps-pretrained' : 'k-friendly-paper/usps';
  expect(resolveConfig({ preset }, suitedTo(defaultsOf(method), usps))).toMatchObject({ pretrainEpochs: 50 });
});

test('a is tied to T unless it is set', () => {
  expect(stepSizeOf({ steps: 8, stepSize: null })).toBe(1 / 8);
  expect(stepSizeOf({ steps: 8, stepSize: 0.3 })).toBe(0.3);
});

test('a set is suggested its k, a β that shrinks with d and in the plane grows with k, and a start', () => {
  expect(suggestedConfig({ n: 100, d: 2, k: 5, image: null })).toEqual({ k: 5, beta: 1, mask: null, init: 'kmeans++' });
  expect(suggestedConfig({ n: 1200, d: 2, k: 12, image: null }).beta).toBe(4);
  expect(suggestedConfig({ n: 100, d: 16, k: 7, image: null })).toEqual({ k: 7, beta: 2, mask: null, init: 'kmeans' });
  expect(suggestedConfig({ n: 1797, d: 64, k: 10, image: null }).beta).toBe(0.5);
  expect(suggestedConfig({ n: 3, d: 2, k: 5, image: null }).k).toBe(3);
  expect(suggestedConfig({ n: 1000, d: 2, k: 400, image: null }).k).toBe(256);
});

test('a layout of the result is asked for by name, with the rest filled in, and refused by name', () => {
  expect(parseConfig({ embed: { method: 'pca' } }).embed).toMatchObject({ method: 'pca', of: 'input', perplexity: 30, seed: 0 });
  expect(parseConfig({ embed: null }).embed).toBeNull();
  expect(() => parseConfig({ embed: { method: 'tsne', perplexity: 1 } })).toThrow('“embed.perplexity” must be between 2 and 100, not 1.');
  expect(() => parseConfig({ embed: { perplexty: 30 } })).toThrow(
    'The config has an unknown key “embed.perplexty”. Did you mean “perplexity”?',
  );
  expect(() => parseConfig({ embed: { of: 'encoded' } })).toThrow('needs codes, and CLAM has none');
  expect(parseConfig({ method: 'dclam', embed: { of: 'encoded' } }).embed!.of).toBe('encoded');
});

test('settings of another method are left out of what version 1 wrote, and named where they were set', () => {
  const before = { ...defaultConfig, version: 1, latent: 4, network: 'eae', rates: { encoder: 1e-7, decoder: 1e-3, memories: 1e-2 } };
  expect(parseConfig(before)).toEqual(defaultConfig);
  expect(version1Sentence(before, 'clam')).toBe('The config has settings that CLAM does not have: “latent”. They were left out.');
  expect(version1Sentence({ latent: 4 }, 'clam')).toBe(null);
  expect(parseConfig({ version: 1, method: 'dclam', mask: null, beta: 3 })).toMatchObject({ method: 'dclam', beta: 3, version: 2 });
});

test('earlier names are accepted for ever, and a file has them', () => {
  const named = parseConfig({ method: 'dcam', learningRate: 0.002, rates: { memories: 0.3 } });
  expect(named).toMatchObject({ method: 'dclam', pretrainRate: 0.002, rates: { head: 0.3, decoder: 1e-3 } });
  expect(writtenConfig(named)).toMatchObject({ rates: { memories: 0.3, decoder: 1e-3 } });
  expect(parseConfig(writtenConfig(named))).toEqual(named);
});

test('another method begins with its own settings, and with those of every method that were chosen', () => {
  const clam = parseConfig({ k: 7, seed: 5, beta: 9, epochs: 17, weights: 'learned' });
  expect(parseConfig({ method: 'dclam' }, clam)).toEqual({ ...defaultsOf('dclam'), k: 7, seed: 5 });
  const left = parseConfig({ method: 'dclam', network: [8], latent: 2, epochs: 3 });
  expect(startOf('dclam', clam, left)).toEqual({ ...left, k: 7, seed: 5 });
  // Fixed weights come k at a time, and a code that is tied to k is no longer than a point.
  expect(startOf('clam', left, parseConfig({ k: 2, weights: [1, 2] }))).toMatchObject({ k: 3, weights: [1, 2, 1] });
  expect(startOf('dclam', clam, defaultsOf('dclam'), { n: 100, d: 4, k: 7, image: null })).toMatchObject({ k: 7, latent: 4 });
});

test('a setting with a control stands in one panel; those of every method may stand in none', () => {
  const places = methods.flatMap(({ id, fields, panels }) =>
    Object.entries(fields).flatMap(([key, { controls }]) => {
      const count = panels.filter((panel) => panel.fields.includes(key)).length;
      return count === (controls.length > 0 ? 1 : 0) || (count === 0 && key in common) ? [] : [`${id} ${key}: ${count}`];
    }),
  );
  expect(places).toEqual([]);
});

test('squares and products give way to other data; what stands between layers is not asked of networks without them', () => {
  const config = parseConfig({ method: 'ae-cm', k: 2, network: 'quadratic', latent: 3 });
  for (const shape of [
    { n: 90, d: 2, k: 2, image: null },
    { n: 90, d: 100, k: 2, image: null },
    { n: 90, d: 64, k: 2, image: {} },
  ]) {
    const { network, latent } = suitedTo(config, shape) as typeof config & { network: unknown; latent: number | null };
    expect(network).not.toBe('quadratic');
    expect(latent ?? 2).toBeLessThanOrEqual(shape.d);
  }
  const asked = (network: unknown) =>
    methodOf(config).fields['activation'].controls[0].when!('relu', settingsOf(parseConfig({ method: 'ae-cm', network })));
  expect(['eae', 'cae', [5], 'rae', 'quadratic'].map(asked)).toEqual([true, true, true, false, false]);
});

test('networks are the same ones under the same settings of theirs, whichever method is trained on them', () => {
  const network = { k: 3, latent: 3, batchSize: 64, pretrainEpochs: 7, scaling: 'pixels' };
  const key = (method: string, patch: object = {}) => networkKey(parseConfig({ method, ...network, ...patch }), 64);
  // DCLAM has no setting of what stands between layers: its ReLU is that of the others.
  expect(key('dkm')).toBe(key('dclam'));
  expect(key('dkm', { optimiser: { kind: 'sgd' }, epochs: 3 })).toBe(key('dclam'));
  for (const patch of [{ activation: 'leaky' }, { latent: 4 }, { network: [5] }, { networkSeed: 1 }])
    expect(key('dkm', patch)).not.toBe(key('dclam'));
  expect(() => parseConfig({ method: 'dclam', activation: 'leaky' })).toThrow(/“activation” is a setting of .*, which DCLAM does not have/);
});

test('a partition under its own settings is the same object, under others it is not', () => {
  const memory: PartitionModel = {
    kind: 'memory',
    k: 2,
    d: 1,
    memories: Float32Array.of(0, 1),
    beta: 2,
    steps: 10,
    stepSize: 0.1,
    similarity: 'euclidean',
    logWeights: null,
  };
  const clam = { ...defaultsOf('clam'), beta: 2 };
  expect(partitionUnder(clam, memory)).toBe(memory);
  expect(partitionUnder({ ...clam, beta: 3 }, memory)).toEqual({ ...memory, beta: 3 });
  const centres: PartitionModel = {
    kind: 'centres',
    k: 2,
    d: 1,
    prototypes: Float32Array.of(0, 1),
    rule: { by: 'softmax', alpha: 7 },
    metric: 'euclidean',
    weights: null,
  };
  const dkm = { ...defaultsOf('dkm'), alpha: 7 };
  expect(partitionUnder(dkm, centres)).toBe(centres);
  expect(partitionUnder({ ...dkm, alpha: 8 }, centres)).toEqual({ ...centres, rule: { by: 'softmax', alpha: 8 } });
  // While α is annealed it is the epoch's own.
  expect(partitionUnder({ ...dkm, alpha: 8, start: 'random' }, centres)).toBe(centres);
});
