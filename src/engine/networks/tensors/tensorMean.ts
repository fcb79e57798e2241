import { add, div, tidy, type Tensor } from '@tensorflow/tfjs-core';

/** The mean of a tensor at several times, on the device. */
export class TensorMean<T extends Tensor> {
  private sum: T | null = null;
  private count = 0;

  add(tensor: T): void {
    const before = this.sum;
    this.sum = before ? add(before, tensor) : (tensor.clone() as T);
    before?.dispose();
    this.count++;
  }

  /** The mean, the caller's to dispose of; it is forgotten. Throws Error where nothing was added. */
  take(): T {
    const { sum, count } = this;
    if (!sum) throw new Error('There is nothing to take the mean of.');
    const mean = tidy(() => div(sum, count)) as T;
    this.dispose();
    return mean;
  }

  dispose(): void {
    this.sum?.dispose();
    this.sum = null;
    this.count = 0;
  }
}
