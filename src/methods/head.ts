/** The head of a deep method: what the decoder reads of the codes, a loss of its own, and learned arrays. Here on typed arrays. */
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
}

export interface TypedHead<Live> {
  /** The factor of the reconstruction error in the loss. At 0 the decoder neither runs nor moves. */
  reconstruction(live: Live): number;
  /** From codes, count × m, to what the decoder reads, count × m, and the head's own loss. */
  forward(batch: HeadBatch<Live>, codes: Floats): { readonly decoderInput: Floats; readonly loss: number };
  /**
   * From ∂L/∂decoderInput to ∂L/∂codes, both count × m, with the head's own loss; gradients of the learned arrays are set, not added to. `forward`
   * ran on the same batch before.
   */
  backward(batch: HeadBatch<Live>, codes: Floats, fromDecoder: Floats, toCodes: Floats): void;
}

export interface Head<Live> {
  /** The learned arrays, in the order they are stored in. */
  learns(size: HeadSize): readonly LearnedShape[];
  make(setting: HeadSetting): TypedHead<Live>;
}

export const sizeOf = ({ shape }: LearnedShape): number => shape.reduce((size, length) => size * length, 1);

/** The number of all learned numbers. */
export const learnedLength = (learns: readonly LearnedShape[]): number => learns.reduce((sum, one) => sum + sizeOf(one), 0);

/** Finds the part of a named array in `all`, the learned arrays one after another. Throws RangeError at an unknown name. */
export function learnedParts(learns: readonly LearnedShape[], all: Learned): (name: string) => Learned {
  return (name) => {
    const at = learns.findIndex((one) => one.name === name);
    if (at < 0) throw new RangeError(`The head declares no learned array "${name}".`);
    const offset = learnedLength(learns.slice(0, at));
    const end = offset + sizeOf(learns[at]);
    return { values: all.values.subarray(offset, end), gradient: all.gradient.subarray(offset, end) };
  };
}
