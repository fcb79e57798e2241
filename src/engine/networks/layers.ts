/**
 * A network as data. Both the typed arrays of the CPU and TensorFlow.js build it from this, and a file is written from it. What passes
 * between layers is height × width × channels, channels last; a vector of n numbers is 1 × 1 × n, so that flattening and unflattening move
 * nothing.
 */
import { Random } from '../../core/algebra/random';

export type Shape = readonly [height: number, width: number, channels: number];

/** x where x > 0, else this times x. Of 0.3 is Keras' default, which residual networks have; of 0.2 that of most papers. */
export const slopes = { linear: 1, relu: 0, 'leaky 0.3': 0.3, 'leaky 0.2': 0.2 } as const;
export type Activation = keyof typeof slopes;

/** Batch normalisation: variance floor, and the share that a moving statistic keeps of itself at each step of training. */
export const batchNorm = { epsilon: 1e-3, momentum: 0.9 } as const;

interface Common {
  readonly name: string;
  readonly input: Shape;
  readonly output: Shape;
  readonly activation: Activation;
}

/** y = xW + b: kernel [inputs, outputs], bias [outputs]. */
export interface Dense extends Common {
  readonly kind: 'dense';
}

/**
 * Cross-correlation: kernel [size, size, inputs, outputs], bias [outputs]. Before row 0 there are `before[0]` rows of zeros, before column
 * 0 `before[1]` columns; as many after as the output needs.
 */
export interface Convolution extends Common {
  readonly kind: 'conv';
  readonly size: number;
  readonly stride: number;
  readonly padding: 'same' | 'valid';
  readonly before: readonly [number, number];
}

/**
 * The adjoint of the convolution that leads from `output` back to `input`, and a bias: kernel [size, size, outputs, inputs], bias
 * [outputs].
 */
export interface Transposed extends Common {
  readonly kind: 'transposed';
  readonly size: number;
  readonly stride: number;
  readonly padding: 'same' | 'valid';
  readonly before: readonly [number, number];
}

/**
 * Per channel, over batch and places: in training by the batch's mean and population variance, otherwise by the moving ones. gamma, beta,
 * and the two moving statistics, [channels] each.
 */
export interface Normalisation extends Common {
  readonly kind: 'norm';
}

/** activation(main(x) + shortcut(x)); an empty shortcut is x itself. */
export interface Residual extends Common {
  readonly kind: 'residual';
  readonly main: readonly Layer[];
  readonly shortcut: readonly Layer[];
}

/** Of the two numbers x of a point: 1, x₁, x₂, x₁², x₁x₂, x₂², x₂x₁. Without parameters. */
export interface Quadratic extends Common {
  readonly kind: 'quadratic';
}

export type Layer = Dense | Convolution | Transposed | Normalisation | Residual | Quadratic;
/** Those of a kernel and a bias. */
export type WeightLayer = Dense | Convolution | Transposed;

/** One array of a network's parameters. All of them stand behind one another in one Float32Array, in the order of `parametersOf`. */
export interface LayerParameter {
  /** "conv1/kernel" */
  readonly name: string;
  readonly shape: readonly number[];
  readonly size: number;
  readonly offset: number;
  /** False for moving statistics, which follow the data and have no gradient. */
  readonly trainable: boolean;
  readonly start:
    | { readonly kind: 'glorot'; readonly fanIn: number; readonly fanOut: number }
    | { readonly kind: 'constant'; readonly value: number };
}

export const shapeLength = ([height, width, channels]: Shape): number => height * width * channels;

type Unplaced = Omit<LayerParameter, 'offset' | 'size'>;

function unplaced(layer: Layer): Unplaced[] {
  const constant = (what: string, channels: number, value: number, trainable = true): Unplaced => ({
    name: `${layer.name}/${what}`,
    shape: [channels],
    trainable,
    start: { kind: 'constant', value },
  });
  if (layer.kind === 'quadratic') return [];
  if (layer.kind === 'residual') return [...layer.main, ...layer.shortcut].flatMap(unplaced);
  const [, , inputs] = layer.input;
  const [, , outputs] = layer.output;
  if (layer.kind === 'norm')
    return [
      constant('gamma', outputs, 1),
      constant('beta', outputs, 0),
      constant('moving_mean', outputs, 0, false),
      constant('moving_variance', outputs, 1, false),
    ];
  const kernel = (shape: readonly number[], fanIn: number, fanOut: number): Unplaced => ({
    name: `${layer.name}/kernel`,
    shape,
    trainable: true,
    start: { kind: 'glorot', fanIn, fanOut },
  });
  const bias = constant('bias', layer.kind === 'dense' ? shapeLength(layer.output) : outputs, 0);
  if (layer.kind === 'dense')
    return [kernel([shapeLength(layer.input), shapeLength(layer.output)], shapeLength(layer.input), shapeLength(layer.output)), bias];
  const area = layer.size ** 2;
  // A transposed kernel stands the other way round, and Keras reads its fans off the same places.
  const ends = layer.kind === 'conv' ? [inputs, outputs] : [outputs, inputs];
  return [kernel([layer.size, layer.size, ...ends], area * ends[0], area * ends[1]), bias];
}

/**
 * The parameters of layers in order: kernel and bias, or gamma, beta and the moving mean and variance; of a residual the main way's, then
 * the shortcut's.
 */
export function parametersOf(layers: readonly Layer[]): LayerParameter[] {
  let offset = 0;
  return layers.flatMap(unplaced).map((one) => {
    const size = one.shape.reduce((product, extent) => product * extent, 1);
    const placed = { ...one, size, offset };
    offset += size;
    return placed;
  });
}

/** All parameters behind one another. */
export function parameterCount(layers: readonly Layer[]): number {
  return parametersOf(layers).reduce((sum, { size }) => sum + size, 0);
}

/** Kernels uniform on ±√(6/(fan in + fan out)) (Glorot and Bengio 2010), biases 0, scales and moving variances 1. */
export function initialParameters(layers: readonly Layer[], random: Random): Float32Array {
  const values = new Float32Array(parameterCount(layers));
  for (const { start, offset, size } of parametersOf(layers)) {
    if (start.kind === 'constant') values.fill(start.value, offset, offset + size);
    else {
      const reach = Math.sqrt(6 / (start.fanIn + start.fanOut));
      for (let i = 0; i < size; i++) values[offset + i] = reach * (2 * random.uniform() - 1);
    }
  }
  return values;
}

/**
 * How far 'same' padding reaches before the first entry, as TensorFlow has it: of an odd number of zeros the larger part stands after the
 * last.
 */
export function samePadding(input: number, output: number, size: number, stride: number): number {
  return Math.max(0, (output - 1) * stride + size - input) >> 1;
}
