import type { Random } from '../../core/algebra/random';
import type { Mask } from '../../methods/clam/declare';
import { hiddenEntries } from '../../core/memory/hiddenEntries';

/** Draws the batches and masks of one restart's epochs. On every backend the same seed gives the same ones. */
export class Sampler {
  readonly order: Uint32Array;
  /** h, entries hidden in each point; 0 without a mask. */
  readonly hiddenCount: number;
  private readonly features: Uint32Array;
  private shared = false;

  constructor(
    private readonly random: Random,
    n: number,
    d: number,
    private readonly mask: Mask | null,
  ) {
    this.order = Uint32Array.from({ length: n }, (_, i) => i);
    this.hiddenCount = mask ? hiddenEntries(d, mask.probability) : 0;
    this.features = Uint32Array.from({ length: d }, (_, i) => i);
  }

  /** A new order of the points. */
  beginEpoch(epoch: number): void {
    this.random.shuffle(this.order);
    this.shared = this.mask !== null && this.mask.wholeBatchEveryThird && epoch % 3 === 0;
  }

  beginBatch(): void {
    if (this.shared) this.draw();
  }

  /** The first `hiddenCount` of the returned indices are this point's hidden features, distinct. The array is reused. */
  hidden(): Uint32Array {
    if (!this.shared) this.draw();
    return this.features;
  }

  /** The state, for checkpoints: the generator, and both arrays, whose order the next shuffle starts from. */
  save(): SamplerState {
    return { random: this.random.save(), order: this.order.slice(), features: this.features.slice() };
  }

  restore(state: SamplerState): void {
    this.random.restore(state.random);
    this.order.set(state.order);
    this.features.set(state.features);
  }

  /** A partial Fisher–Yates shuffle: uniform whatever order it starts from, and O(h) a point. */
  private draw(): void {
    const { features, random, hiddenCount } = this;
    for (let i = 0; i < hiddenCount; i++) {
      const j = i + random.integer(features.length - i);
      const held = features[i];
      features[i] = features[j];
      features[j] = held;
    }
  }
}

export interface SamplerState {
  random: number[];
  order: Uint32Array;
  features: Uint32Array;
}

/** Start values of hidden entries: the mean, minimum or maximum of each feature. d numbers. */
export function fillValues(points: Float32Array, n: number, d: number, kind: 'mean' | 'min' | 'max'): Float64Array {
  const fill = new Float64Array(d).fill(kind === 'mean' ? 0 : kind === 'min' ? Infinity : -Infinity);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < d; j++) {
      const x = points[i * d + j];
      if (kind === 'mean') fill[j] += x / n;
      else fill[j] = kind === 'min' ? Math.min(fill[j], x) : Math.max(fill[j], x);
    }
  return fill;
}
