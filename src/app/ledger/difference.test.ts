import { describe, expect, test } from 'vitest';
import { defaultsOf, resolveConfig, type ConfigPatch, type MethodId } from '../../methods/config';
import { methods } from '../../methods/index';
import type { RunData } from '../../store/runs/record';
import { beginnings, changeText, differences } from './difference';

const data: RunData = { name: 'Wine', fingerprint: 'a', n: 178, d: 13 };
const run = (patch: ConfigPatch = {}, of: RunData = data) => ({ config: resolveConfig(patch, defaultsOf('clam')), data: of });
const told = (from: ReturnType<typeof run>, to: ReturnType<typeof run>) => differences(from, to).map(changeText);

describe('what differs between two runs', () => {
  test('is told by the letters and short names of the settings, those at the map first', () => {
    expect(told(run({ k: 4, seed: 3 }), run({ k: 5, seed: 0, beta: 0.25 }))).toEqual(['β 1 → 0.25', 'k 4 → 5', 'seed 3 → 0']);
    expect(told(run({ epochs: 200 }), run({ epochs: 120 }))).toEqual(['epochs 200 → 120']);
    expect(told(run({ init: 'points' }), run({ init: 'kmeans++' }))).toEqual(['memories start as Data points → k-means++']);
    expect(told(run(), run())).toEqual([]);
  });

  test('tells a setting that is switched on, but not what only then is there', () => {
    expect(told(run({ mask: null }), run({ mask: { probability: 0.2, value: 'mean', wholeBatchEveryThird: false } }))).toEqual([
      'mask off → on',
    ]);
  });

  test('names other data, and tells data of one name apart', () => {
    expect(told(run(), run({}, { ...data, name: 'Digits', fingerprint: 'b' }))).toEqual(['data Wine → Digits']);
    expect(told(run(), run({}, { ...data, fingerprint: 'b', n: 1000 }))).toEqual(['data 178 × 13 → 1,000 × 13']);
    expect(told(run(), run({}, { ...data, fingerprint: 'b' }))).toEqual(['points others → these']);
  });

  test('names another method, and of the settings those that both have', () => {
    const deep = { config: resolveConfig({ k: 9 }, defaultsOf('dclam')), data };
    expect(told(run({ k: 4 }), deep as ReturnType<typeof run>)).toEqual(expect.arrayContaining(['CLAM → DCLAM', 'k 4 → 9']));
  });

  test.each(methods.map(({ id }) => id as MethodId))('%s has words for all that its controls can change', (id) => {
    const config = defaultsOf(id);
    expect(differences({ config, data }, { config: { ...config }, data })).toEqual([]);
    expect(beginnings({ config, data }).every((text) => /^\S.* \S/.test(text))).toBe(true);
  });

  test('says of the first run what it begins with', () => {
    expect(beginnings(run({ beta: 0.1, k: 5, steps: 10 }))).toEqual(['β 0.1', 'T 10', 'k 5']);
  });
});
