import { pca, pcaCoordinates, type Pca } from '../core/algebra/pca';
import { Random } from '../core/algebra/random';
import type { ProjectionMethod } from './method';

/**
 * The first two principal components of at most 50 dimensions. A layout that the points had before decides which way round they are drawn.
 */
export interface Components {
  readonly pca: Pca;
  /** n × 2. */
  readonly coordinates: Float32Array;
}

export function principalComponents(points: Float32Array, n: number, d: number): Components {
  // Any start gives the same axes: a generator of its own keeps them apart from what else is drawn.
  const found = pca(points, n, d, Math.min(2, d), new Random(0));
  const along = pcaCoordinates(found, points, n);
  if (d > 1) return { pca: found, coordinates: along };
  const coordinates = new Float32Array(2 * n);
  for (let i = 0; i < n; i++) coordinates[2 * i] = along[i];
  return { pca: found, coordinates };
}

/** The axes whose direction changed are turned back, in place, so that points do not jump to the other side. */
export function alignSigns(coordinates: Float32Array, before: Float32Array): readonly [number, number] {
  const signs: [number, number] = [1, 1];
  for (const axis of [0, 1] as const) {
    let product = 0;
    for (let i = axis; i < coordinates.length; i += 2) product += coordinates[i] * before[i];
    if (product >= 0) continue;
    signs[axis] = -1;
    for (let i = axis; i < coordinates.length; i += 2) coordinates[i] = -coordinates[i];
  }
  return signs;
}

/** Principal components: the layout that every method is given to start from is already the result. */
export const pcaMethod: ProjectionMethod = {
  id: 'pca',
  needs: () => ({ neighbours: 0, notes: [] }),
  // oxlint-disable-next-line require-yield
  *begin({ start }) {
    return { coordinates: start, step: 1, steps: 1, advance() {} };
  },
  cost: () => ({ perPoint: 0, steps: 0 }),
};
