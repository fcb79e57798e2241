import { Adam, type AdamState } from './adam';
import type { Optimiser } from './optimiser';

export type DescentState = AdamState | { readonly velocity: Float64Array };

/** Steps along gradients by Adam or by stochastic gradient descent, in double precision. */
export class Descent {
  private readonly adam: Adam | null;
  /** Of SGD. */
  private readonly velocity: Float64Array;

  /** @param length of the parameters. */
  constructor(
    length: number,
    private readonly optimiser: Optimiser,
  ) {
    const adaptive = optimiser.kind === 'adam';
    this.adam = adaptive ? new Adam(length, optimiser.epsilon) : null;
    this.velocity = new Float64Array(adaptive ? 0 : length);
  }

  /** One step, in place. */
  update(parameters: Float64Array, gradient: Float64Array, rate: number): void {
    const { adam, velocity, optimiser } = this;
    if (adam) return adam.update(parameters, gradient, 1, rate);
    for (let i = 0; i < parameters.length; i++) {
      velocity[i] = optimiser.momentum * velocity[i] + gradient[i];
      parameters[i] -= rate * velocity[i];
    }
  }

  /** The moments from one place to another become 0. */
  forget(start: number, end: number): void {
    for (const moments of this.adam ? [this.adam.first, this.adam.second] : [this.velocity]) moments.fill(0, start, end);
  }

  save(): DescentState {
    return this.adam?.save() ?? { velocity: this.velocity.slice() };
  }

  restore(state: DescentState): void {
    if ('velocity' in state) this.velocity.set(state.velocity);
    else this.adam?.restore(state);
  }
}
