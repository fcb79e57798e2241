/** The head of a deep method: what the decoder reads of the encoder's output, a loss of its own, and arrays. Here on typed arrays. */
import type { Floats } from '../core/algebra/floats';

/** k clusters, codes of m numbers. */
export interface HeadSize {
  readonly k: number;
  readonly m: number;
}

/** An array that the head's optimiser moves. Names, shapes and order are the same on every backend and in every file. */
export interface LearnedShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * An array that is stored, saved and restored with the head, and that hooks alone change. It has a row for each point, or for each centre.
 */
export interface KeptShape {
  readonly name: string;
  readonly rows: 'points' | 'centres';
  /** Numbers in a row. */
  readonly width: number;
}

/** Learned and kept arrays by their names, row-major. */
export type HeadArrays = Readonly<Record<string, Float32Array>>;

/** A learned array and the place of its gradient. */
export interface Learned {
  readonly values: Floats;
  readonly gradient: Floats;
}

export interface HeadSetting extends HeadSize {
  /** The most points of a step. */
  readonly batchSize: number;
  /** The learned array of this name. Throws RangeError where the head declares none. */
  learned(name: string): Learned;
  /** Memory for what the decoder reads, batchSize × m. A head that changes no codes need not use it. */
  readonly decoderInput: Floats;
}

export interface HeadBatch<Live> {
  /** Which points the batch consists of, `count` of them. */
  readonly rows: Uint32Array;
  readonly count: number;
  /** The settings of this step. */
  readonly live: Live;
  /** The kept arrays by name: count × width, the rows of these points, or k × width, a row a centre. */
  readonly kept: Readonly<Record<string, Floats>>;
  /** count × m standard normal numbers, the same ones on every backend; null where the head asks for none. */
  readonly noise: Floats | null;
}

/** `output` is what the encoder gives: count × width, see `Head.output`. */
export interface TypedHead<Live> {
  /** What the decoder reads, count × m, and the head's own loss. */
  forward(batch: HeadBatch<Live>, output: Floats): { readonly decoderInput: Floats; readonly loss: number };
  /**
   * From ∂L/∂decoderInput, count × m, to ∂L/∂output, count × width, with the head's own loss; gradients of the learned arrays are set, not
   * added to. `forward` ran on the same batch before.
   */
  backward(batch: HeadBatch<Live>, output: Floats, fromDecoder: Floats, toOutput: Floats): void;
}

/** The place of the codes in what the encoder gives. */
export interface HeadOutput {
  /** Numbers that the encoder gives for a point. */
  readonly width: number;
  /** The first of the m columns that are the codes. */
  readonly codesFrom: number;
  /**
   * How training begins with the other columns, which pretraining leaves to chance: their part of the kernel of the encoder's last layer is
   * multiplied by `factor`, and their biases are `bias`. Absent: they are as they come.
   */
  readonly others?: { readonly factor: number; readonly bias: number };
}

export interface Head<Live> {
  /** The learned arrays, in the order they are stored in. */
  learns(size: HeadSize): readonly LearnedShape[];
  /** Absent: none. */
  keeps?(size: HeadSize): readonly KeptShape[];
  /** Absent: the encoder gives the m numbers of the code and no others. */
  output?(m: number): HeadOutput;
  /** True for a head that wants noise in each step. */
  readonly noise?: boolean;
  /** The factor of the reconstruction error in the loss. At 0 the decoder neither runs nor moves. */
  reconstruction(live: Live): number;
  make(setting: HeadSetting): TypedHead<Live>;
}

export const sizeOf = ({ shape }: LearnedShape): number => shape.reduce((size, length) => size * length, 1);

/** The number of all learned numbers. */
export const learnedLength = (learns: readonly LearnedShape[]): number => learns.reduce((sum, one) => sum + sizeOf(one), 0);

export const outputOf = <Live>(head: Head<Live>, m: number): HeadOutput => head.output?.(m) ?? { width: m, codesFrom: 0 };

/**
 * The place of a named array among the learned arrays one after another. Throws RangeError where there is none of this name.
 * @param length of the values that are to go there: throws RangeError where it is another.
 */
export function learnedRange(learns: readonly LearnedShape[], name: string, length?: number): readonly [start: number, end: number] {
  const at = learns.findIndex((one) => one.name === name);
  if (at < 0) throw new RangeError(`The head declares no array "${name}".`);
  const start = learnedLength(learns.slice(0, at));
  const size = sizeOf(learns[at]);
  if (length !== undefined && length !== size) throw new RangeError(`The array "${name}" of the head has ${size} numbers, not ${length}.`);
  return [start, start + size];
}

/** Finds the part of a named array in `all`, the learned arrays one after another. Throws RangeError at an unknown name. */
export function learnedParts(learns: readonly LearnedShape[], all: Learned): (name: string) => Learned {
  return (name) => {
    const range = learnedRange(learns, name);
    return { values: all.values.subarray(...range), gradient: all.gradient.subarray(...range) };
  };
}

/** Copies of the learned arrays by name, out of all of them one after another. */
export const namedArrays = (learns: readonly LearnedShape[], all: Floats): HeadArrays =>
  Object.fromEntries(learns.map(({ name }) => [name, Float32Array.from(all.subarray(...learnedRange(learns, name)))]));
