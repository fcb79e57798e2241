/** The head of K-means-friendly codes in TensorFlow.js's operations. */
import { softKMeansTensors } from '../shared/softKMeansTensors';

export const tensors = () => softKMeansTensors('euclidean', 'power');
