/** The head of AE-CM in TensorFlow.js's operations. */
import {
  abs,
  add,
  div,
  expandDims,
  eye,
  log,
  matMul,
  mean,
  mul,
  range,
  reshape,
  softmax,
  square,
  step,
  sub,
  sum,
  tensor1d,
  tensor2d,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from '@tensorflow/tfjs-core';
import { leastShare } from '../shared/clusteringModule/loss';
import type { HeadMap } from '../tensorHead';
import type { AeCmLive } from './head';

export const tensors =
  (): HeadMap<AeCmLive> =>
  ({ count, live: { alpha, orthonormality, d } }, codes, { W, b, V, c }) => {
    const shares = softmax(add(matMul(codes, W as Tensor2D), b)) as Tensor2D;
    const centres = add(V, c) as Tensor2D;
    const apart = sum(square(sub(codes, matMul(shares, centres))));
    const sparsity = sum(mul(shares, sub(1, shares)));
    const means = mean(shares, 0) as Tensor1D;
    const prior = sum(mul(sub(1, matchedPrior(alpha, means)), log(add(means, leastShare))));
    const gram = sub(matMul(centres, centres, false, true), eye(alpha.length));
    const orthonormal = mul(orthonormality, sum(abs(gram)));
    return { decoderInput: codes, loss: div(add(add(apart, sparsity), add(prior, orthonormal)), count * d) as Scalar };
  };

/** See `matchedPrior` of CM. The rank of a mean is found by comparing it with each, on the device. */
function matchedPrior(alpha: Float64Array, means: Tensor1D): Tensor {
  if (alpha.every((value) => value === alpha[0])) return tensor1d(Array.from(alpha));
  const k = alpha.length;
  const above = step(sub(expandDims(means, 1), expandDims(means, 0)));
  // Of equal means that of the first cluster ranks first.
  const before = tensor2d(
    Array.from({ length: k * k }, (_, at) => (at % k < Math.floor(at / k) ? 1 : 0)),
    [k, k],
  );
  const equal = sub(sub(1, above), step(sub(expandDims(means, 0), expandDims(means, 1))));
  const ranks = sum(add(above, mul(equal, before)), 1);
  const isRank = sub(1, step(sub(abs(sub(expandDims(ranks, 1), expandDims(range(0, k), 0))), 0.5)));
  return reshape(matMul(isRank as Tensor2D, tensor2d(Array.from(alpha.toSorted()), [k, 1])), [k]);
}
