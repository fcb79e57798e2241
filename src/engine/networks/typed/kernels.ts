/** The arithmetic that a network on typed arrays is made of: plain JavaScript or WebAssembly behind one interface. */
import type { Floats } from '../../../core/algebra/floats';
import type { Activation, Shape, WeightLayer } from '../layers';

/**
 * The link of a large picture to a small one: a convolution leads from large to small, its adjoint back. A dense layer is one too, of a
 * picture of one place and a window of one. Weights are [size, size, channels of large, channels of small].
 */
export interface Geometry {
  readonly large: Shape;
  readonly small: Shape;
  readonly size: number;
  readonly stride: number;
  readonly before: readonly [number, number];
}

/** Of one layer with weights. */
export function geometryOf(layer: WeightLayer): Geometry {
  const { input, output } = layer;
  if (layer.kind === 'dense') {
    const flat = ([height, width, channels]: Shape): Shape => [1, 1, height * width * channels];
    return { large: flat(input), small: flat(output), size: 1, stride: 1, before: [0, 0] };
  }
  const { size, stride, before } = layer;
  return layer.kind === 'conv'
    ? { large: input, small: output, size, stride, before }
    : { large: output, small: input, size, stride, before };
}

/**
 * All arrays come from `array` of the same kernels (or are parts of such). Pictures are count × height × width × channels; what they are
 * written to is overwritten unless said otherwise. Whichever kernels compute, and on however many threads, every sum is taken in one order
 * of its own.
 */
export interface Kernels {
  /** Zeros. They live as long as the kernels do. */
  array(length: number): Floats;
  /** small = activation(large ⋆ weights + bias). */
  correlate(
    geometry: Geometry,
    count: number,
    large: Floats,
    weights: Floats,
    bias: Floats | null,
    activation: Activation,
    small: Floats,
  ): void;
  /** large = activation(adjoint of ⋆ weights, of small, + bias). */
  spread(
    geometry: Geometry,
    count: number,
    small: Floats,
    weights: Floats,
    bias: Floats | null,
    activation: Activation,
    large: Floats,
  ): void;
  /** ∂/∂weights of Σ (large ⋆ weights) ⊙ small. */
  weightGradient(geometry: Geometry, count: number, large: Floats, small: Floats, gradient: Floats): void;
  /** Sums over the rows of rows × columns. */
  columnSums(rows: number, columns: number, from: Floats, sums: Floats): void;
  /** gradient ⊙= activation′, of which `output` is the value. */
  gate(activation: Activation, length: number, output: Floats, gradient: Floats): void;
  /** sum = activation(a + b). */
  add(activation: Activation, length: number, a: Floats, b: Floats, sum: Floats): void;
  /**
   * By the rows' own mean and population variance, which are kept in `mean` and `variance`: y = activation(gamma (x − mean)/√(variance + ε)
   * + beta).
   */
  normaliseBatch(norm: NormArrays, rows: number, activation: Activation, x: Floats, y: Floats, mean: Floats, variance: Floats): void;
  /** The same by a given mean and variance. */
  normalise(norm: NormArrays, rows: number, activation: Activation, x: Floats, y: Floats, mean: Floats, variance: Floats): void;
  /** After `normaliseBatch`: from ∂/∂y before the activation (in `gradient`) to ∂/∂x, in place, and to those of gamma and beta. */
  normaliseBack(
    norm: NormArrays,
    rows: number,
    x: Floats,
    gradient: Floats,
    mean: Floats,
    variance: Floats,
    gammaGradient: Floats,
    betaGradient: Floats,
  ): void;
  /** Σ (output − target)² over count × d. Where `gradient` is given: gradient = scale · (output − target); it may be `output`. */
  error(count: number, d: number, output: Floats, target: Floats, scale: number, gradient: Floats | null): number;
  /**
   * first = β₁ first + (1 − β₁) g, second = β₂ second + (1 − β₂) g², parameters −= rate · first/(√second + ε). Moments below 1e-30 become
   * 0: subnormal numbers are slow.
   */
  adam(length: number, parameters: Floats, gradient: Floats, first: Floats, second: Floats, rate: number, epsilon: number): void;
  dispose(): void;
}

/** The arrays of batch normalisation, [channels] each. */
export interface NormArrays {
  readonly channels: number;
  readonly gamma: Floats;
  readonly beta: Floats;
}
