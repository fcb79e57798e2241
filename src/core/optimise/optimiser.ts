import { adam } from './adam';

/** How an optimiser goes along gradients. Adam has an ε and no momentum, stochastic gradient descent a momentum and no ε. */
export interface Optimiser {
  readonly kind: 'adam' | 'sgd';
  /** Added to √s under the step of Adam. */
  readonly epsilon: number;
  /** The share of the last step of SGD in the next: v ← momentum·v + g, θ ← θ − rate·v. */
  readonly momentum: number;
}

export const defaultOptimiser: Optimiser = { kind: 'adam', epsilon: adam.epsilon, momentum: 0.9 };
