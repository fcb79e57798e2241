/** The head of DEC, IDEC and DCEC in TensorFlow.js's operations. */
import {
  add,
  expandDims,
  log,
  maximum,
  mean,
  mul,
  neg,
  reciprocal,
  square,
  sub,
  sum,
  type Scalar,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { HeadMap } from '../tensorHead';
import type { DecLive } from './head';

/** p ln p is 0 at p = 0, which this stands for in the logarithm. */
const least = 1e-30;

export const tensors =
  (): HeadMap<DecLive> =>
  ({ live: { weight }, kept: { targets } }, codes, { centres }) => {
    const distances = add(1, sum(square(sub(expandDims(codes, 1), expandDims(centres as Tensor2D, 0))), 2));
    const similarities = reciprocal(distances);
    const logs = sub(neg(log(distances)), log(sum(similarities, 1, true)));
    const divergences = sum(mul(targets, sub(log(maximum(targets, least)), logs)), 1);
    return { decoderInput: codes, loss: mul(weight, mean(divergences)) as Scalar };
  };
