/** DCLAM's head on TensorFlow.js: the recursion and its way back are one fused kernel each. */
import { reshape, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { Slide } from '../../methods/dclam/attraction';
import { dclamHead } from '../../methods/dclam/head';
import { recursion, recursionGradients } from '../kernels/recursion';
import type { TensorHead } from '../networks/tensors/head';

export const dclamTensorHead: TensorHead<Slide> = {
  head: dclamHead,
  forward({ live }, codes, learned, { k, m }) {
    const points = reshape(codes, [1, -1, m]) as Tensor3D;
    const memories = reshape(learned, [1, k, m]) as Tensor3D;
    const options = { ...live, similarity: 'euclidean' as const };
    return {
      decoderInput: reshape(recursion(points, memories, options), codes.shape) as Tensor2D,
      loss: null,
      back(fromDecoder) {
        const [toCodes, toMemories] = recursionGradients(points, memories, reshape(fromDecoder, points.shape), options);
        return { toOutput: reshape(toCodes, codes.shape), toLearned: reshape(toMemories, learned.shape) };
      },
    };
  },
};
