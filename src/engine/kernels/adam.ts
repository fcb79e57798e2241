/**
 * One step of Adam as one kernel a backend, over R runs with a learning rate each:
 *   m ← β₁m + (1−β₁)g,  s ← β₂s + (1−β₂)g²,  θ ← θ − lr·√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√s + ε)
 */
import { engine } from '@tensorflow/tfjs-core';
import type { NamedAttrMap, NamedTensorInfoMap, Tensor, Tensor1D, TensorInfo } from '@tensorflow/tfjs-core';

export const adamUpdate = 'AdamUpdate';

/** The papers' constants. */
export const adamDefaults = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

export interface AdamAttributes {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** t, from 1. */
  step: number;
}

/** The state of one parameter between steps. All tensors have the parameter's shape, whose first axis is R. */
export interface TensorMoments<T extends Tensor = Tensor> {
  parameter: T;
  /** m, the running mean of gradients. */
  mean: T;
  /** s, the running mean of squared gradients. */
  square: T;
}

export interface AdamInputs {
  parameter: TensorInfo;
  mean: TensorInfo;
  square: TensorInfo;
  gradient: TensorInfo;
  rates: TensorInfo;
}

export function adamArguments(
  inputs: NamedTensorInfoMap,
  attrs: NamedAttrMap | undefined,
): AdamInputs & { attributes: AdamAttributes; correction: number } {
  const { parameter, mean, square, gradient, rates } = inputs;
  if (!parameter || !mean || !square || !gradient || !rates)
    throw new Error('Adam needs a parameter, its moments, a gradient and learning rates.');
  const attributes = attrs as unknown as AdamAttributes;
  const { beta1, beta2, step } = attributes;
  return { parameter, mean, square, gradient, rates, attributes, correction: Math.sqrt(1 - beta2 ** step) / (1 - beta1 ** step) };
}

/**
 * The parameter and its moments after one step; what was given stays as it is, and is the caller's to dispose of.
 * @param rates learning rates, [R]. @param step t, from 1. @param epsilon Keras' by itself.
 */
export function adamStep<T extends Tensor>(
  { parameter, mean, square }: TensorMoments<T>,
  gradient: T,
  rates: Tensor1D,
  step: number,
  epsilon: number = adamDefaults.epsilon,
): TensorMoments<T> {
  if (rates.size !== parameter.shape[0]) throw new RangeError(`${rates.size} learning rates for ${parameter.shape[0]} runs.`);
  const attributes: AdamAttributes = { ...adamDefaults, epsilon, step };
  const [next, nextMean, nextSquare] = engine().runKernel<T[]>(
    adamUpdate,
    { parameter, mean, square, gradient, rates },
    attributes as unknown as NamedAttrMap,
  ) as [T, T, T];
  return { parameter: next, mean: nextMean, square: nextSquare };
}
