import { env, fused, getBackend, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core';
import { slopes, type Activation } from '../layers';

interface Terms {
  readonly a: Tensor2D;
  readonly b: Tensor2D;
  readonly transposeA?: boolean;
  readonly transposeB?: boolean;
  readonly bias?: Tensor;
  readonly activation?: Activation;
}

/** An activation as a part of TensorFlow.js' fused products. */
export const fusedActivation = (activation: Activation) =>
  activation === 'linear' || activation === 'relu'
    ? ({ activation } as const)
    : ({ activation: 'leakyrelu', leakyreluAlpha: slopes[activation] } as const);

/** Sums of so many terms TensorFlow.js' WebGPU backend may split. */
const long = 2000;
/** Its programs that do not: for outputs of few tiles, and for others. */
const programFlag = 'WEBGPU_MATMUL_PROGRAM_TYPE';
const programs = { small: 2, large: 3, own: -1 } as const;
const tile = 32;
const fewTiles = 32;

/**
 * activation(ab + bias). On WebGPU TensorFlow.js splits long sums among workgroups, which add up in whatever order they come: the same seed
 * would not give the same numbers. There another of its programs is asked for.
 */
export function product({ activation = 'linear', ...terms }: Terms): Tensor2D {
  const { a, b, transposeA = false, transposeB = false } = terms;
  const multiply = () => fused.matMul({ ...terms, ...fusedActivation(activation) }) as Tensor2D;
  const [rows, inner] = transposeA ? [a.shape[1], a.shape[0]] : a.shape;
  const columns = transposeB ? b.shape[0] : b.shape[1];
  if (inner < long || getBackend() !== 'webgpu') return multiply();
  env().set(programFlag, Math.ceil(rows / tile) * Math.ceil(columns / tile) <= fewTiles ? programs.small : programs.large);
  try {
    return multiply();
  } finally {
    env().set(programFlag, programs.own);
  }
}
