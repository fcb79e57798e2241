/** An encoder's or a decoder's parameters on the device. */
import {
  add,
  concat,
  keep,
  mul,
  reshape,
  slice,
  tensor1d,
  tidy,
  type NamedTensorMap,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core';
import { read } from '../../kernels/read';
import { batchNorm, parameterCount, parametersOf, type Layer, type LayerParameter } from '../layers';
import type { Optimiser } from '../../../core/optimise/optimiser';
import type { Moments } from '../network';
import type { Statistics } from './passes';
import { TensorMean } from './tensorMean';
import { TrainedTensor } from './trained';

/**
 * The trained parameters are one tensor, the moving statistics another; the layers read copies of their parts. (The parts themselves cannot
 * be trained apart without as many kernels of Adam, and a slice that is differentiated becomes a sum of tensors of full size.)
 */
export class TensorHalf {
  private readonly trained: readonly LayerParameter[];
  private readonly moving: readonly LayerParameter[];
  private readonly count: number;
  private readonly flat: TrainedTensor;
  private statistics: Tensor1D | null = null;
  private readonly meanStatistics = new TensorMean<Tensor1D>();
  private parts: NamedTensorMap | null = null;

  /** All parameters are 0 until they are set. */
  constructor(readonly layers: readonly Layer[]) {
    const all = parametersOf(layers);
    this.trained = all.filter(({ trainable }) => trainable);
    this.moving = all.filter(({ trainable }) => !trainable);
    this.count = parameterCount(layers);
    this.flat = new TrainedTensor([1, total(this.trained)]);
    this.setStatistics(new Float32Array(this.count));
  }

  /** Every parameter by its name. They are the half's: they are disposed of with the next step. */
  get parameters(): NamedTensorMap {
    return (this.parts ??= tidy(() => ({
      ...cut(reshape(this.flat.tensor, [-1]), this.trained),
      ...(this.statistics ? cut(this.statistics, this.moving) : {}),
    })));
  }

  /** Gradients by their names, as one tensor. */
  join(gradients: NamedTensorMap): Tensor {
    return reshape(concat(this.trained.map(({ name }) => reshape(gradients[name], [-1]))), [1, -1]);
  }

  /** The moving statistics after a batch with these, as one tensor, or nothing where there are none. */
  follow(batch: Statistics): Tensor1D | undefined {
    if (!this.statistics) return undefined;
    const now = concat(this.moving.map(({ name }) => batch[name] as Tensor1D));
    return add(mul(batchNorm.momentum, this.statistics), mul(1 - batchNorm.momentum, now));
  }

  setOptimiser(optimiser: Optimiser): void {
    this.flat.setOptimiser(optimiser);
  }

  /**
   * One step along a joined gradient, which is the caller's to dispose of; the statistics become the half's. @param learningRate null: the
   * parameters rest.
   */
  step(gradient: Tensor | undefined, statistics: Tensor1D | undefined, learningRate: number | null): void {
    if (gradient && learningRate !== null) this.flat.step(gradient, learningRate);
    if (statistics) {
      this.statistics?.dispose();
      this.statistics = statistics;
    }
    this.forget();
  }

  addToMean(): void {
    this.flat.addToMean();
    if (this.statistics) this.meanStatistics.add(this.statistics);
  }

  takeMean(): void {
    this.flat.takeMean();
    if (this.statistics) {
      this.statistics.dispose();
      this.statistics = this.meanStatistics.take();
    }
    this.forget();
  }

  forgetMean(): void {
    this.flat.forgetMean();
    this.meanStatistics.dispose();
  }

  /** In the order of `parametersOf`. */
  async read(): Promise<Float32Array> {
    const [trained, moving] = await Promise.all([this.flat.read(), this.statistics && read(this.statistics)]);
    const values = spread(trained, this.trained, this.count);
    return moving ? spread(moving, this.moving, this.count, values) : values;
  }

  async moments(): Promise<Moments> {
    const { first, second, updates } = await this.flat.moments();
    return { first: spread(first, this.trained, this.count), second: spread(second, this.trained, this.count), updates };
  }

  /** @param moments null: none yet. */
  restore(values: Float32Array, moments: Moments | null): void {
    if (values.length !== this.count) throw new RangeError(`${values.length} parameters for a network of ${this.count}.`);
    const own = (all: Float32Array) => gathered(all, this.trained);
    this.flat.restore(own(values), moments && { first: own(moments.first), second: own(moments.second), updates: moments.updates });
    this.setStatistics(values);
    this.forget();
  }

  dispose(): void {
    this.forget();
    this.flat.dispose();
    this.meanStatistics.dispose();
    this.statistics?.dispose();
    this.statistics = null;
  }

  private setStatistics(values: Float32Array): void {
    this.statistics?.dispose();
    this.statistics = this.moving.length > 0 ? tensor1d(gathered(values, this.moving)) : null;
  }

  private forget(): void {
    for (const part of Object.values(this.parts ?? {})) part.dispose();
    this.parts = null;
  }
}

const total = (parameters: readonly LayerParameter[]): number => parameters.reduce((sum, { size }) => sum + size, 0);

/** The parts of a tensor in which these stand behind one another. */
function cut(flat: Tensor1D, parameters: readonly LayerParameter[]): NamedTensorMap {
  const parts: NamedTensorMap = {};
  let from = 0;
  for (const { name, shape, size } of parameters) {
    parts[name] = keep(reshape(slice(flat, from, size), [...shape]));
    from += size;
  }
  return parts;
}

/** Behind one another, out of all. */
function gathered(all: Float32Array, parameters: readonly LayerParameter[]): Float32Array {
  const values = new Float32Array(total(parameters));
  let to = 0;
  for (const { offset, size } of parameters) {
    values.set(all.subarray(offset, offset + size), to);
    to += size;
  }
  return values;
}

/** Back to their places among all. */
function spread(
  values: ArrayLike<number>,
  parameters: readonly LayerParameter[],
  count: number,
  all: Float32Array<ArrayBuffer> = new Float32Array(count),
): Float32Array<ArrayBuffer> {
  const from = values as Float32Array;
  let at = 0;
  for (const { offset, size } of parameters) {
    all.set(from.subarray(at, at + size), offset);
    at += size;
  }
  return all;
}
