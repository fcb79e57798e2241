import { expect, test } from 'vitest';
import { parseConfig, presets, resolveConfig, type ConfigPatch } from '../methods/config';
import { usualMask } from '../methods/clam/declare';
import { decodeUrl, encodeUrl, linkParameters, type Linkable } from './url';

const suggested = { k: 3, beta: 1, mask: null };

const state = (changes: Partial<Linkable> = {}, config: ConfigPatch = {}): Linkable => ({
  data: 'iris',
  knobs: {},
  config: parseConfig({ k: 3, ...config }),
  suggested,
  stage: 'basins',
  layout: [],
  plane: { kind: 'data' },
  usualPlane: { kind: 'data' },
  embedding: {},
  ...changes,
});

/** The settings of the page when it opens the link. */
const opened = (linkable: Linkable) => {
  const { url, problems } = decodeUrl(encodeUrl(linkable));
  expect(problems).toEqual([]);
  return { ...linkable, ...url, config: resolveConfig(url.config, parseConfig(linkable.suggested)) };
};

test('what goes without saying is not said', () => {
  expect(encodeUrl(state())).toBe('?data=iris');
  expect(encodeUrl(state({ suggested: { ...suggested, k: 7 } }, { k: 7 }))).toBe('?data=iris');
  expect(encodeUrl(state({}, { beta: 1.2, k: 7 }))).toBe('?data=iris&k=7&beta=1.2');
});

test('the β of balls is always said, for what suits them is not known before they begin', () => {
  expect(encodeUrl(state({}, { beta: 1, energy: 'lsr' }))).toBe('?data=iris&beta=1&energy=lsr');
});

test('a mask that a set does not ask for by itself is part of the link', () => {
  const masked = state({}, { mask: usualMask });
  expect(encodeUrl(masked)).toContain('mask=on');
  expect(opened(masked).config).toEqual(masked.config);
});

test('a link gives back what it was made of', () => {
  const full = state(
    {
      data: 'synthetic/moons',
      knobs: { n: 300, noise: 0.2, seed: 9 },
      stage: 'memories',
      layout: ['memories', 'basins', 'curves', 'metrics'],
      plane: { kind: 'memories', memories: [0, 4, 2] },
      embedding: { method: 'tsne', perplexity: 50, of: 'attracted' },
    },
    {
      k: 5,
      beta: 1e-5,
      stepSize: 0.2,
      weights: [1, 2, 3, 4, 0.5],
      mask: { probability: 0.5, value: 'max', wholeBatchEveryThird: true },
      init: 'kmeans++',
      seed: 12345,
      backend: 'wasm',
    },
  );
  expect(opened(full)).toEqual(full);
  const bare = state({ plane: { kind: 'pca' }, suggested: { ...suggested, mask: usualMask } }, { mask: null, weights: 'learned' });
  expect(opened(bare)).toEqual(bare);
  for (const { id } of presets) {
    const preset = state({ suggested: { k: 3 } }, { ...resolveConfig({ preset: id, seed: 3 }) });
    expect(opened(preset).config).toEqual(preset.config);
  }
  const annealed = state({}, { method: 'dkm', start: 'random', anneal: { first: 0.5, values: 7, epochsEach: 2 }, distance: 'cosine' });
  expect(encodeUrl(annealed)).toContain('anneal=0.5,7,2');
  expect(opened(annealed).config).toEqual(annealed.config);
});

test('every parameter has its own key', () => {
  expect(new Set(linkParameters.map(({ key }) => key)).size).toBe(linkParameters.length);
});

test('a user’s file is never in the link', () => {
  expect(encodeUrl(state({ data: 'file:patients.csv' }))).toBe('');
});

test('each bad value is told with its key, value and range, and the rest is used', () => {
  const { url, problems } = decodeUrl(
    '?data=iris&beta=-3&k=2.5&steps=12&stage=moon&tiles=basins,basins&noise=2&colour=red&beat=1&plane=1,1,2&embedding=perplexity:1&mask=perhaps',
  );
  expect(url).toEqual({ data: 'iris', knobs: {}, config: { steps: 12 }, stage: 'basins', layout: [], plane: null, embedding: {} });
  const told = problems.join('\n');
  expect(told).toContain('“beta” must be between 0.00001 and 1000, not -3.');
  expect(told).toContain('“k” must be a whole number between 1 and 256, not 2.5.');
  expect(told).toContain('in “embedding”: “perplexity” must be between 2 and 100, not 1.');
  expect(told).toContain('“stage” must be one of basins, memories, embedding, interpolation, not “moon”.');
  expect(told).toContain(
    '“tiles” must be two or four different ones of basins, memories, embedding, interpolation, curves, path, metrics, inspector, histogram, dendrogram, sharpness, agreement, not “basins,basins”.',
  );
  expect(told).toContain('“noise” is for synthetic sets');
  expect(told).toContain('unknown key “colour”');
  expect(told).toContain('unknown key “beat”. Did you mean “beta”?');
  expect(told).toContain('not “1,1,2”');
  expect(told).toContain('“mask” must be on or off, not “perhaps”.');
  expect(problems).toHaveLength(10);
});

test('a set or preset that there is not is told', () => {
  expect(decodeUrl('?data=irys').problems[0]).toMatch(/“data” names no set that there is: “irys”\. Did you mean “iris”\?/);
  expect(decodeUrl('?preset=zoo&k=4')).toMatchObject({
    url: { config: { k: 4 } },
    problems: [expect.stringContaining('There is no preset “zoo”')],
  });
});

test('short names of synthetic sets are understood, and their knobs kept in range', () => {
  expect(decodeUrl('?data=moons&n=50').url).toMatchObject({ data: 'synthetic/moons', knobs: { n: 50 } });
  expect(decodeUrl('?data=moons&n=1').problems[0]).toBe('In the link, “n” must be a whole number between 3 and 100000, not “1”.');
  expect(decodeUrl('?data=iris&n=50').problems[0]).toContain('synthetic');
});

test('values that only together are wrong are told too', () => {
  const { url, problems } = decodeUrl('?similarity=spherical&weights=learned');
  expect(url.config).toEqual({ similarity: 'spherical' });
  expect(problems).toHaveLength(1);
});

test('a link holds the settings that were trained and those that are looked at', () => {
  const both = state({ trained: { beta: 5, stepSize: null } }, { beta: 0.05, stepSize: 0.2 });
  expect(encodeUrl(both)).toBe('?data=iris&beta=0.05&stepSize=0.2&trained=beta:5,stepSize:null');
  expect(opened(both)).toMatchObject({ trained: { beta: 5, stepSize: null }, config: { beta: 0.05 } });
  for (const bad of ['beta:-1', 'colour:7', 'method:dclam', 'beta'])
    expect(decodeUrl(`?trained=${bad}`)).toMatchObject({ problems: [expect.stringContaining('“trained”')] });
});
