/** What stands between the halves of a network on TensorFlow.js. */
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { HeadSize, LearnedShape } from '../../../methods/head';

interface HeadPass {
  /** What the decoder reads, count × m. */
  readonly decoderInput: Tensor2D;
  /** The head's own loss, null where it has none. */
  readonly loss: Scalar | null;
  /** From ∂L/∂decoderInput, count × m, to ∂L/∂codes, count × m, with the head's own loss, and to ∂L/∂learned. */
  back(fromDecoder: Tensor2D): { readonly toCodes: Tensor2D; readonly toLearned: Tensor };
}

export interface TensorHead<Live> {
  /** The learned arrays, in the order they are stored in. */
  learns(size: HeadSize): readonly LearnedShape[];
  /** The factor of the reconstruction error in the loss. At 0 the decoder neither runs nor moves. */
  reconstruction(live: Live): number;
  /** `learned` holds the learned arrays one after another: [1, their numbers]. Runs inside a tidy. */
  forward(codes: Tensor2D, learned: Tensor, live: Live, size: HeadSize): HeadPass;
}
