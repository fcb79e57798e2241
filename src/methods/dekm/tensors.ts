/** DEKM's head in TensorFlow.js's operations. */
import { mean, square, sub, type Scalar } from '@tensorflow/tfjs-core';
import type { HeadMap } from '../tensorHead';

export const tensors =
  (): HeadMap<object> =>
  ({ kept: { targets } }, codes) => ({ decoderInput: codes, loss: mean(square(sub(codes, targets))) as Scalar });
