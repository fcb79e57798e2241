/** EDCWRN's head in TensorFlow.js's operations. */
import {
  add,
  expandDims,
  log,
  maximum,
  mean,
  mul,
  neg,
  pow,
  reciprocal,
  square,
  sub,
  sum,
  type Scalar,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import type { HeadMap } from '../tensorHead';
import type { EdcwrnLive, EdcwrnSettings } from './head';
import { curve, leastDistance } from './kernel';

export const tensors =
  ({ neighbours }: Pick<EdcwrnSettings, 'neighbours'>): HeadMap<EdcwrnLive> =>
  ({ live: { weight }, kept }, codes, { centres }) => {
    const squares = square(sub(expandDims(codes, 1), expandDims(centres as Tensor2D, 0)));
    const distances = maximum(sum(mul(squares, expandDims(kept['weights'], 0)), 2), leastDistance);
    const similarities = reciprocal(add(1, mul(curve.a, pow(distances, curve.b))));
    const logs = sub(log(similarities), log(sum(similarities, 1, true)));
    const entropies = neg(sum(mul(kept['targets'], logs), 1));
    return {
      decoderInput: neighbours ? (add(codes, kept['neighbours']) as Tensor2D) : codes,
      loss: mul(weight, mean(entropies)) as Scalar,
    };
  };
