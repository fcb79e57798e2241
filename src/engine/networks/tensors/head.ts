/** What stands between the halves of a network on TensorFlow.js. */
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { Head, HeadSize } from '../../../methods/head';
import type { TensorBatch } from '../../../methods/tensorHead';

interface HeadPass {
  /** What the decoder reads, count × m. */
  readonly decoderInput: Tensor2D;
  /** The head's own loss, null where it has none. */
  readonly loss: Scalar | null;
  /** From ∂L/∂decoderInput, count × m, to ∂L/∂output, count × width, with the head's own loss, and to ∂L/∂learned. */
  back(fromDecoder: Tensor2D): { readonly toOutput: Tensor2D; readonly toLearned: Tensor };
}

export interface TensorHead<Live> {
  /** The same head on typed arrays, for what it declares. */
  readonly head: Head<Live>;
  /**
   * From the encoder's output, count × width. `learned` holds the learned arrays one after another: [1, their numbers]. Runs inside a tidy.
   */
  forward(batch: TensorBatch<Live>, output: Tensor2D, learned: Tensor, size: HeadSize): HeadPass;
}
