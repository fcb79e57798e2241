/** A parameter of one tensor under its optimiser, on the device. */
import { add, concat, mul, slice, sub, tensor, tensor1d, tidy, zeros, type Tensor, type Tensor1D } from '@tensorflow/tfjs-core';
import { defaultOptimiser, type Optimiser } from '../../../core/optimise/optimiser';
import { adamStep, type TensorMoments } from '../../kernels/adam';
import { read } from '../../kernels/read';
import type { Moments } from '../network';
import { TensorMean } from './tensorMean';

/** All parameters of a half, or the learned arrays of a head: one tensor, so that a step of Adam is one kernel. */
export class TrainedTensor {
  private state: TensorMoments;
  private updates = 0;
  private rate: { value: number; tensor: Tensor1D } | null = null;
  private optimiser = defaultOptimiser;
  private readonly mean = new TensorMean();

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
    const { kind, epsilon } = this.optimiser;
    this.updates++;
    if (kind === 'sgd') {
      this.replace(this.descended(gradient, learningRate));
      return;
    }
    if (this.rate?.value !== learningRate) {
      this.rate?.tensor.dispose();
      this.rate = { value: learningRate, tensor: tensor1d([learningRate]) };
    }
    this.replace(adamStep(this.state, gradient, this.rate.tensor, this.updates, epsilon));
  }

  /** Moments begin anew. */
  setOptimiser(optimiser: Optimiser): void {
    this.optimiser = optimiser;
    for (const one of ['mean', 'square'] as const) {
      this.state[one].dispose();
      this.state[one] = zeros([...this.shape]);
    }
    this.updates = 0;
  }

  /** Other values from one place on, of one row. @param anew their moments become 0; else they stay as they are. */
  put(start: number, values: Float32Array, anew: boolean): void {
    const { parameter, mean, square } = this.state;
    const end = start + values.length;
    const length = this.shape[1];
    const put = (before: Tensor, middle: () => Tensor) =>
      tidy(() => {
        const parts = [middle()];
        if (start > 0) parts.unshift(slice(before, [0, 0], [1, start]));
        if (end < length) parts.push(slice(before, [0, end], [1, length - end]));
        return concat(parts, 1);
      });
    const zero = () => zeros([1, values.length]);
    this.state = {
      parameter: put(parameter, () => tensor(values, [1, values.length])),
      mean: anew ? put(mean, zero) : mean,
      square: anew ? put(square, zero) : square,
    };
    for (const old of anew ? [parameter, mean, square] : [parameter]) old.dispose();
  }

  addToMean(): void {
    this.mean.add(this.state.parameter);
  }

  takeMean(): void {
    const { parameter } = this.state;
    this.state = { ...this.state, parameter: this.mean.take() };
    parameter.dispose();
  }

  forgetMean(): void {
    this.mean.dispose();
  }

  read(): Promise<Float32Array> {
    return read(this.state.parameter);
  }

  async moments(): Promise<Moments> {
    const { mean, square } = this.state;
    const updates = this.updates;
    const [first, second] = await Promise.all([read(mean), read(square)]);
    return { first, second, updates };
  }

  /** @param moments null: none yet. */
  restore(values: Float32Array, moments: Moments | null): void {
    const made = (from: Float32Array | undefined) => (from ? tensor(from, [...this.shape]) : zeros([...this.shape]));
    this.replace({ parameter: made(values), mean: made(moments?.first), square: made(moments?.second) });
    this.updates = moments?.updates ?? 0;
  }

  dispose(): void {
    this.rate?.tensor.dispose();
    this.rate = null;
    this.forgetMean();
    for (const one of Object.values(this.state)) one.dispose();
  }

  /** After a step of SGD; the squares, which it has none of, are copied. */
  private descended(gradient: Tensor, learningRate: number): TensorMoments {
    const { parameter, mean, square } = this.state;
    return tidy(() => {
      const next = add(mul(mean, this.optimiser.momentum), gradient);
      return { parameter: sub(parameter, mul(next, learningRate)), mean: next, square: square.clone() };
    });
  }

  private replace(state: TensorMoments): void {
    for (const one of Object.values(this.state)) one.dispose();
    this.state = state;
  }
}
