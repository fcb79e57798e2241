import { sharpnessOf } from '../../core/partition/splitting';
import type { RunState } from '../../store/state';

/** True if memberships among codes are a softmax of distances, so that the scale of the codes says where centres split. */
export const hasSharpness = ({ shown }: Pick<RunState, 'shown'>): boolean =>
  shown !== null && shown.latent !== null && sharpnessOf(shown.model) !== null;
