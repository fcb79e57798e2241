import { isDeep, memoryDimensions, type Config } from '../../methods/config';
import type { PlaneChoice } from '../state';

/**
 * The plane that is shown when `wanted` is chosen for k memories of d features: that one where it is possible, else the one a set is opened
 * in.
 */
export function possiblePlane(wanted: PlaneChoice | null, d: number, k: number): PlaneChoice {
  if (wanted?.kind === 'memories' && d > 2 && Math.max(...wanted.memories) < k) return wanted;
  if (wanted?.kind === 'pca' && d > 1) return wanted;
  return d <= 2 ? { kind: 'data' } : { kind: 'pca' };
}

/**
 * The wanted plane where it is possible, else the one that a run is opened in: of deep methods a slice through the first three memories.
 */
export function openingPlane(wanted: PlaneChoice | null, config: Config, d: number): PlaneChoice {
  const { k } = config;
  const m = memoryDimensions(config, d);
  if (wanted && possiblePlane(wanted, m, k) === wanted) return wanted;
  return possiblePlane(isDeep(config) && k >= 3 ? { kind: 'memories', memories: [0, 1, 2] } : null, m, k);
}
