import { parameterCount, parametersOf, type Layer } from '../layers';
import type { Moments } from '../network';
import { adam } from '../../../core/optimise/adam';
import { defaultOptimiser, type Optimiser } from '../../../core/optimise/optimiser';
import type { Floats } from '../../../core/algebra/floats';
import type { Kernels } from './kernels';
import type { Slot, Slots } from './slots';
import { Chain, type Breath } from './stages';

/** Parameters with their gradient and the moments of their optimiser, which is Adam until another is set. */
export class TrainedArrays {
  readonly values: Floats;
  /** Zero where a parameter has none. */
  readonly gradient: Floats;
  private readonly first: Floats;
  private readonly second: Floats;
  private updates = 0;
  private optimiser = defaultOptimiser;
  private mean: { readonly sum: Float64Array; count: number } | null = null;

  constructor(
    readonly length: number,
    array: (length: number) => Floats,
  ) {
    this.values = array(length);
    this.gradient = array(length);
    this.first = array(length);
    this.second = array(length);
  }

  /** One step of Adam (Kingma and Ba 2015), the bias corrections folded into the rate, or of SGD. */
  update(kernels: Kernels, learningRate: number): void {
    const { values, gradient, first, second, length } = this;
    const { kind, epsilon, momentum } = this.optimiser;
    this.updates++;
    if (kind === 'adam') {
      const rate = (learningRate * Math.sqrt(1 - adam.beta2 ** this.updates)) / (1 - adam.beta1 ** this.updates);
      kernels.adam(length, values, gradient, first, second, rate, epsilon);
      return;
    }
    for (let i = 0; i < length; i++) {
      first[i] = momentum * first[i] + gradient[i];
      values[i] -= learningRate * first[i];
    }
  }

  /** Moments begin anew. */
  setOptimiser(optimiser: Optimiser): void {
    this.optimiser = optimiser;
    this.forget(0, this.length);
    this.updates = 0;
  }

  /** The moments from one place to another become 0. */
  forget(start: number, end: number): void {
    this.first.fill(0, start, end);
    this.second.fill(0, start, end);
  }

  addToMean(): void {
    const mean = (this.mean ??= { sum: new Float64Array(this.length), count: 0 });
    for (let i = 0; i < this.length; i++) mean.sum[i] += this.values[i];
    mean.count++;
  }

  takeMean(): void {
    if (!this.mean) throw new Error('There is nothing to take the mean of.');
    const { sum, count } = this.mean;
    for (let i = 0; i < this.length; i++) this.values[i] = sum[i] / count;
    this.mean = null;
  }

  forgetMean(): void {
    this.mean = null;
  }

  moments(): Moments {
    return { first: Float32Array.from(this.first), second: Float32Array.from(this.second), updates: this.updates };
  }

  /** Moments begin anew where none are given. Throws RangeError where there is another number of values. */
  set(values: Float32Array, moments: Moments | null): void {
    if (values.length !== this.length) throw new RangeError(`${this.length} parameters, not ${values.length}.`);
    this.values.set(values);
    if (moments) {
      this.first.set(moments.first);
      this.second.set(moments.second);
    } else this.forget(0, this.length);
    this.updates = moments?.updates ?? 0;
  }
}

/** The encoder or the decoder: its layers, its parameters and their optimiser. */
export class TypedHalf extends TrainedArrays {
  private readonly chain: Chain;

  constructor(
    layers: readonly Layer[],
    batchSize: number,
    kernels: Kernels,
    slots: Slots,
    array: (length: number) => Floats,
    breath: Breath,
  ) {
    super(parameterCount(layers), array);
    const places = parametersOf(layers).values();
    const next = () => {
      const { value } = places.next();
      if (!value) throw new RangeError('Layers ask for more parameters than they have.');
      const part = (of: Floats) => of.subarray(value.offset, value.offset + value.size);
      return { values: part(this.values), gradient: part(this.gradient) };
    };
    this.chain = new Chain(layers, { kernels, slots, batchSize, array, next }, breath);
  }

  forward(input: Floats, count: number, training: boolean): Floats {
    return this.chain.forward(input, count, training);
  }

  /** Finds memory for the way back from ∂L/∂output in `gradient`; returns where ∂L/∂input will be, null where it is not wanted. */
  plan(gradient: Slot, wanted: boolean): Slot | null {
    return this.chain.plan(gradient, wanted);
  }

  backward(count: number): void {
    this.chain.backward(count);
  }
}
