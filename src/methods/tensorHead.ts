/** The head of a deep method in TensorFlow.js's operations, written forwards only: the way back is taken by the tape. */
import type { Scalar, Tensor, Tensor2D } from '@tensorflow/tfjs-core';

/** See `HeadBatch`. */
export interface TensorBatch<Live> {
  readonly rows: Uint32Array;
  readonly count: number;
  readonly live: Live;
  readonly kept: Readonly<Record<string, Tensor2D>>;
  readonly noise: Tensor2D | null;
}

/**
 * From the encoder's output, count × width, and the learned arrays by name to what the decoder reads, count × m, and the head's own loss, a
 * mean over the batch. Every operation needs a gradient. Names, shapes and values are those of the head on typed arrays.
 */
export type HeadMap<Live> = (
  batch: TensorBatch<Live>,
  output: Tensor2D,
  learned: Readonly<Record<string, Tensor>>,
) => { readonly decoderInput: Tensor2D; readonly loss: Scalar };
