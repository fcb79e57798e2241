/** The head of AE + k-means in TensorFlow.js's operations: none. */
import { scalar } from '@tensorflow/tfjs-core';
import type { HeadMap } from '../tensorHead';

export const tensors = (): HeadMap<object> => (_, codes) => ({ decoderInput: codes, loss: scalar(0) });
