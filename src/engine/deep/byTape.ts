/** A head that is written forwards only, on TensorFlow.js: its way back is taken by the tape. */
import { add, grad, grads, mul, reshape, slice, sum, type Scalar, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { sizeOf, type Head, type LearnedShape } from '../../methods/head';
import type { HeadMap } from '../../methods/tensorHead';
import type { TensorHead } from '../networks/tensors/head';

/**
 * The head of a map. The gradient of loss + ⟨decoderInput, ∂L/∂decoderInput⟩ is that of the whole loss by the encoder's output and the
 * learned arrays. The map runs once more on the way back.
 */
export function byTape<Live>(head: Head<Live>, map: HeadMap<Live>): TensorHead<Live> {
  return {
    head,
    forward(batch, output, learned, size) {
      const learns = head.learns(size);
      const { decoderInput, loss } = map(batch, output, partsOf(learned, learns));
      return {
        decoderInput,
        loss,
        back(fromDecoder) {
          const whole = (z: Tensor, all: Tensor): Scalar => {
            const made = map(batch, z as Tensor2D, partsOf(all, learns));
            return add(made.loss, sum(mul(made.decoderInput, fromDecoder)));
          };
          if (learns.length === 0) return { toOutput: grad((z) => whole(z, learned))(output) as Tensor2D, toLearned: learned };
          const [toOutput, toLearned] = grads(whole)([output, learned]);
          return { toOutput: toOutput as Tensor2D, toLearned };
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
