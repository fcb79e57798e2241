/** DKM's head in TensorFlow.js's operations. */
import { div, expandDims, matMul, maximum, mean, mul, norm, softmax, square, sub, sum } from '@tensorflow/tfjs-core';
import type { Scalar, Tensor2D } from '@tensorflow/tfjs-core';
import type { HeadMap } from '../tensorHead';
import { leastNorm, type DkmDistance } from './distance';
import type { DkmLive } from './head';

const unit = (rows: Tensor2D): Tensor2D => div(rows, maximum(norm(rows, 'euclidean', 1, true), leastNorm));

/** f, count × k. */
const measures: Record<DkmDistance, (codes: Tensor2D, centres: Tensor2D) => Tensor2D> = {
  euclidean: (codes, centres) => sum(square(sub(expandDims(codes, 1), expandDims(centres, 0))), 2),
  cosine: (codes, centres) => sub(1, matMul(unit(codes), unit(centres), false, true)),
};

/** @param distance the setting. */
export const tensors =
  ({ distance }: { readonly distance: DkmDistance }): HeadMap<DkmLive> =>
  ({ live: { alpha, lambda } }, codes, { centres }) => {
    const f = measures[distance](codes, centres as Tensor2D);
    return { decoderInput: codes, loss: mul(lambda, mean(sum(mul(softmax(mul(-alpha, f)), f), 1))) as Scalar };
  };
