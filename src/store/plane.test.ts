import { expect, test } from 'vitest';
import { possiblePlane } from './plane';
import type { PlaneChoice } from './state';

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
