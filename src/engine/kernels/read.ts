import type { Tensor } from '@tensorflow/tfjs-core';

/**
 * What a tensor on a device holds. What is read from a WebGL context that is lost never comes, nor does an error: reading fails when the loss is told.
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

/** Whoever is reading fails with the sentence, and whoever reads before there is a device again. */
export function readNothing(sentence: string): void {
  loss = new Error(sentence);
  for (const reject of waiting) reject(loss);
  waiting.clear();
}

/** There is a device again. */
export function readAgain(): void {
  loss = null;
}
