/** The head of VIB-GMM in TensorFlow.js's operations. */
import {
  add,
  clipByValue,
  exp,
  expandDims,
  logSoftmax,
  logSumExp,
  mean,
  mul,
  neg,
  slice,
  square,
  sub,
  sum,
  type Scalar,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { HeadMap } from '../tensorHead';
import type { VibLive } from './head';
import { leastLog, mostLog } from './prior';

export const tensors =
  (): HeadMap<VibLive> =>
  ({ count, live: { weight }, noise }, output, { centres, logVariances, logits }) => {
    const m = centres.shape[1]!;
    const means = slice(output, [0, 0], [count, m]);
    const logs = clipByValue(slice(output, [0, m], [count, m]), leastLog, mostLog);
    const squares = square(sub(expandDims(means, 1), expandDims(centres as Tensor2D, 0)));
    const ratios = mul(add(expandDims(exp(logs), 1), squares), expandDims(exp(neg(logVariances)), 0));
    const logRatios = sub(expandDims(sum(logVariances, 1), 0), sum(logs, 1, true));
    const divergences = mul(0.5, sub(add(logRatios, sum(ratios, 2)), m));
    const distances = neg(logSumExp(sub(logSoftmax(logits as Tensor1D), divergences), 1));
    return {
      decoderInput: add(means, mul(exp(mul(0.5, logs)), noise!)) as Tensor2D,
      loss: mul(weight, mean(distances)) as Scalar,
    };
  };
