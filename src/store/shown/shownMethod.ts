import { methodOf } from '../../methods/config';
import type { Method } from '../../methods/method';
import type { RunState } from '../state';

/** The method of what is shown: the settings may be of the run to come. Only where nothing is shown yet they tell it. */
export const shownMethod = ({ shown, config }: Pick<RunState, 'shown' | 'config'>): Method => methodOf(shown ?? config);
