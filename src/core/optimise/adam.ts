/** Adam (Kingma and Ba 2015) with β₁ 0.9, β₂ 0.999, ε 1e-7 and its bias corrections folded into the rate, as Keras has it. */
export const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 } as const;

/** The moments of one parameter array. */
export class Adam {
  readonly first: Float64Array;
  readonly second: Float64Array;
  updates = 0;

  constructor(
    length: number,
    private readonly epsilon: number = adam.epsilon,
  ) {
    this.first = new Float64Array(length);
    this.second = new Float64Array(length);
  }

  /** parameter −= rate · √(1 − β₂ᵗ)/(1 − β₁ᵗ) · m/(√s + ε), in place; g = `gradient` · `scale`. */
  update(parameter: Float64Array, gradient: Float64Array, scale: number, learningRate: number): void {
    const { first, second, epsilon } = this;
    const { beta1, beta2 } = adam;
    this.updates++;
    const rate = (learningRate * Math.sqrt(1 - beta2 ** this.updates)) / (1 - beta1 ** this.updates);
    for (let i = 0; i < parameter.length; i++) {
      const g = gradient[i] * scale;
      const m = (first[i] = beta1 * first[i] + (1 - beta1) * g);
      const s = (second[i] = beta2 * second[i] + (1 - beta2) * g * g);
      parameter[i] -= (rate * m) / (Math.sqrt(s) + epsilon);
    }
  }

  save(): AdamState {
    return { first: this.first.slice(), second: this.second.slice(), updates: this.updates };
  }

  restore(state: AdamState): void {
    this.first.set(state.first);
    this.second.set(state.second);
    this.updates = state.updates;
  }
}

export interface AdamState {
  first: Float64Array;
  second: Float64Array;
  updates: number;
}
