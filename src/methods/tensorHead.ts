/** The head of a deep method in TensorFlow.js's operations, written forwards only: the way back is taken by the tape. */
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import type { HeadSize, LearnedShape } from './head';

/**
 * From codes, count × m, and the learned arrays by name to what the decoder reads, count × m, and the head's own loss, a mean over the batch. Every
 * operation needs a gradient. The names, shapes and values are those of the head on typed arrays.
 */
export interface HeadMap<Live> {
  learns(size: HeadSize): readonly LearnedShape[];
  /** The factor of the reconstruction error in the loss. At 0 the decoder neither runs nor moves. */
  reconstruction(live: Live): number;
  map(codes: Tensor2D, learned: Readonly<Record<string, Tensor>>, live: Live): { readonly decoderInput: Tensor2D; readonly loss: Scalar };
}
