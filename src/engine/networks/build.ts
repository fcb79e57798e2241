/** Layers out of what they are given: each function takes the shape that arrives and finds the one that leaves. */
import {
  samePadding,
  type Activation,
  type Convolution,
  type Dense,
  type Normalisation,
  type Residual,
  type Layer,
  type Shape,
  type Transposed,
} from './layers';

export function dense(name: string, input: Shape, outputs: number | Shape, activation: Activation): Dense {
  return { kind: 'dense', name, input, output: typeof outputs === 'number' ? [1, 1, outputs] : outputs, activation };
}

export function conv(
  name: string,
  input: Shape,
  filters: number,
  size: number,
  stride: number,
  activation: Activation,
  padding: 'same' | 'valid' = 'same',
): Convolution {
  const extent = (from: number) => (padding === 'same' ? Math.ceil(from / stride) : Math.floor((from - size) / stride) + 1);
  const output: Shape = [extent(input[0]), extent(input[1]), filters];
  return { kind: 'conv', name, input, output, size, stride, padding, before: beforeOf(padding, input, output, size, stride), activation };
}

/** Back to `output`, from which a convolution of the same size, stride and padding leads to `input`. */
export function transposed(
  name: string,
  input: Shape,
  output: Shape,
  size: number,
  stride: number,
  activation: Activation,
  padding: 'same' | 'valid' = 'same',
): Transposed {
  return {
    kind: 'transposed',
    name,
    input,
    output,
    size,
    stride,
    padding,
    before: beforeOf(padding, output, input, size, stride),
    activation,
  };
}

function beforeOf(padding: 'same' | 'valid', large: Shape, small: Shape, size: number, stride: number): readonly [number, number] {
  if (padding === 'valid') return [0, 0];
  return [samePadding(large[0], small[0], size, stride), samePadding(large[1], small[1], size, stride)];
}

export function norm(name: string, shape: Shape, activation: Activation): Normalisation {
  return { kind: 'norm', name, input: shape, output: shape, activation };
}

export function residual(name: string, main: readonly Layer[], shortcut: readonly Layer[], activation: Activation): Residual {
  const [first] = main;
  const last = main.at(-1);
  if (!first || !last) throw new RangeError('A residual block has at least one layer.');
  return { kind: 'residual', name, input: first.input, output: last.output, main, shortcut, activation };
}
