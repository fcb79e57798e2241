import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * Reads a tensor from its device. A read from a lost WebGL context never settles by itself, so reading fails when the loss is reported.
 * TensorFlow.js has one backend at a time, and so there is one device to lose.
 */

let loss: Error | null = null;
const waiting = new Set<(error: Error) => void>();

export function read(tensor: Tensor): Promise<Float32Array> {
  if (loss) return Promise.reject(loss);
  return new Promise((resolve, reject) => {
    waiting.add(reject);
    tensor
      .data<'float32'>()
      .then(resolve, reject)
      .finally(() => waiting.delete(reject));
  });
}

/** Reads in progress reject with the sentence, as do reads that begin before there is a device again. */
export function readNothing(sentence: string): void {
  loss = new Error(sentence);
  for (const reject of waiting) reject(loss);
  waiting.clear();
}

/** There is a device again. */
export function readAgain(): void {
  loss = null;
}
