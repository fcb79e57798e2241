/**
 * A network as TensorFlow.js' layers format has it: a model.json of a Keras topology and the weights' names and shapes, and the weights in
 * a file beside it. `tf.loadLayersModel` reads the two.
 */
import {
  batchNorm,
  shapeLength,
  parameterCount,
  parametersOf,
  slopes,
  type Activation,
  type Layer,
  type Quadratic,
  type Residual,
  type Shape,
  type Transposed,
} from '../layers';

/** The file that the weights stand in, beside the model.json. */
export const weightsFile = 'weights.bin';

export interface KerasModel {
  /** The contents of model.json, to be written as JSON. */
  readonly modelJson: KerasModelJson;
  /** Single precision, little-endian, in the order of the manifest. */
  readonly weights: Uint8Array<ArrayBuffer>;
}

export interface KerasModelJson {
  readonly format: 'layers-model';
  readonly generatedBy: string;
  readonly convertedBy: null;
  readonly modelTopology: {
    readonly keras_version: string;
    readonly backend: string;
    readonly model_config: {
      readonly class_name: 'Functional';
      readonly config: {
        readonly name: string;
        readonly layers: readonly KerasLayer[];
        readonly input_layers: readonly End[];
        readonly output_layers: readonly End[];
      };
    };
  };
  readonly weightsManifest: readonly {
    readonly paths: readonly string[];
    readonly weights: readonly { readonly name: string; readonly shape: readonly number[]; readonly dtype: 'float32' }[];
  }[];
}

interface KerasLayer {
  readonly name: string;
  readonly class_name: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** The one call of the layer: of each input the layer it comes from, which call of that, and which of its outputs. */
  readonly inbound_nodes: readonly (readonly (readonly [string, number, number, object])[])[];
}

type End = readonly [string, number, number];

/**
 * @param parameters in the order of `parametersOf`. Input and output of the model are rows of numbers where the layers' are vectors, else
 * pictures with the channels last. Throws RangeError where their number does not fit the layers.
 */
export function kerasModel(layers: readonly Layer[], parameters: Float32Array, name: string): KerasModel {
  if (parameters.length !== parameterCount(layers))
    throw new RangeError(`${parameters.length} parameters for layers of ${parameterCount(layers)}.`);
  const graph = new Graph(layers[0].input);
  graph.chain(layers);
  const last = layers[layers.length - 1];
  graph.arrange(isVector(last.output) ? 'row' : 'picture', last.output, last.name);
  return {
    modelJson: {
      format: 'layers-model',
      generatedBy: 'Basins',
      convertedBy: null,
      modelTopology: {
        keras_version: '2.15.0',
        backend: 'tensorflow',
        model_config: {
          class_name: 'Functional',
          config: { name, layers: graph.layers, input_layers: [[inputName, 0, 0]], output_layers: [[graph.at.layer, 0, 0]] },
        },
      },
      weightsManifest: [
        { paths: [weightsFile], weights: parametersOf(layers).map(({ name, shape }) => ({ name, shape, dtype: 'float32' })) },
      ],
    },
    weights: littleEndian(parameters),
  };
}

const inputName = 'input';
const isVector = ([height, width]: Shape): boolean => height === 1 && width === 1;

/** Keras layers for one of our layers. Rows and pictures pass between them, and one turns into the other where a layer needs it. */
class Graph {
  readonly layers: KerasLayer[] = [];
  at: { readonly layer: string; readonly form: 'row' | 'picture' };

  constructor(input: Shape) {
    const form = isVector(input) ? 'row' : 'picture';
    const shape = form === 'row' ? [null, shapeLength(input)] : [null, ...input];
    this.layers.push({
      name: inputName,
      class_name: 'InputLayer',
      config: { name: inputName, batch_input_shape: shape, dtype: 'float32', sparse: false },
      inbound_nodes: [],
    });
    this.at = { layer: inputName, form };
  }

  chain(layers: readonly Layer[]): void {
    for (const layer of layers) this.add(layer);
  }

  /** Makes a row or a picture of what passes. @param near the layer of ours that wants it, or gave it. */
  arrange(form: 'row' | 'picture', shape: Shape, near: string): void {
    if (this.at.form === form) return;
    if (form === 'row') this.put(`${near}_row`, 'Flatten', { data_format: 'channels_last' }, form);
    else this.put(`${near}_picture`, 'Reshape', { target_shape: [...shape] }, form);
  }

  private add(layer: Layer): void {
    const { name, kind, input, activation } = layer;
    this.arrange(kind === 'dense' ? 'row' : 'picture', input, name);
    if (kind === 'residual') {
      this.join(layer);
      return;
    }
    if (kind === 'quadratic') {
      this.multiply(layer);
      return;
    }
    if (kind === 'norm') {
      this.put(name, 'BatchNormalization', {
        axis: -1,
        momentum: batchNorm.momentum,
        epsilon: batchNorm.epsilon,
        center: true,
        scale: true,
      });
      this.activate(name, activation);
      return;
    }
    const own = { activation: activation === 'relu' ? 'relu' : 'linear', use_bias: true };
    if (kind === 'dense') this.put(name, 'Dense', { units: shapeLength(layer.output), ...own });
    else if (kind === 'conv')
      this.put(name, 'Conv2D', {
        filters: layer.output[2],
        kernel_size: [layer.size, layer.size],
        strides: [layer.stride, layer.stride],
        padding: layer.padding,
        data_format: 'channels_last',
        dilation_rate: [1, 1],
        ...own,
      });
    else this.transpose(layer, own);
    if (activation !== 'relu') this.activate(name, activation);
  }

  /**
   * Keras' 'same' makes a picture of stride times the sides. Where ours is smaller by a remainder, the whole adjoint is made, which Keras
   * calls 'valid', and its rim cut off.
   */
  private transpose(layer: Transposed, own: Readonly<Record<string, unknown>>): void {
    const { name, size, stride, input, output, before } = layer;
    const exact = layer.padding === 'same' && output[0] === input[0] * stride && output[1] === input[1] * stride;
    const shape = { filters: output[2], kernel_size: [size, size], strides: [stride, stride], data_format: 'channels_last' };
    this.put(name, 'Conv2DTranspose', { ...shape, padding: exact ? 'same' : 'valid', ...own });
    if (exact) return;
    const cropping = [0, 1].map((axis) => [before[axis], input[axis] * stride + Math.max(0, size - stride) - output[axis] - before[axis]]);
    if (cropping.flat().some((rows) => rows < 0))
      throw new RangeError(`Keras has no transposed convolution of ${input} to ${output} with windows of ${size} and stride ${stride}.`);
    if (cropping.flat().some((rows) => rows > 0)) this.put(`${name}_crop`, 'Cropping2D', { cropping, data_format: 'channels_last' });
  }

  private join({ name, main, shortcut, activation }: Residual): void {
    const start = this.at;
    this.chain(main);
    const end = this.at;
    this.at = start;
    this.chain(shortcut);
    this.put(`${name}_sum`, 'Add', {}, 'picture', [end.layer, this.at.layer]);
    this.activate(name, activation);
  }

  /**
   * Keras takes a row apart as a picture of one column. A softmax of one number is 1. TensorFlow.js disposes of what is given twice to one
   * layer too soon, so a square is the product of two parts that are equal.
   */
  private multiply({ name, output }: Quadratic): void {
    this.put(`${name}_column`, 'Reshape', { target_shape: [2, 1, 1] }, 'picture');
    const column = this.at.layer;
    const put = (which: string, className: string, config: Readonly<Record<string, unknown>>, from: readonly string[]) => {
      this.put(`${name}_${which}`, className, config, 'picture', from);
      return this.at.layer;
    };
    const part = (which: string, rows: readonly [before: number, after: number]) =>
      put(which, 'Cropping2D', { cropping: [rows, [0, 0]], data_format: 'channels_last' }, [column]);
    const [x1, y1, x2, y2] = [part('x1', [0, 1]), part('y1', [0, 1]), part('x2', [1, 0]), part('y2', [1, 0])];
    const product = (which: string, ...from: string[]) => put(which, 'Multiply', {}, from);
    const one = put('one', 'Softmax', { axis: -1 }, [x1]);
    const products = [product('x1x1', x1, y1), product('x1x2', x1, x2), product('x2x2', x2, y2), product('x2x1', x2, x1)];
    put('all', 'Concatenate', { axis: -1 }, [one, x1, x2, ...products]);
    this.arrange('row', output, name);
  }

  private activate(name: string, activation: Activation): void {
    if (activation === 'relu') this.put(`${name}_relu`, 'Activation', { activation });
    else if (activation !== 'linear') this.put(`${name}_leaky`, 'LeakyReLU', { alpha: slopes[activation] });
  }

  private put(
    name: string,
    className: string,
    config: Readonly<Record<string, unknown>>,
    form = this.at.form,
    from: readonly string[] = [this.at.layer],
  ): void {
    this.layers.push({
      name,
      class_name: className,
      config: { name, trainable: true, dtype: 'float32', ...config },
      inbound_nodes: [from.map((layer) => [layer, 0, 0, {}] as const)],
    });
    this.at = { layer: name, form };
  }
}

/** Writes the same byte order on every machine. */
export function littleEndian(values: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i], true);
  return bytes;
}
