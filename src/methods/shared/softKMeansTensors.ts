/** The head of soft k-means in TensorFlow.js's operations. */
import { add, div, expandDims, log, matMul, maximum, mean, mul, norm, softmax, square, sub, sum } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { HeadMap } from '../tensorHead';
import { leastNorm, type CentreDistance } from './centreDistance';
import { leastDistance, type Decay, type SoftKMeansLive } from './softKMeans';

const unit = (rows: Tensor2D): Tensor2D => div(rows, maximum(norm(rows, 'euclidean', 1, true), leastNorm));

/** f, count × k. */
const measures: Record<CentreDistance, (codes: Tensor2D, centres: Tensor2D) => Tensor2D> = {
  euclidean: (codes, centres) => sum(square(sub(expandDims(codes, 1), expandDims(centres, 0))), 2),
  cosine: (codes, centres) => sub(1, matMul(unit(codes), unit(centres), false, true)),
};

/** e(f). */
const decayed: Record<Decay, (f: Tensor2D) => Tensor2D> = {
  exponential: (f) => f,
  power: (f) => log(add(f, leastDistance)),
};

/** The map of `softKMeansHead` with the decay of this name. */
export const softKMeansTensors =
  (distance: CentreDistance, decay: Decay): HeadMap<SoftKMeansLive> =>
  ({ live: { alpha, lambda } }, codes, { centres }) => {
    const f = measures[distance](codes, centres as Tensor2D);
    return { decoderInput: codes, loss: mul(lambda, mean(sum(mul(softmax(mul(-alpha, decayed[decay](f))), f), 1))) as Scalar };
  };
