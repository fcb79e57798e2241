import type { AppState } from '../../store/state';

/** Deep methods alone have a reconstruction to set against their silhouette. */
export const hasPath = ({ shown }: Pick<AppState, 'shown'>): boolean => shown?.latent != null;
