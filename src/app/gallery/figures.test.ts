import { expect, test } from 'vitest';
import { CATALOGUE } from '../../data/catalogue';
import { presets } from '../../methods/config';
import { decodeUrl } from '../url';
import { figures } from './figures';

test.each(figures)('the link of $id is understood whole, and names a set and a preset that there are', ({ link }) => {
  const { url, problems } = decodeUrl(link);
  expect(problems).toEqual([]);
  expect(CATALOGUE.map(({ id }) => id)).toContain(url.data);
  const named = new URLSearchParams(link).get('preset');
  const preset = presets.find(({ id }) => id === named);
  expect(preset?.id ?? null).toBe(named);
  // A preset of one set is opened on it.
  expect(preset?.dataset ?? url.data).toBe(url.data);
});

test('figures have ids of their own, and each says whether ours agrees', () => {
  expect(new Set(figures.map(({ id }) => id)).size).toBe(figures.length);
  for (const { agreement } of figures) expect(agreement).toMatch(/^(agrees|differs|not compared)/);
});
