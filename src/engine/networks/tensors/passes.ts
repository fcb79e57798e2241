/**
 * The way through the layers and the way back, in TensorFlow.js's operations. The way back is written out instead of left to the tape: bias
 * and activation then stay fused with the product on the way forward, and nothing is differentiated that nobody asks for.
 */
import {
  add,
  batchNorm,
  concat,
  conv2d,
  conv2dTranspose,
  Conv2DBackpropFilter,
  div,
  engine,
  fused,
  leakyRelu,
  mean,
  mul,
  onesLike,
  relu,
  reshape,
  rsqrt,
  slice,
  square,
  step,
  sub,
  sum,
} from '@tensorflow/tfjs-core';
import type { NamedAttrMap, NamedTensorMap, Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import {
  batchNorm as constants,
  shapeLength,
  slopes,
  type Activation,
  type Convolution,
  type Layer,
  type Normalisation,
  type Residual,
  type Transposed,
  type WeightLayer,
} from '../layers';
import { fusedActivation, product } from './product';

/** One batch on its way through layers: [rows, height, width, channels]. */
interface Pass {
  readonly output: Tensor4D;
  /**
   * Takes ∂L/∂output, files ∂L/∂parameters under their names, and returns ∂L/∂input, or null where that is not wanted.
   */
  back(gradient: Tensor4D, gradients: NamedTensorMap, wanted: boolean): Tensor4D | null;
}

/** The mean and the population variance of a batch, filed under the names of the moving statistics that follow them. */
export type Statistics = NamedTensorMap;

/** Through the layers for training: normalisation by the batch's statistics, which are filed in `statistics`. */
export function forwardPass(layers: readonly Layer[], x: Tensor4D, parameters: NamedTensorMap, statistics: Statistics): Pass {
  const passes: Pass[] = [];
  let output = x;
  for (const layer of layers) {
    const pass = through(layer, output, parameters, statistics);
    passes.push(pass);
    output = pass.output;
  }
  return {
    output,
    back(gradient, gradients, wanted) {
      let g: Tensor4D | null = gradient;
      for (let at = passes.length - 1; at >= 0 && g; at--) g = passes[at].back(g, gradients, wanted || at > 0);
      return g;
    },
  };
}

/** Through the layers for inference: normalisation by the moving statistics. */
export function inferPass(layers: readonly Layer[], x: Tensor4D, parameters: NamedTensorMap): Tensor4D {
  let at = x;
  for (const layer of layers) {
    if (layer.kind === 'norm') {
      const { gamma, beta, moving_mean: mean, moving_variance: variance } = ofNorm(layer, parameters);
      at = activate(batchNorm(at, mean, variance, beta, gamma, constants.epsilon), layer.activation);
    } else if (layer.kind === 'quadratic') at = quadraticFeatures(at);
    else if (layer.kind === 'residual')
      at = activate(add(inferPass(layer.main, at, parameters), inferPass(layer.shortcut, at, parameters)), layer.activation);
    else at = affine(layer, at, parameters);
  }
  return at;
}

function through(layer: Layer, x: Tensor4D, parameters: NamedTensorMap, statistics: Statistics): Pass {
  if (layer.kind === 'norm') return normalised(layer, x, parameters, statistics);
  if (layer.kind === 'quadratic') return quadratic(x);
  if (layer.kind === 'residual') return joined(layer, x, parameters, statistics);
  const output = affine(layer, x, parameters);
  return {
    output,
    back(gradient, gradients, wanted) {
      const g = slope(gradient, output, layer.activation);
      const kernel = parameters[`${layer.name}/kernel`];
      gradients[`${layer.name}/bias`] = columnSums(g, layer.kind === 'dense' ? shapeLength(layer.output) : layer.output[2]);
      if (layer.kind === 'dense') {
        const [flat, flatG] = [rowsOf(x), rowsOf(g)];
        gradients[`${layer.name}/kernel`] = product({ a: flat, b: flatG, transposeA: true });
        return wanted ? reshape(product({ a: flatG, b: kernel as Tensor2D, transposeB: true }), x.shape) : null;
      }
      const { stride, padding } = layer;
      const filter = kernel as Tensor4D;
      if (layer.kind === 'conv') {
        gradients[`${layer.name}/kernel`] = filterGradient(x, g, layer);
        return wanted ? conv2dTranspose(g, filter, x.shape, stride, padding) : null;
      }
      gradients[`${layer.name}/kernel`] = filterGradient(g, x, layer);
      return wanted ? conv2d(g, filter, stride, padding) : null;
    },
  };
}

/** The output of a dense layer, a convolution or a transposed one for x, with its activation. */
function affine(layer: WeightLayer, x: Tensor4D, parameters: NamedTensorMap): Tensor4D {
  const kernel = parameters[`${layer.name}/kernel`];
  const bias = parameters[`${layer.name}/bias`];
  if (layer.kind === 'dense')
    return reshape(product({ a: rowsOf(x), b: kernel as Tensor2D, bias, activation: layer.activation }), [x.shape[0], ...layer.output]);
  const filter = kernel as Tensor4D;
  const { stride, padding } = layer;
  if (layer.kind === 'conv') return fused.conv2d({ x, filter, strides: stride, pad: padding, bias, ...fusedActivation(layer.activation) });
  return activate(add(conv2dTranspose(x, filter, [x.shape[0], ...layer.output], stride, padding), bias), layer.activation);
}

/**
 * y = γ·x̂ + β, x̂ = (x − mean)/√(variance + ε), per channel over the N rows and places; back: ∂x = γ/√(…)·(g − Σg/N − x̂·Σ(g·x̂)/N) (Ioffe
 * and Szegedy 2015).
 */
function normalised(layer: Normalisation, x: Tensor4D, parameters: NamedTensorMap, statistics: Statistics): Pass {
  const { gamma, beta } = ofNorm(layer, parameters);
  const channels = layer.output[2];
  const size = x.size / channels;
  const average = mean(reshape(x, [-1, channels]), 0) as Tensor1D;
  const centred = sub(x, average);
  const variance = mean(reshape(square(centred), [-1, channels]), 0) as Tensor1D;
  statistics[`${layer.name}/moving_mean`] = average;
  statistics[`${layer.name}/moving_variance`] = variance;
  const output = activate(batchNorm(x, average, variance, beta, gamma, constants.epsilon), layer.activation);
  return {
    output,
    back(gradient, gradients, wanted) {
      const g = slope(gradient, output, layer.activation);
      const inverse = rsqrt(add(variance, constants.epsilon));
      const unit = mul(centred, inverse);
      const toBeta = columnSums(g, channels);
      const toGamma = columnSums(mul(g, unit), channels);
      gradients[`${layer.name}/beta`] = toBeta;
      gradients[`${layer.name}/gamma`] = toGamma;
      if (!wanted) return null;
      return mul(mul(gamma, inverse), sub(sub(g, div(toBeta, size)), mul(unit, div(toGamma, size))));
    },
  };
}

/** One of the numbers of a last axis. */
const column = (x: Tensor4D, at: number): Tensor4D => slice(x, [0, 0, 0, at], [-1, -1, -1, 1]);

/** 1, x₁, x₂, x₁², x₁x₂, x₂², x₂x₁. */
function quadraticFeatures(x: Tensor4D): Tensor4D {
  const [x1, x2] = [column(x, 0), column(x, 1)];
  const both: Tensor4D = mul(x1, x2);
  return concat([onesLike(x1), x1, x2, mul(x1, x1), both, mul(x2, x2), both], 3);
}

function quadratic(x: Tensor4D): Pass {
  return {
    output: quadraticFeatures(x),
    back(gradient, _, wanted) {
      if (!wanted) return null;
      const [x1, x2] = [column(x, 0), column(x, 1)];
      const [, g1, g2, g3, g4, g5, g6] = Array.from({ length: 7 }, (__, at) => column(gradient, at));
      const cross = add(g4, g6);
      const to = (own: Tensor4D, linear: Tensor4D, twice: Tensor4D, other: Tensor4D): Tensor4D =>
        add(add(linear, mul(mul(own, twice), 2)), mul(other, cross));
      return concat([to(x1, g1, g3, x2), to(x2, g2, g5, x1)], 3);
    },
  };
}

function joined(layer: Residual, x: Tensor4D, parameters: NamedTensorMap, statistics: Statistics): Pass {
  const main = forwardPass(layer.main, x, parameters, statistics);
  const shortcut = forwardPass(layer.shortcut, x, parameters, statistics);
  const output = activate(add(main.output, shortcut.output), layer.activation) as Tensor4D;
  return {
    output,
    back(gradient, gradients, wanted) {
      const g = slope(gradient, output, layer.activation);
      const ways = [main.back(g, gradients, wanted), shortcut.back(g, gradients, wanted)];
      return ways[0] && ways[1] && wanted ? add(ways[0], ways[1]) : null;
    },
  };
}

function activate<T extends Tensor>(x: T, activation: Activation): T {
  if (activation === 'linear') return x;
  return activation === 'relu' ? relu(x) : leakyRelu(x, slopes[activation]);
}

/** ∂L/∂x from ∂L/∂y, y = activation(x), whose sign is that of x. */
function slope<T extends Tensor>(gradient: T, y: T, activation: Activation): T {
  return activation === 'linear' ? gradient : mul(gradient, step(y, slopes[activation]));
}

const rowsOf = (x: Tensor4D): Tensor2D => reshape(x, [x.shape[0], -1]);

/** Σ over all but the last `channels` entries: [channels]. */
const columnSums = (x: Tensor, channels: number): Tensor1D => sum(reshape(x, [-1, channels]), 0);

function ofNorm({ name }: Normalisation, parameters: NamedTensorMap) {
  const of = (what: string) => parameters[`${name}/${what}`] as Tensor1D;
  return { gamma: of('gamma'), beta: of('beta'), moving_mean: of('moving_mean'), moving_variance: of('moving_variance') };
}

/** ∂L/∂kernel of the convolution that leads from `large` to what has the gradient `small`: TensorFlow.js offers it as a kernel only. */
function filterGradient(large: Tensor4D, small: Tensor4D, { size, stride, padding }: Convolution | Transposed): Tensor4D {
  const attributes = { strides: stride, pad: padding, dataFormat: 'NHWC', filterShape: [size, size, large.shape[3], small.shape[3]] };
  return engine().runKernel<Tensor4D>(Conv2DBackpropFilter, { x: large, dy: small }, attributes as unknown as NamedAttrMap);
}
