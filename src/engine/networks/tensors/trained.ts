/** A parameter of one tensor under Adam, on the device. */
import { tensor, tensor1d, zeros, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { adamStep, type TensorMoments } from '../../kernels/adam';
import { read } from '../../kernels/read';
import type { AdamMoments } from '../network';

/** All parameters of a half, or the memories: one tensor, so that a step of Adam is one kernel. */
export class TrainedTensor {
  private state: TensorMoments;
  private updates = 0;
  private rate: { value: number; tensor: Tensor1D } | null = null;

  /** Zeros. @param shape begins with 1: Adam's kernel has a learning rate for each entry of the first axis. */
  constructor(private readonly shape: readonly [1, ...number[]]) {
    const zero = () => zeros([...shape]);
    this.state = { parameter: zero(), mean: zero(), square: zero() };
  }

  get tensor(): Tensor {
    return this.state.parameter;
  }

  /** One step. The gradient is the caller's to dispose of. */
  step(gradient: Tensor, learningRate: number): void {
    if (this.rate?.value !== learningRate) {
      this.rate?.tensor.dispose();
      this.rate = { value: learningRate, tensor: tensor1d([learningRate]) };
    }
    this.replace(adamStep(this.state, gradient, this.rate.tensor, ++this.updates));
  }

  /** Other values; the moments stay as they are. */
  set(values: Float32Array): void {
    this.state.parameter.dispose();
    this.state = { ...this.state, parameter: tensor(values, [...this.shape]) };
  }

  read(): Promise<Float32Array> {
    return read(this.state.parameter);
  }

  async moments(): Promise<AdamMoments> {
    const { mean, square } = this.state;
    const updates = this.updates;
    const [first, second] = await Promise.all([read(mean), read(square)]);
    return { first, second, updates };
  }

  /** @param moments null: none yet. */
  restore(values: Float32Array, moments: AdamMoments | null): void {
    const made = (from: Float32Array | undefined) => (from ? tensor(from, [...this.shape]) : zeros([...this.shape]));
    this.replace({ parameter: made(values), mean: made(moments?.first), square: made(moments?.second) });
    this.updates = moments?.updates ?? 0;
  }

  dispose(): void {
    this.rate?.tensor.dispose();
    this.rate = null;
    for (const one of Object.values(this.state)) one.dispose();
  }

  private replace(state: TensorMoments): void {
    for (const one of Object.values(this.state)) one.dispose();
    this.state = state;
  }
}
