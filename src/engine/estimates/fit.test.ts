import { expect, test } from 'vitest';
import { parseConfig } from '../../methods/config';
import { checkAgainst } from './fit';

test('k must fit the data', () => {
  expect(() => checkAgainst(parseConfig({ k: 200 }), { n: 150, d: 4, image: null })).toThrow(/“k” is 200, but there are only 150 points/);
  expect(() => checkAgainst(parseConfig({ k: 150 }), { n: 150, d: 4, image: null })).not.toThrow();
});

test('a code is no longer than the points', () => {
  const table = { n: 150, d: 4, image: null };
  const deep = (patch: object) => parseConfig({ method: 'dclam', k: 3, ...patch });
  expect(() => checkAgainst(deep({ latent: 4 }), table)).not.toThrow();
  expect(() => checkAgainst(deep({ latent: 10 }), table)).toThrow(
    '“latent” is 10, and a code of 10 numbers is longer than the points, which have 4: choose “latent” between 1 and 4.',
  );
  expect(() => checkAgainst(deep({ k: 5 }), table)).toThrow(
    /“latent” is tied to k = 5.*choose “k” of at most 4, or set “latent” to at most 4\.$/,
  );
});
