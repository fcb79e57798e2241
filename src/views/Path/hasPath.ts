import { methodOf } from '../../methods/config';
import type { RunState } from '../../store/state';

/** True if the shown method has a reconstruction to set against its silhouette. */
export const hasPath = ({ shown }: Pick<RunState, 'shown'>): boolean =>
  shown !== null && methodOf(shown).numbers.all.some(({ id }) => id === 'rl');
