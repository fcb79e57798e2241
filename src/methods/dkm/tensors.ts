/** DKM's head in TensorFlow.js's operations. */
import type { CentreDistance } from '../shared/centreDistance';
import { softKMeansTensors } from '../shared/softKMeansTensors';

/** @param distance the setting. */
export const tensors = ({ distance }: { readonly distance: CentreDistance }) => softKMeansTensors(distance, 'exponential');
