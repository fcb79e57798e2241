/** A head that is written forwards only, on TensorFlow.js: its way back is taken by the tape. */
import { add, grads, mul, reshape, slice, sum, type Scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { sizeOf, type HeadSize, type LearnedShape } from '../../methods/head';
import type { HeadMap } from '../../methods/tensorHead';
import type { TensorHead } from '../networks/tensors/head';

/**
 * The head of a map. The gradient of loss + ⟨decoderInput, ∂L/∂decoderInput⟩ is that of the whole loss by codes and learned arrays. The map runs once
 * more on the way back.
 */
export function byTape<Live>(head: HeadMap<Live>): TensorHead<Live> {
  return {
    learns: (size) => head.learns(size),
    reconstruction: (live) => head.reconstruction(live),
    forward(codes, learned, live, size: HeadSize) {
      const learns = head.learns(size);
      const { decoderInput, loss } = head.map(codes, partsOf(learned, learns), live);
      return {
        decoderInput,
        loss,
        back(fromDecoder) {
          const whole = (z: Tensor, all: Tensor): Scalar => {
            const made = head.map(z as Tensor2D, partsOf(all, learns), live);
            return add(made.loss, sum(mul(made.decoderInput, fromDecoder)));
          };
          const [toCodes, toLearned] = grads(whole)([codes, learned]);
          return { toCodes: toCodes as Tensor2D, toLearned };
        },
      };
    },
  };
}

/** The learned arrays by name, from all of them one after another. */
function partsOf(all: Tensor, learns: readonly LearnedShape[]): Record<string, Tensor> {
  if (learns.length === 1) return { [learns[0].name]: reshape(all, [...learns[0].shape]) };
  const parts: Record<string, Tensor> = {};
  let offset = 0;
  for (const one of learns) {
    parts[one.name] = reshape(slice(all, [0, offset], [1, sizeOf(one)]), [...one.shape]);
    offset += sizeOf(one);
  }
  return parts;
}
