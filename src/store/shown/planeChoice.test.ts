import { expect, test } from 'vitest';
import { defaultConfig, defaultsOf } from '../../methods/config';
import { openingPlane, possiblePlane } from './planeChoice';
import type { PlaneChoice } from '../state';

const slice: PlaneChoice = { kind: 'memories', memories: [0, 1, 4] };

test.each<[PlaneChoice | null, number, number, PlaneChoice]>([
  [null, 1, 3, { kind: 'data' }],
  [null, 2, 3, { kind: 'data' }],
  [null, 3, 3, { kind: 'pca' }],
  [{ kind: 'data' }, 3, 3, { kind: 'pca' }],
  [{ kind: 'pca' }, 2, 3, { kind: 'pca' }],
  [{ kind: 'pca' }, 1, 3, { kind: 'data' }],
  [slice, 3, 5, slice],
  [slice, 3, 4, { kind: 'pca' }],
  [slice, 2, 5, { kind: 'data' }],
])('of %j, for %i features and %i memories, comes %j', (wanted, d, k, plane) => expect(possiblePlane(wanted, d, k)).toEqual(plane));

test('a run of codes opens in a slice through the first memories, or in the plane that its two codes are', () => {
  const deep = (latent: number, k = 5) => ({ ...defaultsOf('dclam'), latent, k });
  const first: PlaneChoice = { kind: 'memories', memories: [0, 1, 2] };
  expect(openingPlane(null, deep(10), 64)).toEqual(first);
  expect(openingPlane(slice, deep(10), 64)).toBe(slice);
  expect(openingPlane(slice, deep(2), 64)).toEqual({ kind: 'data' });
  // From two codes to more.
  expect(openingPlane({ kind: 'data' }, deep(10), 64)).toEqual(first);
  expect(openingPlane(null, deep(10, 2), 64)).toEqual({ kind: 'pca' });
  expect(openingPlane(null, defaultConfig, 64)).toEqual({ kind: 'pca' });
});
