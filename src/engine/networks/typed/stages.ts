/** The forward and backward passes of a layer on typed arrays. */
import { batchNorm, shapeLength, type Layer, type Normalisation, type Quadratic, type Residual, type WeightLayer } from '../layers';
import type { Floats } from '../../../core/algebra/floats';
import { geometryOf, type Geometry, type Kernels, type NormArrays } from './kernels';
import type { Slot, Slots } from './slots';

/** One layer at work. Arrays hold up to as many pictures as a batch. */
export interface LayerStage {
  /** Training: by the batch's statistics, and the moving ones follow. The result is the stage's own array. */
  forward(input: Floats, count: number, training: boolean): Floats;
  /**
   * Finds memory for what `backward` hands on; null where `wanted` is false. Called from the last stage to the first, before any
   * `backward`.
   */
  plan(gradient: Slot, wanted: boolean): Slot | null;
  /**
   * After `forward` in training: from ∂L/∂output, in the planned slot, to ∂L/∂input in the other, and to the gradients of the parameters.
   */
  backward(count: number): void;
}

/** Where stages get what they work with. */
export interface Site {
  readonly kernels: Kernels;
  readonly slots: Slots;
  readonly batchSize: number;
  readonly array: (length: number) => Floats;
  /** The next parameter in the order of `parametersOf`, and its gradient. */
  next(): { readonly values: Floats; readonly gradient: Floats };
}

/** Called before each stage: long work lets others go first. */
export type Breath = () => void;

/** Layers one behind the other. */
export class Chain {
  private readonly stages: readonly LayerStage[];

  constructor(
    layers: readonly Layer[],
    site: Site,
    private readonly breath: Breath,
  ) {
    this.stages = layers.map((layer) => stageOf(layer, site, breath));
  }

  forward(input: Floats, count: number, training: boolean): Floats {
    let at = input;
    for (const stage of this.stages) {
      this.breath();
      at = stage.forward(at, count, training);
    }
    return at;
  }

  plan(gradient: Slot, wanted: boolean): Slot | null {
    let at: Slot | null = gradient;
    for (let i = this.stages.length - 1; i >= 0; i--) if (at) at = this.stages[i].plan(at, wanted || i > 0);
    return at;
  }

  backward(count: number): void {
    for (let i = this.stages.length - 1; i >= 0; i--) {
      this.breath();
      this.stages[i].backward(count);
    }
  }
}

function stageOf(layer: Layer, site: Site, breath: Breath): LayerStage {
  if (layer.kind === 'norm') return new NormStage(layer, site);
  if (layer.kind === 'residual') return new ResidualStage(layer, site, breath);
  if (layer.kind === 'quadratic') return new QuadraticStage(layer, site);
  return new WeightStage(layer, site);
}

/** Dense layers, convolutions and their adjoints. */
class WeightStage implements LayerStage {
  private readonly geometry: Geometry;
  private readonly weights;
  private readonly bias;
  private readonly output: Floats;
  private input: Floats;
  private above: Slot | null = null;
  private below: Slot | null = null;

  constructor(
    private readonly layer: WeightLayer,
    private readonly site: Site,
  ) {
    this.geometry = geometryOf(layer);
    this.weights = site.next();
    this.bias = site.next();
    this.output = site.array(site.batchSize * shapeLength(layer.output));
    this.input = this.output;
  }

  forward(input: Floats, count: number): Floats {
    const { geometry, weights, bias, layer, output } = this;
    const { kernels } = this.site;
    this.input = input;
    if (layer.kind === 'transposed') kernels.spread(geometry, count, input, weights.values, bias.values, layer.activation, output);
    else kernels.correlate(geometry, count, input, weights.values, bias.values, layer.activation, output);
    return output;
  }

  plan(gradient: Slot, wanted: boolean): Slot | null {
    this.above = gradient;
    this.below = wanted ? this.site.slots.take(this.site.batchSize * shapeLength(this.layer.input)) : null;
    this.site.slots.release(gradient);
    return this.below;
  }

  backward(count: number): void {
    const { geometry, weights, bias, layer, input, output } = this;
    const { kernels } = this.site;
    const gradient = this.above!.array;
    kernels.gate(layer.activation, count * shapeLength(layer.output), output, gradient);
    const columns = bias.values.length;
    kernels.columnSums((count * shapeLength(layer.output)) / columns, columns, gradient, bias.gradient);
    if (layer.kind === 'transposed') {
      kernels.weightGradient(geometry, count, gradient, input, weights.gradient);
      if (this.below) kernels.correlate(geometry, count, gradient, weights.values, null, 'linear', this.below.array);
    } else {
      kernels.weightGradient(geometry, count, input, gradient, weights.gradient);
      if (this.below) kernels.spread(geometry, count, gradient, weights.values, null, 'linear', this.below.array);
    }
  }
}

class QuadraticStage implements LayerStage {
  private readonly output: Floats;
  private input: Floats;
  private above: Slot | null = null;
  private below: Slot | null = null;

  constructor(
    { output }: Quadratic,
    private readonly site: Site,
  ) {
    this.output = site.array(site.batchSize * shapeLength(output));
    this.input = this.output;
  }

  forward(input: Floats, count: number): Floats {
    const { output } = this;
    this.input = input;
    for (let i = 0, at = 0; i < count; i++) {
      const [x1, x2] = [input[2 * i], input[2 * i + 1]];
      for (const feature of [1, x1, x2, x1 * x1, x1 * x2, x2 * x2, x2 * x1]) output[at++] = feature;
    }
    return output;
  }

  plan(gradient: Slot, wanted: boolean): Slot | null {
    const { slots, batchSize } = this.site;
    this.above = gradient;
    this.below = wanted ? slots.take(2 * batchSize) : null;
    slots.release(gradient);
    return this.below;
  }

  backward(count: number): void {
    if (!this.below) return;
    const { input } = this;
    const [g, to] = [this.above!.array, this.below.array];
    for (let i = 0, at = 0; i < count; i++, at += 7) {
      const [x1, x2, cross] = [input[2 * i], input[2 * i + 1], g[at + 4] + g[at + 6]];
      to[2 * i] = g[at + 1] + 2 * x1 * g[at + 3] + x2 * cross;
      to[2 * i + 1] = g[at + 2] + 2 * x2 * g[at + 5] + x1 * cross;
    }
  }
}

class NormStage implements LayerStage {
  private readonly norm: NormArrays;
  private readonly gamma;
  private readonly beta;
  private readonly movingMean: Floats;
  private readonly movingVariance: Floats;
  private readonly mean: Floats;
  private readonly variance: Floats;
  private readonly output: Floats;
  private input: Floats;
  private slot: Slot | null = null;

  constructor(
    private readonly layer: Normalisation,
    private readonly site: Site,
  ) {
    const [, , channels] = layer.output;
    this.gamma = site.next();
    this.beta = site.next();
    this.movingMean = site.next().values;
    this.movingVariance = site.next().values;
    this.norm = { channels, gamma: this.gamma.values, beta: this.beta.values };
    this.mean = site.array(channels);
    this.variance = site.array(channels);
    this.output = site.array(site.batchSize * shapeLength(layer.output));
    this.input = this.output;
  }

  forward(input: Floats, count: number, training: boolean): Floats {
    const { norm, layer, output, mean, variance, movingMean, movingVariance } = this;
    const { kernels } = this.site;
    this.input = input;
    if (!training) {
      kernels.normalise(norm, this.rows(count), layer.activation, input, output, movingMean, movingVariance);
      return output;
    }
    kernels.normaliseBatch(norm, this.rows(count), layer.activation, input, output, mean, variance);
    const { momentum } = batchNorm;
    for (let c = 0; c < norm.channels; c++) {
      movingMean[c] = momentum * movingMean[c] + (1 - momentum) * mean[c];
      movingVariance[c] = momentum * movingVariance[c] + (1 - momentum) * variance[c];
    }
    return output;
  }

  /** In place. */
  plan(gradient: Slot): Slot {
    this.slot = gradient;
    return gradient;
  }

  backward(count: number): void {
    const { norm, layer, input, output, mean, variance, gamma, beta } = this;
    const { kernels } = this.site;
    const gradient = this.slot!.array;
    kernels.gate(layer.activation, count * shapeLength(layer.output), output, gradient);
    kernels.normaliseBack(norm, this.rows(count), input, gradient, mean, variance, gamma.gradient, beta.gradient);
  }

  private rows(count: number): number {
    return count * this.layer.output[0] * this.layer.output[1];
  }
}

class ResidualStage implements LayerStage {
  private readonly main: Chain;
  private readonly shortcut: Chain;
  private readonly output: Floats;
  private above: Slot | null = null;
  private aside: Slot | null = null;
  private below: Slot | null = null;
  private besideBelow: Slot | null = null;

  constructor(
    private readonly layer: Residual,
    private readonly site: Site,
    breath: Breath,
  ) {
    this.main = new Chain(layer.main, site, breath);
    this.shortcut = new Chain(layer.shortcut, site, breath);
    this.output = site.array(site.batchSize * shapeLength(layer.output));
  }

  forward(input: Floats, count: number, training: boolean): Floats {
    const { layer, output } = this;
    const through = this.main.forward(input, count, training);
    const past = this.shortcut.forward(input, count, training);
    this.site.kernels.add(layer.activation, count * shapeLength(layer.output), through, past, output);
    return output;
  }

  plan(gradient: Slot, wanted: boolean): Slot | null {
    const { slots, batchSize } = this.site;
    this.above = gradient;
    this.aside = slots.take(batchSize * shapeLength(this.layer.output));
    this.below = this.main.plan(gradient, wanted);
    this.besideBelow = this.shortcut.plan(this.aside, wanted);
    if (this.besideBelow) slots.release(this.besideBelow);
    return this.below;
  }

  backward(count: number): void {
    const { layer, above, aside, below, besideBelow } = this;
    const { kernels } = this.site;
    const size = count * shapeLength(layer.output);
    kernels.gate(layer.activation, size, this.output, above!.array);
    // Both ways change their gradient in place.
    aside!.array.set(above!.array.subarray(0, size));
    this.main.backward(count);
    this.shortcut.backward(count);
    if (below && besideBelow) kernels.add('linear', count * shapeLength(layer.input), below.array, besideBelow.array, below.array);
  }
}
