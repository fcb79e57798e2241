import { expect, test } from 'vitest';
import { memoryDimensions, parseConfig } from '../../methods/config';
import { checkAgainst } from './fit';

test('k must fit the data', () => {
  expect(() => checkAgainst(parseConfig({ k: 200 }), { n: 150, d: 4, image: null })).toThrow(/“k” is 200, but there are only 150 points/);
  expect(() => checkAgainst(parseConfig({ k: 150 }), { n: 150, d: 4, image: null })).not.toThrow();
});

test('squares and products are of points in the plane, and their codes may be longer than these', () => {
  const plane = { n: 150, d: 2, image: null };
  const deep = (patch: object) => parseConfig({ method: 'ae-cm', k: 2, network: 'quadratic', ...patch });
  expect(() => checkAgainst(deep({}), plane)).not.toThrow();
  expect(memoryDimensions(deep({}), 2)).toBe(3);
  expect(memoryDimensions(deep({ latent: 4 }), 2)).toBe(4);
  expect(() => checkAgainst(deep({}), { n: 150, d: 4, image: null })).toThrow(
    '“network” "quadratic" is made of the squares and products of two features, and these points have 4: choose "eae" or widths of your own.',
  );
  expect(() => checkAgainst(deep({ network: [], latent: 3 }), plane)).not.toThrow();
  expect(() => checkAgainst(deep({ network: [5], latent: 3 }), plane)).toThrow(/a code of 3 numbers is longer than the points/);
  expect(() => deepOf('dclam')).toThrow(/“network” must be "eae", "cae", "rae" or a list of 1 to 8/);
});
const deepOf = (method: string) => parseConfig({ method, network: 'quadratic' });

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
