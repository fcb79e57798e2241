/** DCN's head in TensorFlow.js's operations. */
import { cast, gather, mean, mul, reshape, square, sub, sum, type Scalar, type Tensor1D } from '@tensorflow/tfjs-core';
import type { HeadMap } from '../tensorHead';

export const tensors =
  (): HeadMap<{ readonly weight: number }> =>
  ({ live: { weight }, kept: { centres, labels } }, codes) => {
    const own = gather(centres, cast(reshape(labels, [-1]), 'int32') as Tensor1D);
    return { decoderInput: codes, loss: mul(weight, mean(sum(square(sub(codes, own)), 1))) as Scalar };
  };
