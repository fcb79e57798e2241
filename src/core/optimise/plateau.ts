/**
 * Reduce-on-plateau of the CLAM paper (Table 5): when the mean of the last 10 epoch losses improves by less than 1e-3 for 5 epochs in a
 * row, lr ← 0.8·lr, down to a floor.
 */
export const plateau = { window: 10, threshold: 1e-3, patience: 5, factor: 0.8, floor: 1e-5 } as const;

export interface PlateauState {
  learningRate: number;
  recent: number[];
  previousMean: number | null;
  bad: number;
  finished: boolean;
}

export class Plateau {
  private state: PlateauState;

  /** @param relative whether the threshold is a share of the loss. */
  constructor(
    learningRate: number,
    private readonly floor: number = plateau.floor,
    private readonly relative = false,
  ) {
    this.state = { learningRate, recent: [], previousMean: null, bad: 0, finished: false };
  }

  get learningRate(): number {
    return this.state.learningRate;
  }

  /** True once the rate would have to go below the floor: training of this run ends. */
  get finished(): boolean {
    return this.state.finished;
  }

  /** Ends this run before its rate is down. */
  finish(): void {
    this.state.finished = true;
  }

  /** Starts over from a rate that the user set. */
  setLearningRate(learningRate: number): void {
    this.state = { ...this.state, learningRate, bad: 0, finished: false };
  }

  /**
   * Takes in the loss of an epoch: the sum of its batches' mean losses, which is what the threshold of 1e-3 was tuned with. (With their
   * mean instead, nearly every epoch of a small set is a plateau, and training stalls: SC 0.21 for 0.25 on movlib.)
   */
  observe(loss: number): void {
    const state = this.state;
    state.recent.push(loss);
    if (state.recent.length > plateau.window) state.recent.shift();
    if (state.recent.length < plateau.window) return;
    const mean = state.recent.reduce((sum, x) => sum + x, 0) / plateau.window;
    const improved =
      state.previousMean === null || state.previousMean - mean >= plateau.threshold * (this.relative ? state.previousMean : 1);
    state.bad = improved ? 0 : state.bad + 1;
    state.previousMean = mean;
    if (state.bad < plateau.patience) return;
    state.bad = 0;
    if (state.learningRate <= this.floor) state.finished = true;
    else state.learningRate = Math.max(this.floor, state.learningRate * plateau.factor);
  }

  save(): PlateauState {
    return structuredClone(this.state);
  }

  restore(state: PlateauState): void {
    this.state = structuredClone(state);
  }
}
