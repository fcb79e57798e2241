import { expect, test } from 'vitest';
import { ConfigError, defaultConfig, fittingLatent, methodDefaults, parseConfig, stepSizeOf, suggestedConfig } from './config';
import { checkAgainst } from './fit';
import { presets, resolveConfig } from './presets';

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
  [{ version: 2 }, /“version” must be 1/, 'version'],
  [null, /JSON object/, null],
  [[1], /JSON object/, null],
])('refuses %j with a sentence that names the key', (input, sentence, key) => {
  const refusal = refusalOf(input);
  expect(refusal).toBeInstanceOf(ConfigError);
  expect(refusal?.message).toMatch(sentence);
  expect(refusal?.key).toBe(key);
});

test('what is absent stays, what is given changes', () => {
  const base = parseConfig({ beta: 3, mask: null });
  expect(parseConfig({ k: 4 }, base)).toEqual({ ...base, k: 4 });
  expect(parseConfig({ mask: {} }, base).mask).toEqual({ probability: 0.15, value: 'mean', wholeBatchEveryThird: false });
});

test('the presets of the paper halve its β, and other keys may be set beside one', () => {
  const zoo = resolveConfig({ preset: 'clam-paper/zoo', epochs: 50 });
  expect(zoo).toMatchObject({ preset: 'clam-paper/zoo', k: 7, beta: 1.2, steps: 10, learningRate: 0.1, batchSize: 8, epochs: 50, restarts: 10, init: 'points' });
  expect(zoo.mask).toEqual({ probability: 0.2, value: 'mean', wholeBatchEveryThird: true });
  expect(presets.map((preset) => preset.id)).toContain('clam-paper/fashion-mnist');
  for (const preset of presets) expect(() => resolveConfig({ preset: preset.id })).not.toThrow();
  expect(() => resolveConfig({ preset: 'clam-paper/zo' })).toThrow(/no preset “clam-paper\/zo”.*Did you mean “clam-paper\/zoo”/);
});

test('k must fit the data', () => {
  expect(() => checkAgainst(parseConfig({ k: 200 }), { n: 150, d: 4, image: null })).toThrow(/“k” is 200, but there are only 150 points/);
  expect(() => checkAgainst(parseConfig({ k: 150 }), { n: 150, d: 4, image: null })).not.toThrow();
});

test('a code is no longer than the points', () => {
  const table = { n: 150, d: 4, image: null };
  const deep = (patch: object) => parseConfig({ ...methodDefaults.dclam, method: 'dclam', k: 3, ...patch });
  expect(() => checkAgainst(deep({ latent: 4 }), table)).not.toThrow();
  expect(() => checkAgainst(deep({ latent: 10 }), table)).toThrow('“latent” is 10, and a code of 10 numbers is longer than the points, which have 4: choose “latent” between 1 and 4.');
  expect(() => checkAgainst(deep({ k: 5 }), table)).toThrow(/“latent” is tied to k = 5.*choose “k” of at most 4, or set “latent” to at most 4\.$/);
  expect(() => checkAgainst(parseConfig({ k: 5, latent: 10 }), table)).not.toThrow();
  // By itself no set asks for one that is.
  expect(suggestedConfig({ n: 100, d: 2, k: 5, image: null }, 'dclam')).toMatchObject({ k: 5, latent: 2 });
  expect(suggestedConfig({ n: 100, d: 5, k: 5, image: null }, 'dclam')).not.toHaveProperty('latent');
  expect([fittingLatent(10, 4), fittingLatent(4, 4), fittingLatent(null, 4)]).toEqual([null, 4, null]);
});

test('a is tied to T unless it is set', () => {
  expect(stepSizeOf({ steps: 8, stepSize: null })).toBe(1 / 8);
  expect(stepSizeOf({ steps: 8, stepSize: 0.3 })).toBe(0.3);
});

test('a set is suggested its k, a β that shrinks with d, and no mask where features are few', () => {
  expect(suggestedConfig({ n: 100, d: 2, k: 5, image: null })).toEqual({ k: 5, beta: 1, mask: null });
  expect(suggestedConfig({ n: 100, d: 16, k: 7, image: null }).mask).not.toBeNull();
  expect(suggestedConfig({ n: 1797, d: 64, k: 10, image: null }).beta).toBe(0.1);
  expect(suggestedConfig({ n: 3, d: 2, k: 5, image: null }).k).toBe(3);
  expect(suggestedConfig({ n: 1000, d: 2, k: 400, image: null }).k).toBe(256);
});

test('a layout of the result is asked for by name, with the rest filled in, and refused by name', () => {
  expect(parseConfig({ embed: { method: 'pca' } }).embed).toMatchObject({ method: 'pca', of: 'input', perplexity: 30, seed: 0 });
  expect(parseConfig({ embed: null }).embed).toBeNull();
  expect(() => parseConfig({ embed: { method: 'tsne', perplexity: 1 } })).toThrow('“embed.perplexity” must be between 2 and 100, not 1.');
  expect(() => parseConfig({ embed: { perplexty: 30 } })).toThrow('The config has an unknown key “embed.perplexty”. Did you mean “perplexity”?');
  expect(() => parseConfig({ embed: { of: 'encoded' } })).toThrow('needs codes, and CLAM has none');
  expect(parseConfig({ method: 'dclam', ...methodDefaults.dclam, embed: { of: 'encoded' } }).embed!.of).toBe('encoded');
});
